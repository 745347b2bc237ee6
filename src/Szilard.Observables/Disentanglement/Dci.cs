using Szilard.Observables.Algebra;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Disentanglement;

/// <summary>Disentanglement and completeness: how concentrated the weights of a linear probe are, over
/// latents for each dimension and over dimensions for each latent.</summary>
/// <remarks>The third of the three, informativeness, is <see cref="AffineR2"/> under the name
/// <c>dci.informativeness</c>: the held-out R² of the same probe. A row or column without weight counts with
/// weight 0. Source: Eastwood and Williams, "A framework for the quantitative evaluation of disentangled
/// representations", 2018, §2.</remarks>
/// <param name="complete">Completeness instead of disentanglement.</param>
/// <param name="penalty">λ of the lasso; 0 for least squares.</param>
public sealed class Dci(bool complete, double penalty) : IMeter
{
    private const string Source =
        "Eastwood and Williams, A framework for the quantitative evaluation of disentangled representations, "
        + "2018, §2";

    /// <summary>Over latents for each dimension.</summary>
    public static Part<IMeter> Disentanglement { get; } = Part(
        false, "dci.disentanglement", "Whether a dimension weighs in the linear probe of one latent alone.",
        "Σⱼ ρⱼ·(1 − H(|Wⱼ|/Σₖ|Wⱼₖ|)/ln m), ρⱼ = Σₖ|Wⱼₖ|/Σ|W|");

    /// <summary>Over dimensions for each latent.</summary>
    public static Part<IMeter> Completeness { get; } = Part(
        true, "dci.completeness", "Whether one dimension alone weighs in the linear probe of a latent.",
        "Σₖ ρₖ·(1 − H(|Wₖ|/Σⱼ|Wⱼₖ|)/ln d), ρₖ = Σⱼ|Wⱼₖ|/Σ|W|");

    /// <summary>The held-out R² of the probe.</summary>
    public static Part<IMeter> Informativeness { get; } = new(
        AffineR2.Uniform.Card with
        {
            Name = "dci.informativeness",
            Summary = "Share of the latents' variance that the linear probe of DCI predicts on held-out "
                + "samples: `r2.affine` under the name of its paper.",
            Source = Source,
        },
        AffineR2.Uniform.Build);

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix h, Matrix z) = (specimen.Representation, specimen.Latents!);
        if (LinearMap.Obstacle(h, z) is { } obstacle)
            return Reading.Undefined(obstacle);
        Matrix shared = complete ? h : z;
        int varying = shared.Columns - Columns.Constant(shared).Length;
        if (varying < 2)
            return Reading.Undefined($"{varying} of {shared.Columns} {(complete ? "dimensions" : "latents")} "
                + "vary; a share among fewer than 2 says nothing. Read `r2.latent` instead, or give arrays "
                + "in which more vary.");
        var (all, leftOut, shuffled) = specimen.Shared.Once(("importance", h, z, penalty), () =>
            Resampling.OfMoments(specimen.Shared, h, z, workers, m => Importance.Of(m, penalty)));
        return Resampling.Of(all, leftOut, shuffled, Score).Reading
            .Noting(Cautions.Constant(z, h), Cautions.Classes(z));
    }

    /// <summary>The score of weights, dimensions × latents; 0 where all are 0.</summary>
    internal double Score(Matrix weights)
    {
        Matrix rows = (complete ? weights.Transpose() : weights).Map(Math.Abs);
        double total = rows.Values.Sum(), sum = 0;
        for (int i = 0; i < rows.Rows; i++)
            sum += Concentration(rows.Row(i));
        return total > 0 ? sum / total : 0;
    }

    /// <summary>Σw·(1 − H(w/Σw)/ln count).</summary>
    private static double Concentration(ReadOnlySpan<double> weights)
    {
        double sum = 0, entropy = 0;
        foreach (double w in weights)
            sum += w;
        foreach (double w in weights)
            entropy -= w > 0 ? w / sum * Math.Log(w / sum) : 0;
        return sum * (1 - (entropy / Math.Log(weights.Length)));
    }

    private static Part<IMeter> Part(bool complete, string name, string summary, string formula) => new(
        new PartCard(name, summary, Source)
        {
            Formula = formula,
            Convention = "importances |W| of a linear probe h → z over all samples, both in units of "
                + "standard deviations: least squares, or the lasso ½·E(z − h·w)² + λ·Σ|w| of the paper "
                + "where `penalty` is λ > 0 (the paper's forests are not offered); weighted average; "
                + $"{Resampling.Convention}",
            Parameters = [new NumberParameter("penalty", "λ of the lasso; 0 for least squares.", 0, 0)],
        },
        s => new Dci(complete, s.Number("penalty")));
}
