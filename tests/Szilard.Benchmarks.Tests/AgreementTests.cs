using System.Text.Json;
using Szilard.Benchmarks.Cases;
using Szilard.Learners;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks.Tests;

/// <summary>The benchmarks compare the same mathematics: loss and every gradient of the real learner against
/// PyTorch in double precision, as <c>bench/peers/agreement.py</c> wrote them.</summary>
public sealed class AgreementTests
{
    private const double AdamKeepsOfGradient = 0.1;

    [Theory]
    [InlineData("cl-ica-sphere")]
    [InlineData("cl-ica-box")]
    [InlineData("mlp-64")]
    [InlineData("conv-512")]
    public void A_training_step_has_the_loss_and_gradients_of_PyTorch(string name)
    {
        using CpuDevice<float> device = new(2);
        (NeuralLearner learner, NeuralState state, var views) = Problem(name).Begin(device);
        (NeuralState after, StepOutcome outcome) = learner.Learn(state, views, RandomKey.FromSeed(0));
        double[][] gradients = [.. learner.Save(after)
            .Where(array => array.Name.StartsWith("optimiser.0.", StringComparison.Ordinal))
            .Select(array => Array.ConvertAll(array.Values, moment => moment / AdamKeepsOfGradient))];
        Compare(name, outcome.Loss, gradients);
    }

    [Theory]
    [InlineData("info-nce-10", 10)]
    [InlineData("info-nce-128", 128)]
    public void The_contrastive_loss_has_the_value_and_gradients_of_PyTorch(string name, int dimensions)
    {
        using CpuDevice<float> device = new(2);
        (double loss, double[] left, double[] right) = ContrastCases.Evaluate(device, 96, dimensions);
        Compare(name, loss, [left, right]);
    }

    [Theory]
    [InlineData("propagation-500-20", 500, 20)]
    [InlineData("propagation-2048-128", 2048, 128)]
    public void Equilibrium_propagation_has_the_updates_of_PyTorch(string name, int hidden, int batch)
    {
        using Workers workers = new(2);
        DigitProblem problem = DigitProblem.Propagation(hidden, batch, batch);
        LayeredHopfield<float> body = problem.Body(workers);
        LabelledSamples digits = problem.Digits();
        Estimator<float, HopfieldState<float>> estimator = new(body, problem.Rule, workers);
        HopfieldState<float> rest = body.Relax(body.Start(batch), digits.Inputs, Clamp.Free).State;
        double[] outputs = Array.ConvertAll(body.Read(rest), y => (double)y);
        var targets = new double[batch * 10];
        for (int i = 0; i < batch; i++)
            targets[(i * 10) + digits.Labels[i]] = 1;
        SquaredError cost = new(targets);
        estimator.Estimate(rest, digits.Inputs, cost, RandomKey.FromSeed(0));
        Compare(
            name, cost.Value(outputs, batch) / batch,
            [.. estimator.Estimates.Select(e => Array.ConvertAll(e, v => (double)v))], 1e-4);
    }

    private static TrainingProblem Problem(string name) => name switch
    {
        "cl-ica-sphere" => TrainingProblem.Sphere(64),
        "cl-ica-box" => TrainingProblem.Box(64),
        "mlp-64" => TrainingProblem.Perceptron(64),
        _ => TrainingProblem.Convolutional(16),
    };

    /// <summary>Norms and one projection of each array, by default to 2·10⁻⁴ of the norm: some hundred
    /// roundings of single precision.</summary>
    private static void Compare(
        string name, double loss, IReadOnlyList<double[]> gradients, double tolerance = 2e-4)
    {
        using Stream stream = typeof(AgreementTests).Assembly.GetManifestResourceStream("agreement.json")!;
        using JsonDocument golden = JsonDocument.Parse(stream);
        JsonElement expected = golden.RootElement.GetProperty(name);
        JsonElement marks = expected.GetProperty("gradients");
        Assert.Equal(expected.GetProperty("loss").GetDouble(), loss, 1e-5 * Math.Abs(loss));
        Assert.Equal(marks.GetArrayLength(), gradients.Count);
        for (int i = 0; i < gradients.Count; i++)
        {
            double norm = marks[i][0].GetDouble(), projection = marks[i][1].GetDouble();
            Assert.Equal(norm, Math.Sqrt(gradients[i].Sum(g => g * g)), tolerance * norm);
            Assert.Equal(projection, Project(gradients[i]), tolerance * norm);
        }
    }

    private static double Project(double[] gradient) =>
        gradient.Zip(ClosedForm.Uniform(gradient.Length, 99), (g, u) => g * u).Sum();
}
