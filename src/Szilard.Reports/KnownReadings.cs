using Szilard.Records;

namespace Szilard.Reports;

/// <summary>What a reader wants to know of a reading beyond its numbers: heading, ideal value, and what its
/// chance level is. A reading that is not known here is shown under its own name.</summary>
internal static class KnownReadings
{
    private sealed record Known(string Name, string Label, double Ideal = double.NaN, string Chance = "chance");

    private static readonly Dictionary<string, Known> _all = new Known[]
    {
        new("r2.affine", "R²", 1),
        new("r2.affine.pooled", "R², pooled", 1),
        new("r2.inverse", "R², z → h", 1),
        new("r2.inverse.pooled", "R², z → h, pooled", 1),
        new("r2.nonlinear", "nonlinear R²", 1),
        new("mcc.pearson", "MCC", 1),
        new("mcc.spearman", "MCC, ranks", 1),
        new("mcc.affine", "MCC, affine", 1),
        new("orthogonality", "orthogonality error", 0),
        new("permutation", "permutation error", 0),
        new("rank-me", "rank (RankMe)", Chance: "noise"),
        new("participation-ratio", "participation ratio", Chance: "noise"),
        new("alpha-req", "α-ReQ", Chance: "noise"),
        new("std", "spread of unit rows", Chance: "even"),
        new("alignment", "alignment", 0),
        new("uniformity", "uniformity", Chance: "even"),
        new("knn", "k-NN", 1),
        new("linear-probe", "linear probe", 1),
        new("cka.biased", "CKA, biased", 1),
        new("cka.unbiased", "CKA", 1),
        new("mutual-knn", "mutual k-NN", 1),
        new("procrustes", "Procrustes distance", 0),
        new("loss", "loss", Chance: "plateau"),
        new("loss.excess", "loss above its floor", 0, "plateau"),
    }.ToDictionary(k => k.Name);

    /// <summary>The reading as the table shows it.</summary>
    public static ReportedReading Reported(NamedReading reading)
    {
        Known known = Of(reading.Name);
        return new ReportedReading(reading.Name, reading.Value, reading.StandardError, reading.Chance)
        {
            Label = known.Label,
            Ideal = known.Ideal,
            ChanceLabel = known.Chance,
            Convention = reading.Convention,
            Remark = reading.Remark,
        };
    }

    /// <summary>The reading over steps, with the last chance level that is known.</summary>
    public static Curve Curve(string name, IReadOnlyList<MetricLine> lines)
    {
        Known known = Of(name);
        return new Curve(name, [.. lines.Select(m => new CurvePoint(m.Step, m.Value, m.StandardError))])
        {
            Label = known.Label,
            Chance = lines.Select(m => m.Chance).LastOrDefault(double.IsFinite, double.NaN),
            ChanceLabel = known.Chance,
        };
    }

    private static Known Of(string name) => _all.GetValueOrDefault(name) ?? new Known(name, name);
}
