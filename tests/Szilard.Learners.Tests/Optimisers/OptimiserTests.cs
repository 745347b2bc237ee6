using Szilard.Learners.Optimisers;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Optimisers;

/// <summary>Steps on ½(3x² + ½y²) from (1, −2), against the published recursions written out in
/// double.</summary>
public sealed class OptimiserTests
{
    private const double Rate = 0.1;
    private const double Decay = 0.25;
    private static readonly double[] _curvature = [3, 0.5];
    private static readonly double[] _start = [1, -2];

    [Fact]
    public void Momentum_keeps_the_velocity_and_decay_joins_the_gradient()
    {
        double[] v = [0, 0];
        AssertPath("sgd", $"momentum=0.8;weight_decay={Decay}", (x, i, _) =>
        {
            v[i] = (0.8 * v[i]) + ((_curvature[i] + Decay) * x);
            return x - (Rate * v[i]);
        });
    }

    [Fact]
    public void Nesterov_looks_one_velocity_ahead()
    {
        double[] v = [0, 0];
        AssertPath("sgd", $"momentum=0.8;nesterov=true;weight_decay={Decay}", (x, i, _) =>
        {
            double g = (_curvature[i] + Decay) * x;
            v[i] = (0.8 * v[i]) + g;
            return x - (Rate * (g + (0.8 * v[i])));
        });
    }

    [Fact]
    public void Adam_corrects_its_moments_and_decay_joins_the_gradient() =>
        AssertPath("adam", $"beta1=0.9;beta2=0.99;epsilon=1e-4;weight_decay={Decay}", Adam(decoupled: false));

    [Fact]
    public void AdamW_shrinks_the_weight_apart_from_the_gradient() =>
        AssertPath("adamw", $"beta1=0.9;beta2=0.99;epsilon=1e-4;weight_decay={Decay}", Adam(decoupled: true));

    /// <summary>The trust ratio 0.02·‖θ‖/(‖g‖ + λ‖θ‖) is that of the whole weight.</summary>
    [Fact]
    public void Lars_scales_the_decayed_gradient_of_a_weight_by_its_trust_ratio()
    {
        double[] v = [0, 0], x = [.. _start];
        AssertPath("lars", $"momentum=0.8;trust=0.02;weight_decay={Decay}", (_, i, _) =>
        {
            if (i == 0)
            {
                double weight = Norm(x), slope = Norm([.. x.Zip(_curvature, (a, c) => a * c)]);
                double ratio = 0.02 * weight / (slope + (Decay * weight) + 1e-8);
                for (int k = 0; k < 2; k++)
                    v[k] = (0.8 * v[k]) + (ratio * (_curvature[k] + Decay) * x[k]);
                for (int k = 0; k < 2; k++)
                    x[k] -= Rate * v[k];
            }
            return x[i];
        }, new Shape(1, 2));
    }

    [Fact]
    public void Lars_moves_a_bias_by_plain_momentum()
    {
        double[] v = [0, 0];
        AssertPath("lars", $"momentum=0.8;trust=0.02;weight_decay={Decay}", (x, i, _) =>
        {
            v[i] = (0.8 * v[i]) + (_curvature[i] * x);
            return x - (Rate * v[i]);
        });
    }

    /// <summary>The first step of gradient descent is rate·g, so that its length is rate·min(‖g‖,
    /// clip).</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e6)]
    public void The_whole_gradient_is_clipped_to_its_largest_norm_and_reported_before_that(double clip)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=3"), "vicreg", "", "sgd",
            $"rate=0.5;schedule=constant;clip={clip}");
        NeuralState state = learner.Begin(new Shape(5), Bench.Key);
        float[] before = Flat(state);
        ViewPair views = Bench.Views(Bench.Key, 16, new Shape(5));
        (state, StepOutcome outcome) = learner.Learn(state, views, Bench.Key);
        double moved = Norm([.. Flat(state).Zip(before, (a, b) => (double)a - b)]);
        Assert.True(outcome.GradientNorm > 0.01, "The gradient is longer than the small limit.");
        double expected = 0.5 * Math.Min(outcome.GradientNorm, clip);
        Assert.Equal(expected, moved, expected * 1e-3);
    }

    private static Func<double, int, int, double> Adam(bool decoupled)
    {
        double[] m = [0, 0], v = [0, 0];
        return (x, i, t) =>
        {
            double g = (_curvature[i] * x) + (decoupled ? 0 : Decay * x);
            double kept = decoupled ? x * (1 - (Rate * Decay)) : x;
            m[i] = (0.9 * m[i]) + (0.1 * g);
            v[i] = (0.99 * v[i]) + (0.01 * g * g);
            double first = m[i] / (1 - Math.Pow(0.9, t)), second = v[i] / (1 - Math.Pow(0.99, t));
            return kept - (Rate * first / (Math.Sqrt(second) + 1e-4));
        };
    }

    private static void AssertPath(
        string name, string parameters, Func<double, int, int, double> recursion, Shape? shape = null)
    {
        double[] x = [.. _start];
        double[][] path = Path(name, parameters, 3, shape ?? new Shape(2));
        for (int t = 1; t <= 3; t++)
        {
            x = [recursion(x[0], 0, t), recursion(x[1], 1, t)];
            Assert.Equal(x[0], path[t - 1][0], 1e-12);
            Assert.Equal(x[1], path[t - 1][1], 1e-12);
        }
    }

    internal static double[][] Path(string name, string parameters, int steps, Shape shape)
    {
        using CpuDevice<double> device = new();
        Optimiser optimiser = Bench.Optimise(name, parameters);
        Parameter parameter = new(device, "x", shape, [(float)_start[0], (float)_start[1]]);
        Storage[] slots = [.. Enumerable.Range(0, optimiser.Slots).Select(_ => device.Rent(2))];
        Array.ForEach(slots, slot => device.Fill(slot, 0));
        Storage gradient = device.Rent(2);
        var path = new double[steps][];
        var x = new double[2];
        for (int step = 0; step < steps; step++)
        {
            device.Read(parameter.Storage, x);
            device.Write([_curvature[0] * x[0], _curvature[1] * x[1]], gradient);
            optimiser.Move(parameter, gradient, slots, Rate, step);
            device.Read(parameter.Storage, x);
            path[step] = [.. x];
        }
        return path;
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    private static float[] Flat(NeuralState state) => [.. state.Parameters.SelectMany(p => p.ToSingles())];
}
