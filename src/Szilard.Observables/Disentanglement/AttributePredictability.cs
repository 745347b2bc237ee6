using Szilard.Observables.Identifiability;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Disentanglement;

/// <summary>Separated attribute predictability: the gap between the two dimensions that predict a latent best
/// by themselves, by r².</summary>
/// <remarks>Independent normal latents turned by θ read cos 2θ. A constant column predicts 0. Source: Kumar,
/// Sattigeri, Balakrishnan, "Variational inference of disentangled latent concepts from unlabeled
/// observations", 2018, §3 (continuous factors).</remarks>
public sealed class AttributePredictability : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "sap",
        "Gap between the two dimensions that predict a latent best by themselves.",
        "Kumar, Sattigeri, Balakrishnan, Variational inference of disentangled latent concepts, 2018, §3")
    {
        Formula = "meanₖ (r²ⱼ₁ₖ − r²ⱼ₂ₖ), j₁ and j₂ the best two dimensions",
        Convention = "squared Pearson correlation over all samples, factors read as numbers (the paper takes "
            + "a classifier for discrete ones), constant columns predict 0 and constant latents are left "
            + $"out; {Resampling.Convention}",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new AttributePredictability();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix h, Matrix z) = (specimen.Representation, specimen.Latents!);
        if (h.Rows < 3 || h.Columns < 2 || z.Columns == 0)
            return Reading.Undefined($"{h.Rows} samples of {h.Columns} dimensions and {z.Columns} latents; a "
                + "gap between dimensions needs at least 3 samples, 2 dimensions and a latent.");
        var (all, leftOut, shuffled) = Resampling.OfMoments(specimen.Shared, h, z, workers, Gap);
        return double.IsNaN(all)
            ? Reading.Undefined("All latents are constant; there is nothing to predict.")
            : Resampling.Of(all, leftOut, shuffled, v => v).Reading
                .Noting(Cautions.Constant(z, h), Cautions.Classes(z));
    }

    private static double Gap(PairMoments moments)
    {
        double[] x = LinearMap.Diagonal(moments.CovarianceX), y = LinearMap.Diagonal(moments.CovarianceY);
        Matrix cross = moments.CovarianceXY;
        double sum = 0;
        int varying = 0;
        for (int k = 0; k < y.Length; k++)
        {
            if (y[k] <= 0)
                continue;
            double[] squares = [.. x.Select((v, j) => v > 0 ? cross[j, k] * cross[j, k] / (v * y[k]) : 0)];
            Array.Sort(squares);
            sum += squares[^1] - squares[^2];
            varying++;
        }
        return varying == 0 ? double.NaN : sum / varying;
    }
}
