using Szilard.Experiments.Ledgers;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>What a reader wants to know of a reading beyond its numbers: place, heading, ideal value, and
/// what its chance level is. A reading that is not known here is shown under its own name.</summary>
internal static class KnownReadings
{
    private sealed record Known(
        string Name, string Label, double Ideal = double.NaN, string Chance = "chance");

    /// <summary>In the order of the table: first what most readers look for.</summary>
    private static readonly Known[] _all =
    [
        new("r2.affine", "R²", 1),
        new("mcc.pearson", "MCC", 1),
        new("orthogonality", "orthogonality error", 0),
        new("linear-probe", "linear probe", 1),
        new("accuracy", "accuracy", 1),
        new("knn", "k-NN", 1),
        new("rank-me", "rank (RankMe)", Chance: "noise"),
        new("loss", "loss", Chance: "plateau"),
        new("loss.excess", "loss above its floor", 0, "plateau"),
        new("r2.nonlinear", "nonlinear R²", 1),
        new("r2.affine.pooled", "R², pooled", 1),
        new("r2.inverse", "R², z → h", 1),
        new("r2.inverse.pooled", "R², z → h, pooled", 1),
        new("mcc.spearman", "MCC, ranks", 1),
        new("mcc.affine", "MCC, affine", 1),
        new("permutation", "permutation error", 0),
        new("participation-ratio", "participation ratio", Chance: "noise"),
        new("alpha-req", "α-ReQ", Chance: "noise"),
        new("std", "spread of unit rows", Chance: "even"),
        new("alignment", "alignment", 0),
        new("uniformity", "uniformity", Chance: "even"),
        new("cka.biased", "CKA, biased", 1),
        new("cka.unbiased", "CKA", 1),
        new("mutual-knn", "mutual k-NN", 1),
        new("procrustes", "Procrustes distance", 0),
        new("llc", "learning coefficient λ̂"),
        new("rule.cosine", "rule against gradient: cosine", 1),
        new("rule.error", "rule against gradient: error", 0),
        new("rule.moved", "share of synapses that move"),
        new("rest.free.unsettled", "free relaxations not at rest", 0),
        new("rest.clamped.unsettled", "clamped relaxations not at rest", 0),
        new("rest.residual", "largest force left", 0),
        new(LedgerReadings.IdentifiedName, "information identified (nats)", Chance: "nothing"),
    ];

    private static readonly Dictionary<string, Known> _byName = _all.ToDictionary(k => k.Name);

    /// <summary>The place of a reading in the table; those that are not known here stand last.</summary>
    public static int Place(string name) =>
        _byName.TryGetValue(name, out Known? known) ? Array.IndexOf(_all, known) : _all.Length;

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

    /// <summary>The heading of a reading.</summary>
    public static string Label(string name) => Of(name).Label;

    private static Known Of(string name) => _byName.GetValueOrDefault(name) ?? new Known(name, name);
}
