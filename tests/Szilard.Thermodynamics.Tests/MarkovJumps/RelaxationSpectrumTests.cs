using System.Numerics;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

public sealed class RelaxationSpectrumTests
{
    [Fact]
    public void Two_states_relax_at_the_sum_of_their_rates()
    {
        RelaxationSpectrum spectrum = RelaxationSpectrum.Of(Chains.TwoState(2, 0.5));
        Assert.Equal(0, spectrum.Eigenvalues[0]);
        Assert.Equal(2.5, spectrum.Gap, 1e-14);
        Assert.Equal(0.4, spectrum.RelaxationTime, 1e-14);
        Assert.Equal(0, spectrum.Coherence);
    }

    [Fact]
    public void A_driven_ring_has_the_spectrum_of_its_Fourier_modes()
    {
        const int n = 5;
        RelaxationSpectrum spectrum = RelaxationSpectrum.Of(Chains.Ring(n, 2, 0.25));
        for (int k = 0; k < n; k++)
        {
            Complex root = Complex.Exp(2 * Math.PI * Complex.ImaginaryOne * k / n);
            Complex expected = (2 * (root - 1)) + (0.25 * (Complex.Conjugate(root) - 1));
            Assert.Contains(spectrum.Eigenvalues, v => (v - expected).Magnitude < 1e-12);
        }
        Assert.True(spectrum.Coherence > 1);
    }

    /// <summary>Karlin and McGregor, "The classification of birth and death processes", 1957: with reflecting
    /// ends λ_k = −(a + b) + 2√(ab) cos(kπ/n).</summary>
    [Fact]
    public void A_chain_with_reflecting_ends_has_its_closed_form_spectrum()
    {
        const int n = 6;
        const double birth = 1, death = 1.5;
        RelaxationSpectrum spectrum = RelaxationSpectrum.Of(Chain(n, birth, death));
        for (int k = 1; k < n; k++)
        {
            double expected = -birth - death + (2 * Math.Sqrt(birth * death) * Math.Cos(k * Math.PI / n));
            Assert.Equal(expected, spectrum.Eigenvalues[k].Real, 1e-13);
            Assert.Equal(0, spectrum.Eigenvalues[k].Imaginary);
        }
    }

    [Fact]
    public void The_slowest_mode_governs_late_relaxation()
    {
        RateMatrix rates = Chain(5, 1, 1.5);
        double[] steady = SteadyState.Of(rates);
        double time = RelaxationSpectrum.Of(rates).RelaxationTime;
        double[] early = Propagator.Of(rates, 12 * time).Apply([1, 0, 0, 0, 0]);
        double[] later = Propagator.Of(rates, 13 * time).Apply([1, 0, 0, 0, 0]);
        Assert.Equal(Math.Exp(-1), (later[0] - steady[0]) / (early[0] - steady[0]), 1e-6);
    }

    private static RateMatrix Chain(int states, double birth, double death) =>
        RateMatrix.FromTransitions(states, Enumerable.Range(0, states - 1).SelectMany(k => new Transition[]
        {
            new(k, k + 1, birth), new(k + 1, k, death),
        }));
}
