using Szilard.Cli.Verbs;
using Szilard.Records;

namespace Szilard.Cli;

/// <summary>The result of a study as one table and one sentence per run.</summary>
internal static class RunTable
{
    /// <summary>Readings in the order of the columns; those that no run has are left out.</summary>
    private static readonly (string Name, string Title)[] _columns =
    [
        ("r2.affine", "R²"), ("mcc.pearson", "MCC"), ("orthogonality", "orthogonality"), ("linear-probe", "linear probe"),
        ("knn", "k-NN"), ("rank-me", "rank"), ("loss", "loss"), ("loss.excess", "above floor"),
    ];

    /// <summary>One row per run: value ± error, and the chance level in brackets.</summary>
    public static void Write(Surroundings surroundings, IReadOnlyList<RunRecord> records)
    {
        (string Name, string Title)[] columns = [.. _columns.Where(c => records.Any(r => Find(r, c.Name) is not null))];
        string[] titles = ["run", "seed", .. columns.Select(c => c.Title), "verdict", "seconds"];
        string[][] rows =
        [
            .. records.Select(r => (string[])
            [
                r.Name, $"{r.Seed}", .. columns.Select(c => Cell(Find(r, c.Name))), r.Verdict?.State ?? "", $"{r.Seconds:F1}",
            ]),
        ];
        ResultTable.Write(surroundings, titles, rows);
        surroundings.Out.WriteLine("value ± standard error (chance level)");
    }

    /// <summary>The verdicts, with the next knob to turn.</summary>
    public static void WriteVerdicts(TextWriter output, IReadOnlyList<RunRecord> records)
    {
        foreach (RunRecord record in records.Where(r => r.Verdict is not null))
        {
            RunVerdict verdict = record.Verdict!;
            string next = verdict.Next.Length > 0 ? $" Next: {verdict.Next}." : "";
            output.WriteLine($"{record.Name} (seed {record.Seed}): {verdict.State}. {verdict.Evidence}{next}");
        }
    }

    private static NamedReading? Find(RunRecord record, string name) =>
        record.Summary.FirstOrDefault(r => r.Name == name && double.IsFinite(r.Value));

    private static string Cell(NamedReading? reading)
    {
        if (reading is null)
            return "";
        string error = double.IsFinite(reading.StandardError) ? $" ± {reading.StandardError:F3}" : "";
        string chance = double.IsFinite(reading.Chance) ? $" ({reading.Chance:F3})" : "";
        return $"{reading.Value:F3}{error}{chance}";
    }
}
