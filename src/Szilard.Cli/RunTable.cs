using Szilard.Cli.Verbs;
using Szilard.Records;
using Szilard.Reports;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli;

/// <summary>The result of a study as one table and one sentence per run.</summary>
internal static class RunTable
{
    /// <summary>Readings in the order of the columns; those that no run has are left out.</summary>
    private static readonly (string Name, string Title)[] _columns =
    [
        ("r2.affine", "R²"), ("mcc.pearson", "MCC"), ("orthogonality", "orthogonality"),
        ("linear-probe", "linear probe"), ("knn", "k-NN"), ("rank-me", "rank"), ("loss", "loss"),
        ("loss.excess", "above floor"),
    ];

    /// <summary>One row per run: value ± error, and the chance level in brackets.</summary>
    public static void Write(Surroundings surroundings, IReadOnlyList<RunRecord> records)
    {
        (string Name, string Title)[] columns =
            [.. _columns.Where(c => records.Any(r => Find(r, c.Name) is not null))];
        string[] titles = ["run", "seed", .. columns.Select(c => c.Title), "verdict", "time"];
        string[][] rows =
        [
            .. records.Select(r => (string[])
            [
                r.Name, $"{r.Seed}", .. columns.Select(c => Cell(Find(r, c.Name))), r.Verdict?.State ?? "",
                NumberText.Duration(r.Seconds),
            ]),
        ];
        ResultTable.Write(surroundings, titles, rows);
        surroundings.Out.WriteLine("value ± standard error (chance level)");
    }

    /// <summary>The verdicts, with the next knob to turn, and what is to be known of the data.</summary>
    public static void WriteVerdicts(TextWriter output, IReadOnlyList<RunRecord> records)
    {
        foreach (RunRecord record in records)
        {
            if (record.Verdict is not { } verdict)
                continue;
            string next = verdict.Next.Length > 0 ? $" Next: {Words.Sentence(verdict.Next)}" : "";
            output.WriteLine(
                $"{record.Name} (seed {record.Seed}): {verdict.State}. {Words.Sentence(verdict.Evidence)}{next}");
        }
        foreach (string remark in records.SelectMany(r => r.Remarks).Distinct())
            output.WriteLine($"Data: {Words.Sentence(remark)}");
    }

    private static NamedReading? Find(RunRecord record, string name) =>
        record.Summary.FirstOrDefault(r => r.Name == name && double.IsFinite(r.Value));

    private static string Cell(NamedReading? reading) => reading is null
        ? ""
        : NumberText.WithChance(reading.Value, reading.StandardError, reading.Chance);
}
