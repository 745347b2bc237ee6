using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Collapse;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Mean squared distance of the representation from the nearest rotation of the latents, in units of
/// their deviations and without any scale: what <see cref="LejepaBound"/> bounds.</summary>
/// <remarks>Q is the polar factor of the cross-covariance (Schönemann, "A generalized solution of the
/// orthogonal Procrustes problem", 1966); with other numbers of columns than latents it has orthonormal rows
/// or columns. Source: Klindt, LeCun, Balestriero, "When does LeJEPA learn a world model?", 2026,
/// arXiv:2605.26379.</remarks>
public sealed class RotationError : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "procrustes.latents",
        "Mean squared distance of the representation from the nearest rotation of the latents.",
        "Schönemann 1966; Klindt, LeCun, Balestriero 2026, arXiv:2605.26379")
    {
        Formula = "min_Q mean ‖h − Q·z‖², Q with orthonormal rows or columns",
        Convention = "z in units of its deviations, h as it is: scale counts; centred, divisor n; lower is "
            + "better; " + Resampling.Convention,
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new RotationError();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix z, Matrix h) = (specimen.Latents!, specimen.Representation);
        if (h.Rows < 2 || h.Columns == 0 || z.Columns == 0)
            return Reading.Undefined($"{h.Rows} samples of {z.Columns} latents and {h.Columns} dimensions; a "
                + "rotation is sought of at least 2, 1 and 1.");
        (double all, double[] leftOut, double[] shuffled) =
            Resampling.OfMoments(specimen.Shared, specimen.Shared.Standardised(z), h, workers, Distance);
        return Resampling.Of(all, leftOut, shuffled, distance => distance).Reading;
    }

    /// <summary>tr Σ_h + tr QᵀΣ_zQ − 2·tr QᵀC, C the covariance of z (rows) with h.</summary>
    private static double Distance(PairMoments moments)
    {
        Matrix cross = moments.CovarianceXY, turn = PolarFactor.Of(cross);
        Matrix turned = CrossProducts.Multiply(moments.CovarianceX, turn);
        double reached = TensorPrimitives.Dot<double>(turn.Values, turned.Values);
        double overlap = TensorPrimitives.Dot<double>(turn.Values, cross.Values);
        return Math.Max(0, CovarianceError.Trace(moments.CovarianceY) + reached - (2 * overlap));
    }
}
