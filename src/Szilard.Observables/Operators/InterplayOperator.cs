using Szilard.Tensors;

namespace Szilard.Observables.Operators;

/// <summary>The operator whose top positive eigenspaces VICReg-like losses learn, in the span of given
/// features (Galerkin).</summary>
/// <remarks>
/// Source: Cabannes, Kiani, Balestriero, LeCun, Bietti, "The SSL interplay: augmentations, inductive bias,
/// and generalization", 2023 (arXiv:2302.02774). With ψ = Θφ, Σ = E φφᵀ, C = E φ(ξ)φ(ξ′)ᵀ,
/// <code>
/// β E‖ψ(ξ) − ψ(ξ′)‖² + ‖E ψψᵀ − I‖² + 2λ‖Θ‖² = ‖ΘΣΘᵀ‖² − 2 tr ΘAΘᵀ + k,  A = (1 − β)Σ + βC − λI,
/// </code>
/// so that Θ holds √μ·v for the k largest positive μ of A·v = μ·Σ·v, and the least value is k − Σ μ². In
/// terms of functions A is (1 − β)I + βT − λK⁻¹: T averages over the other view, ⟨f, K⁻¹f⟩ = ‖θ‖² for f =
/// θᵀφ. The penalty carries a 2 here because without it λ would have to be read as λ/2.
/// </remarks>
public static class InterplayOperator
{
    /// <summary>A = (1 − β)Σ + βC − λI, p × p.</summary>
    /// <param name="pairs">Σ and C.</param>
    /// <param name="beta">Weight β of invariance, 0 … 1 in the paper.</param>
    /// <param name="lambda">Weight λ ≥ 0 of the penalty.</param>
    public static Matrix Form(PairCovariances pairs, double beta, double lambda)
    {
        Matrix form = new(
            pairs.Same.Rows, pairs.Same.Columns,
            [.. pairs.Same.Values.Zip(pairs.Across.Values, (s, c) => ((1 - beta) * s) + (beta * c))]);
        for (int i = 0; i < form.Rows; i++)
            form[i, i] -= lambda;
        return form;
    }

    /// <summary>Eigenvalues μ, largest first, and θ as rows with θᵀΣθ = 1.</summary>
    /// <inheritdoc cref="Form"/>
    public static SymmetricSpectrum Solve(PairCovariances pairs, double beta, double lambda) =>
        SymmetricSpectrum.Of(Form(pairs, beta, lambda), pairs.Same);

    /// <summary>The least value k − Σ μ² of the loss over maps to k outputs, over the k largest positive
    /// μ.</summary>
    /// <param name="values">Eigenvalues, largest first.</param>
    /// <param name="outputs">k ≥ 1.</param>
    public static double LeastLoss(IEnumerable<double> values, int outputs) =>
        outputs - values.Take(outputs).Where(v => v > 0).Sum(v => v * v);
}
