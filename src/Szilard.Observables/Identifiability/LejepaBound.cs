using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Collapse;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>What the views alone promise of how near the representation is to a rotation of normal latents:
/// E‖h − Q·z‖² ≤ D + (ε + D)² for some Q.</summary>
/// <remarks>Across views of correlation ρ a polynomial of degree k in the latents correlates by ρᵏ (Hermite;
/// Mehler 1866), so that L = E‖h − h′‖² is at least 2(1 − ρ)·tr Cov, and what it is above, δ, is at least
/// 2ρ(1 − ρ) times the variance that no linear map of the latents makes: that is at most D. What is left,
/// A·z, has ‖AAᵀ − I‖_F ≤ ε + D, and A is no further than that from its polar factor Q. The measured side is
/// <see cref="RotationError"/>. Source: Klindt, LeCun, Balestriero, "When does LeJEPA learn a world model?",
/// 2026, arXiv:2605.26379.</remarks>
public sealed class LejepaBound : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "lejepa-bound",
        "Bound on the squared distance of the representation from a rotation of normal latents, by its "
            + "views alone.",
        "Klindt, LeCun, Balestriero 2026, arXiv:2605.26379")
    {
        Formula = "D + (ε + D)², D = δ/(2ρ(1 − ρ)), δ = max(L − 2(1 − ρ)·tr Cov, 0), L = E‖h − h′‖², "
            + "ε = ‖Cov − I‖_F; these as `.nonlinear`, `.delta`, `.alignment`, `.epsilon`",
        Convention = "for h whose covariance should be the identity, and views whose latents are normal "
            + "with correlation ρ, as the world says; centred, Cov the mean of both views', divisor n; lower "
            + "is better, 0 is a rotation; " + Resampling.Convention,
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new LejepaBound();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.View | Evidence.PairCorrelation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix a, Matrix b) = (specimen.Representation, specimen.View!);
        double rho = specimen.PairCorrelation!.Value;
        if (Obstacle(a, rho) is { } obstacle)
            return [new PartReading("", Reading.Undefined(obstacle))];
        (Terms all, Terms[] leftOut, Terms[] shuffled) =
            Resampling.OfMoments(specimen.Shared, a, b, workers, moments => Terms.Of(moments, rho));
        return
        [
            Part("", t => t.Bound, shuffled), Part("nonlinear", t => t.Nonlinear, shuffled),
            Part("delta", t => t.Delta, shuffled), Part("alignment", t => t.Alignment, shuffled),
            Part("epsilon", t => t.Epsilon, []),
        ];

        PartReading Part(string name, Func<Terms, double> number, Terms[] chance) =>
            new(name, Resampling.Of(all, leftOut, chance, number).Reading);
    }

    private static string? Obstacle(Matrix h, double rho)
    {
        if (h.Rows < 2 || h.Columns == 0)
            return $"{h.Rows} pairs of {h.Columns} dimensions; a covariance needs at least 2 and 1.";
        return rho is > 0 and < 1
            ? null
            : $"The views' latents correlate by ρ = {rho}; only between 0 and 1 does 2ρ(1 − ρ) tell linear "
                + "maps from others.";
    }

    /// <summary>The terms of the bound.</summary>
    /// <param name="Alignment">L.</param>
    /// <param name="Delta">δ.</param>
    /// <param name="Nonlinear">D.</param>
    /// <param name="Epsilon">ε.</param>
    private readonly record struct Terms(double Alignment, double Delta, double Nonlinear, double Epsilon)
    {
        public double Bound => Nonlinear + ((Epsilon + Nonlinear) * (Epsilon + Nonlinear));

        public static Terms Of(PairMoments moments, double rho)
        {
            Matrix covariance = CrossProducts.Scale(moments.CovarianceX, 0.5);
            TensorPrimitives.MultiplyAdd<double>(
                moments.CovarianceY.Values, 0.5, covariance.Values, covariance.Values);
            double trace = CovarianceError.Trace(covariance);
            double alignment = 2 * (trace - CovarianceError.Trace(moments.CovarianceXY));
            double delta = Math.Max(0, alignment - (2 * (1 - rho) * trace));
            return new Terms(
                alignment, delta, delta / (2 * rho * (1 - rho)), CovarianceError.FromIdentity(covariance));
        }
    }
}
