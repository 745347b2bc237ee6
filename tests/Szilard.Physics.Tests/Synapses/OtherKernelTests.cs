using Szilard.Parts;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;

namespace Szilard.Physics.Tests.Synapses;

public sealed class OtherKernelTests
{
    [Fact]
    public void Overdamped_integral_feedback_is_a_difference_of_exponentials()
    {
        const double Alpha = 1234, L1 = 20, L2 = 80;
        IntegralFeedback kernel = new(Alpha, L1 + L2, L1 * L2);
        Assert.Equal(0, kernel.Area, 1e-9);
        Assert.Equal(-Alpha / (L1 * L2), kernel.FirstMoment, 1e-9);
        for (double t = 0; t < 1; t += 0.021)
        {
            double expected = Alpha * ((L1 * Math.Exp(-L1 * t)) - (L2 * Math.Exp(-L2 * t))) / (L1 - L2);
            Assert.Equal(expected, kernel.Value(t), 1e-9);
        }
    }

    [Fact]
    public void Critically_damped_integral_feedback_has_the_step_response_of_Erlang_2()
    {
        IntegralFeedback kernel = new(1600, 80, 1600);
        for (double t = 0; t < 0.6; t += 0.017)
            Assert.Equal(1600 * t * Math.Exp(-40 * t), kernel.Step(t), 1e-9);
    }

    [Fact]
    public void Underdamped_integral_feedback_rings()
    {
        const double Omega = 70, Decay = 10;
        IntegralFeedback kernel = new(100, 2 * Decay, (Omega * Omega) + (Decay * Decay));
        for (double t = 0; t < 0.5; t += 0.013)
            Assert.Equal(100 / Omega * Math.Exp(-Decay * t) * Math.Sin(Omega * t), kernel.Step(t), 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(4)]
    public void The_leak_sets_the_area(double area)
    {
        LeakyIntegralFeedback kernel = LeakyIntegralFeedback.OfArea(1600, 100, 1600, area);
        Assert.Equal(area, kernel.Area, 1e-9);
    }

    [Fact]
    public void An_area_beyond_any_leak_is_refused() =>
        Assert.Contains("[0, 16)", Assert.Throws<SzilardException>(
            () => LeakyIntegralFeedback.OfArea(1600, 100, 1600, 16)).Message);

    [Fact]
    public void Springs_and_capacitors_share_the_exact_high_pass()
    {
        const double K = 3, Tau = 0.2;
        MaxwellElement spring = new(K, Tau);
        CapacitorMemristor capacitor = new(0.5, 0.4, K);
        Assert.Equal(0, spring.Area, 1e-12);
        Assert.Equal(-K * Tau, spring.FirstMoment, 1e-12);
        for (double t = 0; t < 2; t += 0.11)
        {
            Assert.Equal(K * Math.Exp(-t / Tau), spring.Step(t), 1e-9);
            Assert.Equal(K * Tau * (1 - Math.Exp(-t / Tau)), spring.Ramp(t), 1e-9);
            Assert.Equal(spring.Ramp(t), capacitor.Ramp(t), 1e-12);
        }
    }

    [Fact]
    public void A_chain_of_three_stages_is_the_chemotaxis_kernel()
    {
        const double B = 20; // B³/(p + B)³ · p, written as three equal stages and u = B·(x₂ − x₃)
        LinearOde chain = new([-B, 0, 0, B, -B, 0, 0, B, -B], [B, 0, 0], [0, B, -B]);
        Chemotaxis kernel = new(1 / B);
        Assert.Equal(0, chain.Area, 1e-9);
        Assert.Equal(-1, chain.FirstMoment, 1e-9);
        for (double t = 0; t < 1.5; t += 0.031)
        {
            Assert.Equal(kernel.Value(t), chain.Value(t), 1e-9);
            Assert.Equal(kernel.Ramp(t), chain.Ramp(t), 1e-9);
        }
    }

    [Fact]
    public void A_system_that_does_not_forget_is_refused() =>
        Assert.Contains("leakage", Assert.Throws<SzilardException>(
            () => new LinearOde([0], [1], [1])).Message);

    [Fact]
    public void The_raised_cosine_has_the_published_gain_on_both_ramps()
    {
        RaisedCosine kernel = new(0.1, 10, 1.0 / 3);
        Assert.Equal(0, kernel.Area, 1e-15);
        Assert.Equal(-5 / Math.Tan(Math.PI / 10) / 3e4, kernel.FirstMoment, 1e-15);
        Assert.Equal(5.129e-3, -kernel.FirstMoment / 0.1, 1e-6);
        Assert.Equal(5.70e-4, -kernel.FirstMoment / 0.9, 1e-6);
    }

    [Fact]
    public void Taps_of_a_smooth_kernel_approach_it()
    {
        Chemotaxis smooth = new(0.05);
        SampledKernel sampled = new(
            [.. Enumerable.Range(0, 10_000).Select(j => smooth.Value((j + 0.5) * 1e-4))], 1);
        Assert.Equal(-1, sampled.FirstMoment, 2e-5); // cut at 20 τ_K, midpoint rule
        for (double t = 0; t < 1; t += 0.0371)
            Assert.Equal(smooth.Ramp(t), sampled.Ramp(t), 3e-5);
    }

    [Fact]
    public void White_noise_through_a_two_lobed_kernel_has_the_variance_of_its_square()
    {
        // ∫ (B³)² e^{−2Bt} (t − Bt²/2)² dt = B³/16
        Assert.Equal(8000.0 / 16, new Chemotaxis(0.05).SquaredNorm(), 1e-6);
        Assert.Contains("infinite", Assert.Throws<SzilardException>(
            () => new MaxwellElement(1, 1).SquaredNorm()).Message);
    }

    [Fact]
    public void Kernels_that_cannot_compare_are_refused_with_a_reason()
    {
        SampledKernel even = new([1, -1, -1, 1], 1); // area 0 and first moment 0
        Assert.Contains(
            "first moment", Assert.Throws<SzilardException>(() => ContrastCheck.Demand(even)).Message);
        Assert.Contains("monotone", Assert.Throws<SzilardException>(
            () => ContrastCheck.Demand(new MonotoneExponential(1, 0.1))).Message);
        Assert.Contains("one sign", Assert.Throws<SzilardException>(
            () => ContrastCheck.Demand(new MonotoneExponential(-1, 0.1))).Message);
        ContrastCheck.Demand(new MaxwellElement(20, 0.05));
    }
}
