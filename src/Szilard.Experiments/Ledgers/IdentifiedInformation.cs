using Szilard.Observables;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Ledgers;

/// <summary>A lower bound of the mutual information between what is true of a sample and its representation,
/// in nats, from readings alone.</summary>
/// <remarks>
/// Derived here. <b>Latents</b>: for independent z_j, I(z; h) ≥ Σ_j I(z_j; h) ≥ Σ_j I(z_j; ẑ_j), ẑ_j being
/// read linearly off h. Among errors of a given variance the Gaussian has the largest entropy, so that
/// I(z_j; ẑ_j) ≥ −½ ln(1 − R²_j) − J_j, J_j the negentropy of z_j (0 for normal latents); with Gaussian
/// errors it is equal. −ln(1 − x) is convex, so that the mean R² of d latents gives −(d/2) ln(1 − R²) − d·J,
/// no more than the sum over latents. <b>Labels</b>: Fano, H(Y|Ŷ) ≤ h(e) + e·ln(K − 1) with e = 1 − accuracy
/// and h the binary entropy; H(Y) ≥ −ln of the largest class share. Never below 0.
/// </remarks>
public static class IdentifiedInformation
{
    private const string OfLatents = "r2.affine";
    private static readonly string[] _ofLabels = ["linear-probe", "accuracy", "knn"];

    /// <summary>The bound of a run; null where no theory gives one (dependent latents, no labels) or no
    /// reading is there.</summary>
    /// <param name="readings">What was read.</param>
    /// <param name="facts">What is true of a latent world; null for a dataset.</param>
    /// <param name="classes">Classes of a dataset; 0 for none.</param>
    public static NamedReading? Of(IReadOnlyList<NamedReading> readings, WorldFacts? facts, int classes)
    {
        if (facts is { Negentropy: { } negentropy } && Find(readings, OfLatents) is { } r2)
            return Named(FromR2(r2, facts.Dimensions, negentropy), "−(d/2)·ln(1 − R²) − d·J of the latents");
        string? meter = _ofLabels.FirstOrDefault(name => Find(readings, name) is not null);
        return facts is null && classes > 1 && meter is not null
            ? Named(FromAccuracy(Find(readings, meter)!, classes), $"Fano's inequality for `{meter}`")
            : null;
    }

    /// <summary>−(d/2)·ln(1 − R²) − d·J, at least 0.</summary>
    /// <param name="r2">The mean held-out R² of the latents, ≤ 1.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="negentropy">J of each, nats.</param>
    public static Reading FromR2(Reading r2, int dimensions, double negentropy)
    {
        double bound = dimensions * ((-0.5 * Math.Log(1 - Math.Max(0, r2.Value))) - negentropy);
        return bound > 0
            ? new Reading(bound, dimensions / 2.0 * r2.StandardError / (1 - r2.Value), 0)
            : new Reading(0, double.NaN, 0);
    }

    /// <summary>−ln p_max − h(e) − e·ln(K − 1), at least 0.</summary>
    /// <param name="accuracy">The accuracy, its chance level being p_max, the share of the largest
    /// class.</param>
    /// <param name="classes">K ≥ 2.</param>
    public static Reading FromAccuracy(Reading accuracy, int classes)
    {
        double e = 1 - accuracy.Value, others = Math.Log(classes - 1);
        double left = -XLogX(e) - XLogX(1 - e) + (e * others);
        double bound = -Math.Log(accuracy.Chance) - left;
        bool informed = bound > 0 && e < 1 - (1.0 / classes);
        return informed
            ? new Reading(bound, accuracy.StandardError * Math.Abs(Math.Log((1 - e) / e) + others), 0)
            : new Reading(0, double.NaN, 0);
    }

    private static double XLogX(double x) => x > 0 ? x * Math.Log(x) : 0;

    private static Reading? Find(IReadOnlyList<NamedReading> readings, string name) =>
        readings.FirstOrDefault(r => r.Name == name && double.IsFinite(r.Reading.Value))?.Reading;

    private static NamedReading Named(Reading bound, string how) => new(
        LedgerReadings.IdentifiedName, $"lower bound, nats: {how}",
        bound with { Remark = $"lower bound, nats: {how}" });
}
