using Szilard.Parts;
using Szilard.Physics.Synapses.Kernels;

namespace Szilard.Physics.Tests.Synapses;

public sealed class ChemotaxisTests
{
    private const double B = 20;

    [Theory]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(3.7)]
    public void Any_area_is_met_and_the_first_moment_stays_minus_one(double area)
    {
        Chemotaxis kernel = new(1 / B, area);
        Assert.Equal(area, kernel.Area, 1e-12);
        Assert.Equal(-1, kernel.FirstMoment, 1e-12);
    }

    [Fact]
    public void Without_area_the_step_response_is_the_density_of_Erlang_3()
    {
        Chemotaxis kernel = new(1 / B);
        for (double t = 0; t < 1; t += 0.0137)
        {
            Assert.Equal(B * B * B / 2 * t * t * Math.Exp(-B * t), kernel.Step(t), 1e-9);
            Assert.Equal(1 - (Math.Exp(-B * t) * (1 + (B * t) + (B * B * t * t / 2))), kernel.Ramp(t), 1e-9);
        }
    }

    [Fact]
    public void Without_area_the_kernel_crosses_zero_at_two_time_scales()
    {
        Chemotaxis kernel = new(1 / B);
        Assert.Equal(0, kernel.Value(2 / B), 1e-9);
        Assert.True(kernel.Value(1.999 / B) > 0 && kernel.Value(2.001 / B) < 0);
        Assert.Equal(4 * B * B * B / (2 * B * B) * Math.Exp(-2), kernel.Step(2 / B), 1e-9); // 5.41
    }

    [Fact]
    public void The_published_formula_gives_the_same_values()
    {
        const double I = 0.3;
        Chemotaxis kernel = new(1 / B, I);
        double a = (3 * I * B * B) + (B * B * B), c = ((B * B) + (2 * B * I)) / ((6 * I) + (2 * B));
        for (double t = 0; t < 1; t += 0.083)
            Assert.Equal(a * Math.Exp(-B * t) * (t - (c * t * t)), kernel.Value(t), 1e-9);
    }

    [Fact]
    public void An_area_that_turns_it_upside_down_is_refused()
    {
        SzilardException thrown = Assert.Throws<SzilardException>(() => new Chemotaxis(0.05, -7));
        Assert.Contains("-6.66", thrown.Message);
    }
}
