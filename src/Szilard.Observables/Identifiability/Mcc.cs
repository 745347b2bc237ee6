using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Mean correlation coefficient: latents matched one to one with columns of the representation by
/// the exact assignment, then the mean |correlation|.</summary>
/// <remarks>1 exactly when h is z up to order, sign, scale and shift (Spearman: up to monotone maps). A
/// rotation by θ of independent normal latents reads max(|cos θ|, |sin θ|): use it where theory promises a
/// permutation, and <see cref="AffineR2"/> where it promises a rotation. Source: Hyvärinen and Morioka,
/// "Unsupervised feature extraction by time-contrastive learning and nonlinear ICA", 2016.</remarks>
/// <param name="byRank">Spearman instead of Pearson.</param>
public sealed class Mcc(bool byRank) : IMeter
{
    internal const int NullDraws = 16;

    /// <summary>With Pearson's correlation.</summary>
    public static Part<IMeter> Pearson { get; } = Part("mcc.pearson", "Pearson", false);

    /// <summary>With Spearman's correlation.</summary>
    public static Part<IMeter> Spearman { get; } = Part("mcc.spearman", "Spearman", true);

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation
        | (byRank ? Invariances.Monotone : 0);

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix latents = specimen.Latents!, representation = specimen.Representation;
        if (Obstacle(latents, representation) is { } obstacle)
            return Reading.Undefined(obstacle);
        Matrix z = Columns.Standardise(byRank ? Ranks.OfColumns(latents) : latents);
        Matrix h = Columns.Standardise(byRank ? Ranks.OfColumns(representation) : representation);
        var matching = Matching.Of(z, h);
        double error = matching.Error(z, h, byRank ? Matching.Spearman : Matching.Pearson);
        return new Reading(matching.Score, error, Matching.Chance(z, h, NullDraws, key))
            .Noting(Remark(specimen, matching));
    }

    internal static string? Obstacle(Matrix z, Matrix h) => z.Rows < 3 || z.Columns == 0 || h.Columns == 0
        ? $"{z.Rows} samples of {z.Columns} latents and {h.Columns} dimensions; a correlation needs at "
        + "least 3 samples and a column on either side."
        : null;

    /// <summary>What is odd about the specimen of any MCC: unmatched latents, constant columns, classes read
    /// as numbers.</summary>
    internal static string Remark(Specimen specimen, Matching matching)
    {
        (Matrix z, Matrix h) = (specimen.Latents!, specimen.Representation);
        int[] alone = [.. Enumerable.Range(0, z.Columns).Where(k => matching.ColumnOf[k] < 0)];
        string unmatched = alone.Length == 0 ? "" : $"Unmatched for want of dimensions, and counted 0: "
            + $"{Cautions.Named("latent", alone)}.";
        return Cautions.Join(unmatched, Cautions.Constant(z, h), Cautions.Classes(z));
    }

    private static Part<IMeter> Part(string name, string kind, bool byRank) => new(
        new PartCard(
            name,
            $"Mean absolute {kind} correlation of latents matched one to one with dimensions.",
            "Hyvärinen and Morioka, Unsupervised feature extraction by time-contrastive learning and "
                + "nonlinear ICA, 2016")
        {
            Formula = "max over assignments π of meanⱼ |corr(zⱼ, h_π(j))|",
            Convention = $"{kind}, exact assignment, rectangular allowed, mean over latents, constant "
                + "column reads 0; all samples; standard error: influence function at the matching found; "
                + "chance: mean of 16 shuffled pairings (their normal limit when n·d·m > 2²²)",
        },
        _ => new Mcc(byRank));
}
