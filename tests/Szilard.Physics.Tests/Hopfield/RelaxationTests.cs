using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Hopfield;

/// <summary>The ways in which a layered network can come to rest lead to the same place.</summary>
public class RelaxationTests
{
    private const int Samples = 3;
    private readonly double[] _inputs = Uniform(Samples * 6, 0, 1, "inputs");
    private readonly double[] _targets = Uniform(Samples * 4, 0, 1, "targets");

    [Theory]
    [InlineData(OutputUnits.Clipped)]
    [InlineData(OutputUnits.Linear)]
    public void Layers_in_turn_come_to_rest_where_all_at_once_do(OutputUnits outputs)
    {
        foreach (int[] sizes in (int[][])[[6, 8, 4], [6, 8, 5, 4]])
        {
            foreach (Clamp clamp in (Clamp[])[Clamp.Free, new Nudge(-0.2, new SquaredError(_targets))])
            {
                HopfieldState<double> together = Rest(sizes, outputs, false, 0.5, clamp);
                HopfieldState<double> inTurn = Rest(sizes, outputs, true, 1, clamp);
                for (int l = 0; l < together.Layers.Count; l++)
                    Near(together.Layers[l], inTurn.Layers[l], 1e-12);
            }
        }
    }

    /// <summary>At rest y = b + h·W − 2β(y − t), whether or not that lies in [0, 1].</summary>
    [Fact]
    public void Linear_outputs_balance_their_force_beyond_the_ends_of_the_clip()
    {
        LayeredHopfield<double> body = Body([6, 8, 4], OutputUnits.Linear, false, 0.5);
        new[] { 2.0, -2.0, 0.5, 3.0 }.CopyTo(body.Parameters[3].Values, 0);
        HopfieldState<double> rest = body.Relax(
            body.Start(Samples), _inputs, new Nudge(0.3, new SquaredError(_targets))).State;
        IReadOnlyList<double[]> forces = body.Forces(rest, _inputs);
        double[] y = rest.Layers[^1];
        Assert.True(y.Max() > 1 && y.Min() < 0);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(-2 * 0.3 * (y[i] - _targets[i]), forces[^1][i], 1e-12);
    }

    /// <summary>A cost that does not say that it is quadratic is asked at each step; one that does is
    /// not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cost_that_must_be_asked_leads_to_the_same_state(bool alternating)
    {
        foreach (OutputUnits outputs in Enum.GetValues<OutputUnits>())
        {
            SquaredError known = new(_targets);
            HopfieldState<double> a = Rest([6, 8, 4], outputs, alternating, 0.5, new Nudge(0.4, known));
            HopfieldState<double> b = Rest(
                [6, 8, 4], outputs, alternating, 0.5, new Nudge(0.4, new Asked(known)));
            Near(a.Layers[0], b.Layers[0], 1e-12);
            Near(a.Layers[1], b.Layers[1], 1e-12);
        }
    }

    /// <summary>Ten outputs go through one kernel, twelve through matrix products: two outputs that nothing
    /// reaches make no difference.</summary>
    [Fact]
    public void The_kernel_for_narrow_outputs_takes_the_steps_of_the_general_one()
    {
        LayeredHopfield<float> narrow = Wide(10), broad = Wide(12);
        for (int i = 0; i < 30; i++)
        {
            narrow.Parameters[2].Values.AsSpan(i * 10, 10).CopyTo(broad.Parameters[2].Values.AsSpan(i * 12));
            broad.Parameters[2].Values.AsSpan((i * 12) + 10, 2).Clear();
        }
        narrow.Parameters[0].Values.CopyTo(broad.Parameters[0].Values, 0);
        float[] inputs = Array.ConvertAll(_inputs, x => (float)x);
        (HopfieldState<float> a, Relaxation how) = narrow.Relax(narrow.Start(Samples), inputs, Clamp.Free);
        (HopfieldState<float> b, Relaxation other) = broad.Relax(broad.Start(Samples), inputs, Clamp.Free);
        Assert.Equal(how.Steps, other.Steps);
        Assert.Equal(other.Residual, how.Residual, 1e-6);
        for (int i = 0; i < a.Layers[0].Length; i++)
            Assert.Equal(b.Layers[0][i], a.Layers[0][i], 1e-6f);
        for (int i = 0; i < a.Layers[1].Length; i++)
            Assert.Equal(b.Layers[1][(i / 10 * 12) + (i % 10)], a.Layers[1][i], 1e-6f);
    }

    [Fact]
    public void Held_linear_outputs_keep_values_beyond_the_ends()
    {
        LayeredHopfield<double> body = Body([6, 8, 4], OutputUnits.Linear, true, 1);
        double[] wanted = [.. Enumerable.Range(0, Samples * 4).Select(i => i - 3.0)];
        Assert.Equal(wanted, body.Relax(body.Start(Samples), _inputs, new Hold(wanted)).State.Layers[1]);
    }

    /// <summary>The adjoint of linear outputs against central differences of the cost.</summary>
    [Fact]
    public void The_adjoint_of_linear_outputs_is_the_slope_of_the_cost()
    {
        LayeredHopfield<double> body = Body([6, 8, 4], OutputUnits.Linear, true, 1);
        new[] { 1.5, -0.5, 0.5, 2.0 }.CopyTo(body.Parameters[3].Values, 0);
        SquaredError cost = new(_targets);
        double[][] gradient = [.. body.Parameters.Select(p => new double[p.Values.Length])];
        body.Differentiate(
            body.Relax(body.Start(Samples), _inputs, Clamp.Free).State, _inputs, cost, gradient);
        foreach ((BodyParameter<double> parameter, double[] slopes) in body.Parameters.Zip(gradient))
        {
            for (int i = 0; i < slopes.Length; i += 5)
            {
                double kept = parameter.Values[i], above = At(1e-5), below = At(-1e-5);
                parameter.Values[i] = kept;
                Assert.Equal((above - below) / 2e-5, slopes[i], 1e-6);

                double At(double change)
                {
                    parameter.Values[i] = kept + change;
                    body.Touched();
                    double[] y = body.Relax(body.Start(Samples), _inputs, Clamp.Free).State.Layers[^1];
                    return cost.Value(y, Samples) / Samples;
                }
            }
        }
    }

    private static LayeredHopfield<float> Wide(int outputs) =>
        new([6, 30, outputs], new HopfieldPace(0.5, 7, 4), RandomKey.FromSeed(3));

    private HopfieldState<double> Rest(
        int[] sizes, OutputUnits outputs, bool alternating, double step, Clamp clamp)
    {
        LayeredHopfield<double> body = Body(sizes, outputs, alternating, step);
        return body.Relax(body.Start(Samples), _inputs, clamp).State;
    }

    private static LayeredHopfield<double> Body(
        int[] sizes, OutputUnits outputs, bool alternating, double step)
    {
        HopfieldPace pace = new(step, 3000, 3000, 1e-15) { Alternating = alternating };
        LayeredHopfield<double> body = new(sizes, pace, RandomKey.FromSeed(3), null, outputs);
        foreach (BodyParameter<double> bias in body.Parameters.Where(p => p.Shape.Rank == 1))
            bias.Values.AsSpan().Fill(0.3);
        return body;
    }

    private static double[] Uniform(int count, double low, double high, string name)
    {
        RandomStream stream = RandomKey.FromSeed(4).Split(name).Stream();
        return [.. Enumerable.Range(0, count).Select(_ => stream.NextUniform(low, high))];
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    /// <summary>A squared error that keeps to itself what it is.</summary>
    private sealed class Asked(SquaredError inner) : ICost
    {
        public double Value(ReadOnlySpan<double> outputs, int count) => inner.Value(outputs, count);

        public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient) =>
            inner.Gradient(outputs, count, gradient);
    }
}
