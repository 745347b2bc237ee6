using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>The eigenvalues of a rate matrix: how fast, and with what oscillation, deviations from the steady
/// state decay.</summary>
/// <param name="Eigenvalues">All of them, the slowest first: 0 exactly, then by increasing −Re λ. Per unit of
/// time. Absolute error about 1e-15 of the largest.</param>
public sealed record RelaxationSpectrum(IReadOnlyList<Complex> Eigenvalues)
{
    /// <summary>The slowest rate of decay, −Re λ₁ &gt; 0; infinite for a single state.</summary>
    public double Gap => Eigenvalues.Count > 1 ? -Eigenvalues[1].Real : double.PositiveInfinity;

    /// <summary>1/<see cref="Gap"/>.</summary>
    public double RelaxationTime => 1 / Gap;

    /// <summary>The largest |Im λ / Re λ|: above about 1 a deviation visibly oscillates; 0 with detailed
    /// balance.</summary>
    public double Coherence =>
        Eigenvalues.Skip(1).Select(v => Math.Abs(v.Imaginary / v.Real)).DefaultIfEmpty(0).Max();

    /// <summary>The spectrum of an ergodic process.</summary>
    /// <remarks>Computed on D^(−½) M D^½ with D the steady state, which has the same spectrum, is better
    /// conditioned, and is symmetric under detailed balance, where it is made exactly so.</remarks>
    /// <exception cref="Parts.SzilardException">The process is not ergodic.</exception>
    public static RelaxationSpectrum Of(RateMatrix rates)
    {
        bool symmetric = DetailedBalance.Check(rates).Holds;
        var scaled = Scaled(rates, SteadyState.Of(rates), symmetric);
        Complex[] values = [.. scaled.Evd(symmetric ? Symmetricity.Symmetric : Symmetricity.Asymmetric)
            .EigenValues.OrderByDescending(v => v.Real).ThenBy(v => v.Imaginary)];
        values[0] = 0;
        return new RelaxationSpectrum(values);
    }

    private static Matrix<double> Scaled(RateMatrix rates, double[] steady, bool symmetric) =>
        Matrix<double>.Build.Dense(rates.States, rates.States, (i, j) =>
            i == j ? -rates.Exit(i)
            : symmetric ? Math.Sqrt(rates.Rate(j, i)) * Math.Sqrt(rates.Rate(i, j))
            : steady.Min() > 0 ? rates.Rate(j, i) * Math.Sqrt(steady[j] / steady[i])
            : rates.Rate(j, i)); // a probability underflowed: unscaled, at some loss of precision
}
