using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Learning;

/// <summary>Chen and He 2021, figure 2: without the stop-gradient the outputs fall into one point; with it
/// they do not. The spread of unit rows is 1/√d for even directions and 0 in one point.</summary>
public sealed class SimSiamCollapseTests
{
    private const int Outputs = 4;

    [Fact]
    public void Without_the_stop_gradient_all_samples_fall_into_one_point() =>
        Assert.InRange(Spread(stopGradient: false), 0, 0.05 / Math.Sqrt(Outputs));

    [Fact]
    public void With_the_stop_gradient_they_do_not() =>
        Assert.InRange(Spread(stopGradient: true), 0.4 / Math.Sqrt(Outputs), 1 / Math.Sqrt(Outputs));

    private static double Spread(bool stopGradient)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[32];outputs=4;normalisation=batch"), "simsiam",
            $"stop_gradient={stopGradient};predictor_width=16", "sgd", "rate=0.1;schedule=constant");
        Shape observation = new(6);
        NeuralState state = learner.Begin(observation, Bench.Key);
        state = Bench.Train(learner, state, 400, 32, observation, blur: 1);
        Matrix h = learner.Encode(state, Bench.Normal(Bench.Key.Split("test"), 512, 6)).ToMatrix();
        for (int i = 0; i < h.Rows; i++)
        {
            double norm = Math.Sqrt(h.Row(i).ToArray().Sum(v => v * v));
            for (int j = 0; j < h.Columns; j++)
                h[i, j] /= norm;
        }
        return Enumerable.Range(0, h.Columns).Average(j => Deviation(h.Column(j)));
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
