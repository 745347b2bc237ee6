using System.Text.Json.Nodes;
using Szilard.Cli.Verbs;
using Szilard.Experiments.Agreement;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli;

/// <summary>How far the seeds of each run agree with each other beside how far with the truth: statistical
/// and structural identifiability.</summary>
internal static class SeedAgreementTable
{
    private const string Truth = "r2.affine";

    /// <summary>The table; nothing where no run has two seeds that are done.</summary>
    public static void Write(
        Surroundings surroundings, IReadOnlyList<SeedAgreement> agreements, IReadOnlyList<RunRecord> records)
    {
        if (agreements.Count == 0)
            return;
        surroundings.Out.WriteLine();
        ResultTable.Write(
            surroundings, ["seeds of", "seeds", "with each other: R²", "(chance)", "with the truth: R²"],
            [.. agreements.Select(a => (string[])
            [
                a.Run, $"{a.Seeds}", Scores(a),
                a.Scores.Count == 0 ? "" : $"({NumberText.Level(a.Chance)})", Structural(a.Run, records),
            ])]);
        surroundings.Out.WriteLine(
            $"mean squared canonical correlation over pairs of seeds, {SeedAgreement.Samples} shared samples");
        foreach (SeedAgreement lacking in agreements.Where(a => a.Remark.Length > 0))
            surroundings.Out.WriteLine($"{lacking.Run}: {lacking.Remark}");
    }

    /// <summary>The same for machines.</summary>
    public static JsonArray Document(IReadOnlyList<SeedAgreement> agreements) =>
    [
        .. agreements.Select(a => new JsonObject
        {
            ["run"] = a.Run,
            ["seeds"] = a.Seeds,
            ["mean"] = Json.Finite(a.Mean),
            ["pairs"] = new JsonArray([.. a.Scores.Select(Json.Finite)]),
            ["chance"] = Json.Finite(a.Chance),
            ["remark"] = a.Remark,
        }),
    ];

    private static string Scores(SeedAgreement agreement) => agreement.Scores.Count switch
    {
        0 => NumberText.Missing,
        1 => NumberText.Of(agreement.Mean),
        _ => $"{NumberText.Of(agreement.Mean)} "
            + $"({NumberText.Of(agreement.Scores.Min())} … {NumberText.Of(agreement.Scores.Max())})",
    };

    private static string Structural(string run, IReadOnlyList<RunRecord> records)
    {
        PooledReading truth = PooledReading.Of(
            records.Where(r => r.Name == run).SelectMany(r => r.Summary).Where(r => r.Name == Truth));
        return truth.Count == 0 ? "" : NumberText.WithError(truth.Mean, truth.StandardError);
    }
}
