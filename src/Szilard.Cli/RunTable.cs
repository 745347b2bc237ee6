using Szilard.Cli.Verbs;
using Szilard.Records;
using Szilard.Reports;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli;

/// <summary>The result of a study as one table and one sentence per run.</summary>
internal static class RunTable
{
    private const int WideEnough = 120;

    /// <summary>Readings in the order of the columns; those that no run has are left out.</summary>
    private static readonly (string Name, string Title)[] _columns =
    [
        ("r2.affine", "R²"), ("mcc.pearson", "MCC"), ("orthogonality", "orthogonality"),
        ("linear-probe", "linear probe"), ("knn", "k-NN"), ("rank-me", "rank"), ("loss", "loss"),
        ("loss.excess", "above floor"),
    ];

    /// <summary>One row per run: value ± error, and the chance level in brackets. A narrow terminal shows
    /// readings only; the verdicts are told below.</summary>
    public static void Write(Surroundings surroundings, IReadOnlyList<RunRecord> records)
    {
        bool narrow = surroundings.Width < WideEnough;
        bool seeds = !narrow || records.Select(r => r.Seed).Distinct().Count() > 1;
        List<(string Title, Func<RunRecord, string> Cell)> columns = [("run", r => r.Name)];
        if (seeds)
            columns.Add(("seed", r => $"{r.Seed}"));
        columns.AddRange(_columns.Select(
            c => (c.Title, (Func<RunRecord, string>)(r => Cell(Find(r, c.Name))))));
        if (!narrow)
            columns.AddRange(
                [("verdict", r => r.Verdict?.State ?? ""), ("time", r => NumberText.Duration(r.Seconds))]);
        ResultTable.Write(
            surroundings, [.. columns.Select(c => c.Title)],
            [.. records.Select(r => columns.Select(c => c.Cell(r)).ToArray())]);
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
                $"{record.Name} (seed {record.Seed}): {verdict.State}. "
                + $"{Words.Sentence(verdict.Evidence)}{next}");
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
