using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Tests.Hopfield;

public class LayeredHopfieldTests
{
    private const double Step = 1e-5;
    private readonly SmallNetwork _small = new();

    [Fact]
    public void Forces_are_the_slopes_of_the_energy()
    {
        HopfieldState<double> state = _small.Rest();
        IReadOnlyList<double[]> forces = _small.Body.Forces(state, _small.Inputs);
        for (int l = 0; l < forces.Count; l++)
        {
            for (int i = 0; i < forces[l].Length; i++)
            {
                double slope = Slope(state.Layers[l], i, () => _small.Body.Energy(state, _small.Inputs));
                Assert.Equal(slope * SmallNetwork.Samples, forces[l][i], 1e-7);
            }
        }
    }

    [Fact]
    public void Currents_are_the_slopes_of_the_energy_in_the_parameters()
    {
        HopfieldState<double> state = _small.Rest();
        double[][] currents = _small.Empty();
        _small.Body.Currents(state, _small.Inputs, currents);
        for (int p = 0; p < currents.Length; p++)
        {
            double[] values = _small.Body.Parameters[p].Values;
            for (int i = 0; i < values.Length; i++)
                Assert.Equal(
                    Slope(values, i, () => _small.Body.Energy(state, _small.Inputs)), currents[p][i], 1e-8);
        }
    }

    [Fact]
    public void Relaxation_lowers_the_energy_and_reports_its_end()
    {
        HopfieldState<double> start = _small.Body.Start(SmallNetwork.Samples);
        double before = _small.Body.Energy(start, _small.Inputs);
        (HopfieldState<double> rest, Relaxation how) = _small.Body.Relax(start, _small.Inputs, Clamp.Free);
        Assert.True(how.Converged);
        Assert.InRange(how.Steps, 2, 2999);
        Assert.InRange(how.Residual, 0, 1e-15);
        Assert.True(_small.Body.Energy(rest, _small.Inputs) < before);
        Assert.All(rest.Layers.SelectMany(l => l), s => Assert.InRange(s, 0, 1));
    }

    [Fact]
    public void A_step_limit_is_a_value_not_a_fault()
    {
        LayeredHopfield<float> body = new([4, 3, 2], new HopfieldPace(0.5, 1, 1), RandomKey.FromSeed(1));
        body.Parameters[1].Values.AsSpan().Fill(0.5f);
        Relaxation how = body.Relax(body.Start(1), [1, 1, 1, 1], Clamp.Free).How;
        Assert.Equal(1, how.Steps);
        Assert.False(how.Converged);
        Assert.True(how.Residual > 0.01);
    }

    /// <summary>However small the steps are.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0.02)]
    public void The_adjoint_is_the_slope_of_the_cost_at_rest(double step)
    {
        SmallNetwork small = new(step: step);
        double[][] gradient = small.Empty();
        small.Body.Differentiate(small.Rest(), small.Inputs, small.Cost, gradient);
        for (int p = 0; p < gradient.Length; p++)
        {
            double[] values = small.Body.Parameters[p].Values;
            for (int i = 0; i < values.Length; i += 3)
            {
                double slope = Slope(values, i, () =>
                {
                    small.Body.Touched();
                    return small.CostAtRest();
                });
                Assert.Equal(slope, gradient[p][i], 1e-6);
            }
        }
    }

    [Fact]
    public void Equilibrium_propagation_matches_backpropagation_through_time_step_by_step()
    {
        for (int steps = 1; steps <= 6; steps++)
        {
            SmallNetwork small = new(steps);
            HopfieldState<double> rest = small.Rest();
            double[][] exact = small.Empty();
            small.Body.Gradient(rest, small.Inputs, small.Cost, steps, exact);
            Estimator<double, HopfieldState<double>> estimator = Estimator(
                small, new EquilibriumPropagation(1e-5, NudgeSign.Centred));
            estimator.Estimate(rest, small.Inputs, small.Cost, RandomKey.FromSeed(1));
            for (int p = 0; p < exact.Length; p++)
            {
                for (int i = 0; i < exact[p].Length; i++)
                    Assert.Equal(exact[p][i], estimator.Estimates[p][i], 1e-7);
            }
        }
    }

    [Fact]
    public void Clamps_in_parallel_give_the_same_bits_as_one_after_the_other()
    {
        using Workers four = new(4);
        LayeredHopfield<float> alone = new([6, 9, 3], HopfieldPace.Published, RandomKey.FromSeed(2));
        LayeredHopfield<float> crew = new([6, 9, 3], HopfieldPace.Published, RandomKey.FromSeed(2), four);
        float[] inputs = [.. Enumerable.Range(0, 12).Select(i => i / 12f)];
        SquaredError cost = new([1, 0, 0, 0, 1, 0]);
        Clamp[] clamps = [Clamp.Free, new Nudge(0.2, cost), new Nudge(-0.4, cost),
            new Hold([1, 0, 0, 0, 1, 0])];
        HopfieldState<float> rest = alone.Relax(alone.Start(2), inputs, Clamp.Free).State;
        var reached = crew.RelaxEach(rest, inputs, clamps);
        Assert.Equal(rest.Layers[1], reached[0].State.Layers[1]);
        Assert.Equal([1, 0, 0, 0, 1, 0], reached[3].State.Layers[1]);
        for (int c = 1; c < clamps.Length; c++)
            Assert.Equal(alone.Relax(alone.Copy(rest), inputs, clamps[c]).State.Layers[0],
                reached[c].State.Layers[0]);
    }

    [Fact]
    public void A_network_needs_two_layers_and_units_in_each()
    {
        Assert.Throws<SzilardException>(
            () => new LayeredHopfield<float>([4], HopfieldPace.Published, default));
        Assert.Throws<SzilardException>(
            () => new LayeredHopfield<float>([4, 0, 2], HopfieldPace.Published, default));
    }

    internal static Estimator<double, HopfieldState<double>> Estimator(SmallNetwork small, Rule rule) =>
        new(small.Body, rule, new Workers(1));

    private static double Slope(double[] values, int at, Func<double> function)
    {
        double kept = values[at];
        values[at] = kept + Step;
        double above = function();
        values[at] = kept - Step;
        double below = function();
        values[at] = kept;
        return (above - below) / (2 * Step);
    }
}
