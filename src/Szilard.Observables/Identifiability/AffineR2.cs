using Szilard.Observables.Probes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Held-out R² of the best affine map between representation and latents: 1 when one is an affine
/// function of the other.</summary>
/// <remarks>Direction h → z asks whether the latents can be read off; z → h whether the representation holds
/// nothing else. Source: Hyvärinen and Morioka 2016; Zimmermann et al., "Contrastive learning inverts the
/// data generating process", 2021, §4; pooled: Klindt, LeCun, Balestriero, arXiv:2605.26379.</remarks>
/// <param name="inverse">z → h instead of h → z.</param>
/// <param name="pooled">Squared errors and variances summed over targets before the ratio.</param>
public sealed class AffineR2(bool inverse, bool pooled) : IMeter
{
    /// <summary>h → z, uniform average.</summary>
    public static Part<IMeter> Uniform { get; } = Part("r2.affine", false, false);

    /// <summary>h → z, pooled.</summary>
    public static Part<IMeter> Pooled { get; } = Part("r2.affine.pooled", false, true);

    /// <summary>z → h, uniform average.</summary>
    public static Part<IMeter> InverseUniform { get; } = Part("r2.inverse", true, false);

    /// <summary>z → h, pooled.</summary>
    public static Part<IMeter> InversePooled { get; } = Part("r2.inverse.pooled", true, true);

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances => (inverse, pooled) switch
    {
        (false, _) => Invariances.Translation | Invariances.Linear,
        (true, false) => Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation,
        (true, true) => Invariances.Translation | Invariances.Scaling | Invariances.Rotation,
    };

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        Read(specimen).Noting(Cautions.Classes(specimen.Latents!));

    /// <summary>The reading of latents that are numbers whatever they look like.</summary>
    internal Reading Read(Specimen specimen)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        ((Matrix x, Matrix y), (_, Matrix testY)) = (Sides(halves.Fit), Sides(halves.Test));
        if (x.Rows <= x.Columns + 1)
            return Reading.Undefined($"n = {x.Rows} samples to fit d = {x.Columns} columns and an "
                + $"intercept; the regression needs more than {x.Columns + 1}.");
        HeldOutMap map = halves.Affine(inverse);
        return RegressionScore.Of(y, testY, map.Predicted, map.NullLeverage, pooled)
            .Noting(map.Fit.Deficient ? Dependent : "");
    }

    private static string Dependent => "Predictors are constant or depend on one another; the smallest map "
        + "is used.";

    private (Matrix X, Matrix Y) Sides(Specimen s) =>
        inverse ? (s.Latents!, s.Representation) : (s.Representation, s.Latents!);

    private static Part<IMeter> Part(string name, bool inverse, bool pooled) => new(
        new PartCard(
            name,
            $"Share of the variance of {(inverse ? "the representation" : "the latents")} that an affine "
            + $"map of {(inverse ? "the latents" : "the representation")} predicts on held-out samples.",
            "Zimmermann et al., Contrastive learning inverts the data generating process, 2021, §4")
        {
            Formula = pooled ? "1 − Σₖ SSEₖ / Σₖ SSTₖ" : "meanₖ (1 − SSEₖ / SSTₖ)",
            Convention = $"{(inverse ? "z → h" : "h → z")}, {(pooled ? "pooled" : "uniform average")}, "
                + $"ordinary least squares with intercept, {Halves.Convention}; "
                + "SST about the held-out mean; standard error: delta method over held-out samples; chance: "
                + "exact mean over shuffled pairings",
        },
        _ => new AffineR2(inverse, pooled));
}
