using Szilard.Learners.Optimisers;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Optimisers;

public sealed class SamTests
{
    private const double Rate = 0.1, Radius = 0.3;

    /// <summary>On ½xᵀHx the step is x − η·H(x + ρ·Hx/‖Hx‖).</summary>
    [Fact]
    public void A_step_on_a_quadratic_is_that_of_the_closed_form()
    {
        double[][] h = [[3, 1], [1, 0.5]];
        using CpuDevice<double> device = new();
        Optimiser sam = Bench.Optimise("sam", $"rho={Radius};momentum=0");
        Parameter parameter = new(device, "x", new Shape(2), [1, -2]);
        Storage gradient = device.Rent(2), slot = device.Rent(2);
        device.Fill(slot, 0);
        double[] x = [1, -2];
        for (int step = 0; step < 3; step++)
        {
            double[] here = Multiply(h, x);
            double length = Math.Sqrt(here.Sum(v => v * v));
            double[] uphill = [.. x.Zip(here, (a, g) => a + (Radius * g / length))];
            device.Write(here, gradient);
            using (sam.Ascent!.Climb([new Movement(parameter, gradient, [slot])]))
                AssertAt(device, parameter, uphill);
            AssertAt(device, parameter, x);
            double[] there = Multiply(h, uphill);
            device.Write(there, gradient);
            sam.Move(parameter, gradient, [slot], Rate, step);
            x = [.. x.Zip(there, (a, g) => a - (Rate * g))];
            AssertAt(device, parameter, x);
        }
    }

    /// <summary>Plain steps of descent tell the gradients at θ and, put there by hand, at θ + ρ·g/‖g‖; the
    /// step of the one must be that of the other, batch normalisation included.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("batch")]
    public void A_learner_follows_the_gradient_uphill_of_where_it_stands(string normalisation)
    {
        using CpuDevice<double> device = new();
        float[][] start = Values(Begin(device, normalisation));
        double[] here = Followed(device, normalisation, "sgd", "", start);
        double length = Math.Sqrt(here.Sum(v => v * v));
        int at = 0;
        float[][] uphill =
            [.. start.Select(p => p.Select(v => (float)(v + (Radius * here[at++] / length))).ToArray())];
        double[] there = Followed(device, normalisation, "sgd", "", uphill);
        double[] sam = Followed(device, normalisation, "sam", $";rho={Radius}", start);
        Assert.True(Distance(here, there) > 0.02 * Length(there), "The two gradients differ.");
        Assert.True(Distance(sam, there) < 1e-3 * Length(there), $"{Distance(sam, there) / Length(there)}");
    }

    /// <summary>Two equal rows and one at right angles to them: with e = exp(−1/h²) their densities are as 2
    /// + e to 1 + 2e.</summary>
    [Fact]
    public void A_sample_in_a_thin_place_weighs_more()
    {
        double e = Math.Exp(-1 / 0.36);
        double[] weights = new Ascent(0.1, 2, 0.6).Weights(Matrix.FromRows([2, 0], [5, 0], [0, 3]));
        Assert.Equal(Math.Pow((2 + e) / (1 + (2 * e)), 2), weights[2] / weights[0], 1e-12);
        Assert.Equal(weights[0], weights[1], 1e-12);
        Assert.Equal(1, weights.Average(), 1e-12);
    }

    [Fact]
    public void Weighed_views_have_the_same_loss_and_pull_by_their_weights()
    {
        Matrix left = Matrix.FromRows([2, 0], [5, 0.5], [0, 3]),
            right = Matrix.FromRows([1, 1], [4, 0], [1, 2]);
        Ascent ascent = new(0.1, 1, 0.6);
        (double plain, double[] even) = Pull(left, right, null);
        (double same, double[] weighed) = Pull(left, right, ascent);
        double[] weights = ascent.Weights(left);
        Assert.Equal(plain, same, 1e-12);
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(weights[i / 2] * even[i], weighed[i], 1e-12));
    }

    private static (double Value, double[] Gradient) Pull(Matrix left, Matrix right, Ascent? ascent)
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor l = tape.Variable(left), r = tape.Constant(right);
        (Tensor first, Tensor second) = ascent?.Weigh(l, r) ?? (l, r);
        Tensor loss = first.RowSquaredDistances(second).Sum();
        return (loss.Item(), tape.Differentiate(loss).Of(l));
    }

    private static NeuralLearner Learner(
        Device device, string normalisation, string optimiser, string settings) =>
        Bench.Learner(
            device, Bench.Design(
                "mlp", $"widths=[8];outputs=3;activation=tanh;normalisation={normalisation}"),
            "vicreg", "", optimiser, $"rate={Rate};momentum=0;schedule=constant{settings}");

    private static NeuralState Begin(Device device, string normalisation) =>
        Learner(device, normalisation, "sgd", "").Begin(new Shape(5), Bench.Key);

    private static float[][] Values(NeuralState state) => [.. state.Trainable.Select(p => p.ToSingles())];

    /// <summary>The gradient that one step from there follows, all parameters in one row.</summary>
    private static double[] Followed(
        Device device, string normalisation, string optimiser, string settings, float[][] from)
    {
        NeuralLearner learner = Learner(device, normalisation, optimiser, settings);
        NeuralState state = learner.Begin(new Shape(5), Bench.Key);
        foreach ((Parameter parameter, float[] values) in state.Trainable.Zip(from))
            parameter.Set(values);
        ViewPair views = Bench.Views(Bench.Key, 16, new Shape(5));
        (state, StepOutcome outcome) = learner.Learn(state, views, Bench.Key);
        Assert.Null(outcome.Diverged);
        return [.. from.Zip(Values(state)).SelectMany(
            p => p.First.Zip(p.Second, (a, b) => ((double)a - b) / Rate))];
    }

    private static void AssertAt(CpuDevice<double> device, Parameter parameter, double[] expected)
    {
        var values = new double[2];
        device.Read(parameter.Storage, values);
        Assert.Equal(expected[0], values[0], 1e-12);
        Assert.Equal(expected[1], values[1], 1e-12);
    }

    private static double[] Multiply(double[][] h, double[] x) =>
        [.. h.Select(row => row.Zip(x, (a, b) => a * b).Sum())];

    private static double Length(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    private static double Distance(double[] x, double[] y) => Length([.. x.Zip(y, (a, b) => a - b)]);
}
