using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Means of the canonical correlations with the other representation: 1 when either is an invertible
/// affine function of the other.</summary>
/// <remarks>The correlations are worked out once for all means. Formulas are on the cards of the catalogue
/// lines.</remarks>
public sealed class CanonicalCorrelation : IMeter
{
    private readonly Func<CanonicalAnalysis, double> _mean;
    private readonly double _share;
    private readonly Invariances _invariances;

    private CanonicalCorrelation(
        Func<CanonicalAnalysis, double> mean, double share, Invariances invariances) =>
        (_mean, _share, _invariances) = (mean, share, invariances);

    /// <summary>Mean canonical correlation.</summary>
    public static Part<IMeter> Mean { get; } = Part(
        "cca.mean", "Mean canonical correlation with the other representation.",
        "Raghu, Gilmer, Yosinski, Sohl-Dickstein, SVCCA, 2017; Kornblith et al. 2019, eq. 8",
        "(1/c)·Σᵢ ρᵢ, c = min(p, q)", a => a.Mean, Invariances.Linear);

    /// <summary>Mean squared canonical correlation.</summary>
    public static Part<IMeter> Square { get; } = Part(
        "cca.r2", "Mean squared canonical correlation with the other representation.",
        "Kornblith, Norouzi, Lee, Hinton, Similarity of neural network representations revisited, 2019, "
            + "eq. 9",
        "(1/c)·Σᵢ ρᵢ², c = min(p, q)", a => a.MeanSquare, Invariances.Linear);

    /// <summary>Weighted by what the directions carry of the representation.</summary>
    public static Part<IMeter> Weighted { get; } = Part(
        "pwcca", "Mean canonical correlation, weighted by how much of the representation a direction "
            + "carries.",
        "Morcos, Raghu, Bengio, Insights on representational similarity in neural networks with canonical "
            + "correlation, 2018, eq. 5",
        "Σᵢ αᵢρᵢ/Σᵢ αᵢ, αᵢ = Σⱼ |⟨canonical variate i, column j of h⟩|", a => a.Weighted,
        Invariances.Scaling | Invariances.SignedPermutation);

    /// <summary>After principal components that carry 99 % of the variance.</summary>
    public static Part<IMeter> Singular { get; } = new(
        new PartCard(
            "svcca",
            "Mean canonical correlation of the principal components that carry most of the variance.",
            "Raghu, Gilmer, Yosinski, Sohl-Dickstein, SVCCA, 2017")
        {
            Formula = "(1/c)·Σᵢ ρᵢ of the leading principal components, c = min of their numbers",
            Convention = $"{Convention}; principal components of `variance` = 99 % of the variance are kept, "
                + "taken as given by standard error and chance",
            Parameters =
            [
                new NumberParameter("variance", "Share of the variance that is kept.", 0.99, 0, 1)
                    { MinimumExcluded = true },
            ],
        },
        s => new CanonicalCorrelation(
            a => a.Mean, s.Number("variance"), Invariances.Scaling | Invariances.Rotation));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | _invariances;

    private static string Convention => "a similarity in [0, 1]; at least p + q + 2 samples; directions "
        + "below 1e-11 of the largest variance are left "
        + "out; " + Resampling.Convention + " (their normal limit when n·p·q > 2²²)";

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix x, Matrix y) = (specimen.Representation, specimen.Other!);
        if (CanonicalAnalysis.Obstacle(x, y) is { } obstacle)
            return Reading.Undefined(obstacle);
        var analysis = specimen.Shared.Once(("canonical", x, y, _share), () =>
            new Found(CanonicalAnalysis.Of(
                specimen.Shared.Centred(x), specimen.Shared.Centred(y), _share, weighted: _share == 1,
                workers)));
        return analysis.Of is { } found
            ? Resampling.Of(found.All, found.LeftOut, found.Shuffled, _mean).Reading
            : Reading.Undefined("One representation is constant; it correlates with nothing.");
    }

    private static Part<IMeter> Part(
        string name, string summary, string source, string formula, Func<CanonicalAnalysis, double> mean,
        Invariances invariances) => new(
        new PartCard(name, summary, source) { Formula = formula, Convention = Convention },
        _ => new CanonicalCorrelation(mean, 1, invariances));

    private sealed record Found(
        (CanonicalAnalysis All, CanonicalAnalysis[] LeftOut, CanonicalAnalysis[] Shuffled)? Of);
}
