using MathNet.Numerics.LinearAlgebra;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>The stationary state of x ↦ x − η(Ax + g) at any rate η, g of mean 0 and covariance C: stochastic
/// gradient descent near a minimum (C/B of a minibatch), or Euler's Langevin steps (C = 2T/η).</summary>
/// <remarks>S. Yaida, "Fluctuation-dissipation relations for stochastic gradient descent", ICLR 2019, eq.
/// FDR1; the entropy production of a step is derived here from the Gaussian transition densities.</remarks>
public sealed class StationaryDescent
{
    private readonly Matrix<double> _drift, _noise, _keep, _covariance;
    private readonly double _rate;

    /// <summary>A stationary state.</summary>
    /// <param name="drift">A, d×d: the curvature, or any linear drift.</param>
    /// <param name="noise">C, d×d, symmetric.</param>
    /// <param name="rate">η &gt; 0.</param>
    /// <exception cref="SzilardException">Shapes differ, or steps of this rate do not come to
    /// rest.</exception>
    public StationaryDescent(Matrix drift, Matrix noise, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        if (drift.Rows != drift.Columns || noise.Rows != drift.Rows || noise.Columns != drift.Rows)
            throw new SzilardException(
                $"A is {drift.Rows}×{drift.Columns} and C {noise.Rows}×{noise.Columns}; both are d×d.");
        (_drift, _noise, _rate) = (Algebra.Of(drift), Algebra.Of(noise), rate);
        _keep = Matrix<double>.Build.DenseIdentity(drift.Rows) - (rate * _drift);
        double largest = _keep.Evd().EigenValues.Max(v => v.Magnitude);
        if (!(largest < 1))
            throw new SzilardException(
                $"At the rate {rate:G4} an eigenvalue of 1 − ηA has the size {largest:G4} ≥ 1: steps do not "
                    + "come to rest. Lower the rate below 2 over the greatest curvature, or look whether "
                    + "this is a minimum.");
        _covariance = Algebra.Stationary(_keep, rate * rate * _noise);
    }

    /// <summary>Σ = ⟨xxᵀ⟩, with Σ = (1 − ηA)Σ(1 − ηA)ᵀ + η²C; in one dimension ηC/[k(2 − ηk)].</summary>
    public Matrix Covariance => Algebra.Of(_covariance);

    /// <summary>⟨x·Ax⟩, the left side of the fluctuation–dissipation relation ⟨θ·∇L⟩ = (η/2)⟨|g|²⟩.</summary>
    public double Dissipation => (_drift * _covariance).Trace();

    /// <summary>(η/2)⟨|Ax + g|²⟩, its right side.</summary>
    public double Fluctuation => _rate / 2 * ((_drift * _covariance * _drift.Transpose()) + _noise).Trace();

    /// <summary>⟨ln P(x → x′)/P(x′ → x)⟩ of a step, nats, with Gaussian noise: ½tr S⁻¹(Σ − ΣRᵀRᵀ − RRΣ +
    /// RΣRᵀ) − d/2, where R = 1 − ηA and S = η²C. 0 in detailed balance; over η, for small η, the rate of the
    /// diffusion in continuous time.</summary>
    /// <exception cref="SzilardException">C is singular: directions without noise have infinite entropy
    /// production.</exception>
    public double EntropyProductionPerStep()
    {
        NormalNoise noise = new(Algebra.Of(_noise));
        if (noise.Rank < noise.Dimensions)
            throw new SzilardException(
                $"C has rank {noise.Rank} of {noise.Dimensions}: directions without noise have infinite "
                    + "entropy production. Add noise to them, or project A and C on the range of C.");
        Matrix<double> turn = _keep.Transpose(), back = _keep * _keep * _covariance;
        Matrix<double> reverse = _covariance - back.Transpose() - back + (_keep * _covariance * turn);
        return ((_rate * _rate * _noise).Solve(reverse).Trace() - noise.Dimensions) / 2;
    }
}
