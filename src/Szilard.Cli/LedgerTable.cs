using Szilard.Cli.Verbs;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli;

/// <summary>What the books of runs say, one row for each run that kept some: where the information is, what
/// was dissipated, and whether the books close.</summary>
internal static class LedgerTable
{
    private const string Prefix = "ledger.";

    private static readonly (string Name, string Title)[] s_columns =
    [
        ("label_information", "labels hold"), ("stored_information", "stored"), ("kl", "KL"),
        ("entropy_production", "Σ produced"), ("demon_efficiency", "efficiency"),
        ("closure", "closure error"),
    ];

    /// <summary>The table; nothing where no run kept books.</summary>
    public static void Write(Surroundings surroundings, IReadOnlyList<RunRecord> records)
    {
        RunRecord[] booked = [.. records.Where(r => Find(r, "closure") is not null)];
        if (booked.Length == 0)
            return;
        surroundings.Out.WriteLine();
        ResultTable.Write(
            surroundings, ["ledger (nats)", .. s_columns.Select(c => c.Title)],
            [.. booked.Select(r => (string[])[r.Name, .. s_columns.Select(c => Cell(Find(r, c.Name)))])]);
    }

    private static NamedReading? Find(RunRecord record, string name) =>
        record.Summary.FirstOrDefault(r => r.Name == Prefix + name && double.IsFinite(r.Value));

    private static string Cell(NamedReading? reading) =>
        reading is null ? "" : NumberText.WithError(reading.Value, reading.StandardError);
}
