using MathNet.Numerics.LinearAlgebra;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>dx = −A x dt + √(2D) dW: the stationary state of stochastic gradient descent near a minimum, of
/// linear circuits, of coupled oscillators with several baths.</summary>
/// <remarks>C. Gardiner, "Stochastic Methods", 4th edition, 2009, section 4.4.6; entropy production as in U.
/// Seifert 2012, section 6.</remarks>
public sealed class LinearDiffusion
{
    private readonly Matrix<double> _drift, _diffusion;

    /// <summary>A process.</summary>
    /// <param name="drift">A, d×d; its eigenvalues have positive real parts.</param>
    /// <param name="diffusion">D, d×d, symmetric and positive definite.</param>
    /// <exception cref="SzilardException">Shapes differ, A is unstable, or D is no such matrix: directions
    /// without noise would have infinite entropy production.</exception>
    public LinearDiffusion(Matrix drift, Matrix diffusion)
    {
        if (drift.Rows != drift.Columns || diffusion.Rows != drift.Rows || diffusion.Columns != drift.Rows)
            throw new SzilardException(
                $"A is {drift.Rows}×{drift.Columns} and D {diffusion.Rows}×{diffusion.Columns}; both are "
                    + "d×d.");
        (_drift, _diffusion) = (Algebra.Of(drift), Algebra.Of(diffusion));
        if (_drift.Evd().EigenValues.Min(v => v.Real) is var slowest && !(slowest > 0))
            throw new SzilardException(
                $"An eigenvalue of A has the real part {slowest:G4}; without a restoring drift there is no "
                    + "stationary state. Look at the curvature: is this a minimum?");
        if (!_diffusion.IsSymmetric()
            || _diffusion.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real) is var least
            && !(least > 0))
            throw new SzilardException(
                "D is not symmetric and positive definite: directions without noise have infinite entropy "
                    + "production. Add noise to them, or project on the range of D.");
        Covariance = Lyapunov();
    }

    /// <summary>Σ of the stationary state, AΣ + ΣAᵀ = 2D.</summary>
    public Matrix Covariance { get; }

    /// <summary>tr(AᵀD⁻¹AΣ) − tr A ≥ 0, nats per unit time; 0 in detailed balance.</summary>
    public double EntropyProductionRate =>
        (_drift.Transpose() * _diffusion.Inverse() * _drift * Algebra.Of(Covariance)).Trace()
        - _drift.Trace();

    /// <summary>The exact step over a time τ: x ↦ e^(−Aτ)x + noise of covariance Σ −
    /// e^(−Aτ)Σe^(−Aᵀτ).</summary>
    /// <param name="duration">τ ≥ 0.</param>
    public (Matrix Keep, Matrix Covariance) Step(double duration)
    {
        Matrix<double> keep = Algebra.Exponential(_drift * -duration), stationary = Algebra.Of(Covariance);
        Matrix<double> noise = stationary - (keep * stationary * keep.Transpose());
        return (Algebra.Of(keep), Algebra.Of((noise + noise.Transpose()) / 2));
    }

    /// <summary>(A⊗1 + 1⊗A) vec Σ = 2 vec D.</summary>
    private Matrix Lyapunov()
    {
        int d = _drift.RowCount;
        Matrix<double> one = Matrix<double>.Build.DenseIdentity(d);
        Matrix<double> operation = _drift.KroneckerProduct(one) + one.KroneckerProduct(_drift);
        Vector<double> right = Vector<double>.Build.Dense(d * d, k => 2 * _diffusion[k / d, k % d]);
        return new Matrix(d, d, operation.Solve(right).ToArray());
    }
}
