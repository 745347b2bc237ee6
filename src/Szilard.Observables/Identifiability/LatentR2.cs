using Szilard.Observables.Probes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Held-out affine R² of every latent by itself, under the latent's number, from 1; the first
/// reading is that of the latent that is recovered worst.</summary>
/// <remarks>Shows which latents a collapsed or invariant representation has lost, which a mean over latents
/// hides. Source: Zimmermann et al., "Contrastive learning inverts the data generating process", 2021, §4,
/// per latent.</remarks>
public sealed class LatentR2 : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "r2.latent",
        "Share of each latent's variance that an affine map of the representation predicts; the least of "
            + "them.",
        "Zimmermann et al., Contrastive learning inverts the data generating process, 2021, §4, per latent")
    {
        Formula = "minₖ (1 − SSEₖ/SSTₖ); and 1 − SSEₖ/SSTₖ as `r2.latent.k`, k = 1, 2, …",
        Convention = "h → z, no average; constant latents have no value and do not count for the least; "
            + $"ordinary least squares with intercept, {Halves.Convention}; SST about the held-out mean; "
            + "standard error: delta method over held-out samples; chance: exact mean over shuffled "
            + "pairings; " + ContentParts.Convention,
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new LatentR2();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Linear;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return [new PartReading("", Reading.Undefined(obstacle))];
        Matrix x = halves.Fit.Representation;
        if (x.Rows <= x.Columns + 1)
            return [new PartReading("", Reading.Undefined($"n = {x.Rows} samples to fit d = {x.Columns} "
                + $"columns and an intercept; the regression needs more than {x.Columns + 1}."))];
        Func<int, int, Reading> score = Scores(halves, specimen.Latents!);
        Reading[] latents = [.. Enumerable.Range(0, specimen.Latents!.Columns).Select(k => score(k, 1))];
        int[] varying = [.. Enumerable.Range(0, latents.Length).Where(k =>
            double.IsFinite(latents[k].Value))];
        Reading least = varying.Length == 0
            ? Reading.Undefined("All latents are constant on the held-out samples; R² divides by their "
                + "variance.")
            : latents[varying.MinBy(k => latents[k].Value)];
        return
        [
            new PartReading("", least), .. latents.Select((r, k) => new PartReading($"{k + 1}", r)),
            .. ContentParts.Of(specimen, score),
        ];
    }

    /// <summary>The reading of some latents, from the first and how many.</summary>
    private static Func<int, int, Reading> Scores(Halves halves, Matrix latents)
    {
        (Matrix fitted, Matrix held) = (halves.Fit.Latents!, halves.Test.Latents!);
        HeldOutMap map = halves.Affine();
        return (first, count) => RegressionScore.Of(
            ContentParts.Columns(fitted, first, count), ContentParts.Columns(held, first, count),
            ContentParts.Columns(map.Predicted, first, count), map.NullLeverage, false)
            .Noting(Cautions.Classes(latents, first, count));
    }
}
