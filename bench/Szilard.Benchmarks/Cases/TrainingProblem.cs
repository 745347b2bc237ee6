using Szilard.Learners;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Benchmarks.Cases;

/// <summary>A training step with all its inputs in closed form: the real learner on one pair of
/// views.</summary>
/// <param name="Name">The case.</param>
/// <param name="Summary">What one step is.</param>
/// <param name="Design">The encoder.</param>
/// <param name="Objective">The loss.</param>
/// <param name="Rate">Adam's learning rate.</param>
/// <param name="Left">The first view.</param>
/// <param name="Right">The second view, or the target.</param>
/// <param name="Operations">Multiplications and additions of one step.</param>
internal sealed record TrainingProblem(
    string Name, string Summary, EncoderDesign Design, Objective Objective, double Rate, Batch Left,
    Batch Right, double Operations)
{
    private static readonly double[] _clIca = [100, 500, 500, 500, 500, 100];

    /// <summary>cl-ica on the sphere: InfoNCE by dot products of unit rows, τ = 1, with its
    /// candidates.</summary>
    public static TrainingProblem Sphere(int pairs) => Latent(
        "cl-ica-sphere", "One training step of cl-ica's sphere world", pairs, "sphere",
        new InfoNce("dot", 1, 2, "anchors"));

    /// <summary>cl-ica in the box: InfoNCE by the Lp distance, p = 2, τ = 1, with its candidates.</summary>
    public static TrainingProblem Box(int pairs) => Latent(
        "cl-ica-box", "One training step of cl-ica's box world, L2 loss", pairs, "box",
        new InfoNce("lp", 1, 2, "anchors"));

    /// <summary>A small perceptron that regresses: network and optimiser alone.</summary>
    public static TrainingProblem Perceptron(int batch)
    {
        double[] widths = [100, 100];
        return new TrainingProblem(
            $"mlp-{batch}", $"One training step of an MLP 10-100-100-10, mean squared error, batch {batch}.",
            Mlp(widths, 10, "none"), new SupervisedRegression(), 1e-3, Input(new Shape(batch, 10), 1),
            Input(new Shape(batch, 10), 2), OperationCounts.PerceptronStep(batch, [10, .. widths, 10]));
    }

    /// <summary>A small convolutional encoder whose outputs are drawn to 0: network and optimiser
    /// alone.</summary>
    public static TrainingProblem Convolutional(int images)
    {
        EncoderDesign design = EncoderDesign.Catalogue.Build(
            "convolutional", new Dictionary<string, object> { ["outputs"] = 64L });
        return new TrainingProblem(
            $"conv-{images}",
            $"One training step of a small convolutional encoder, {images} images of 28×28.", design,
            new SupervisedRegression(), 1e-3, Input(new Shape(images, 28, 28, 1), 1),
            new Batch(new Shape(images, 64), new float[images * 64]),
            OperationCounts.ConvolutionalStep(images, 28, [1, 32, 64, 128], 3, 64));
    }

    /// <summary>The case that repeats the step; the weights move on.</summary>
    public BenchmarkCase ToCase(int threads) => new(Name, Summary, threads, () => Prepare(threads))
    {
        FloatingPointOperations = Operations,
        Items = Left.Count,
    };

    /// <summary>A learner on a device, its state in closed form, and the views.</summary>
    public (NeuralLearner Learner, NeuralState State, ViewPair Views) Begin(Device device)
    {
        Dictionary<string, object> given = new() { ["rate"] = Rate };
        Optimiser adam = Optimiser.Catalogue.Build("adam", given);
        NeuralLearner learner = new(device, Design, Objective, adam, long.MaxValue);
        NeuralState state = learner.Begin(new Shape(Left.Shape.Lengths[1..]), RandomKey.FromSeed(0));
        uint seed = 10;
        foreach (Parameter parameter in state.Network.Parameters.Where(p => p.Trainable && !IsNorm(p)))
            parameter.Set(ClosedForm.Uniform(parameter.Shape.Size, seed++, Bound(parameter)));
        return (learner, state, new ViewPair(Left, Right));
    }

    private PreparedWork Prepare(int threads)
    {
        CpuDevice<float> device = new(threads);
        (NeuralLearner learner, NeuralState state, ViewPair views) = Begin(device);
        RandomKey key = RandomKey.FromSeed(0);
        return new PreparedWork(() => state = Step(learner, state, views, key), device);
    }

    private static NeuralState Step(NeuralLearner learner, NeuralState state, ViewPair views, RandomKey key)
    {
        (NeuralState next, StepOutcome outcome) = learner.Learn(state, views, key);
        return outcome.Diverged is null
            ? next
            : throw new InvalidOperationException($"The step to be timed diverged in {outcome.Diverged}.");
    }

    private static TrainingProblem Latent(
        string name, string summary, int pairs, string output, Objective objective)
    {
        double step = OperationCounts.PerceptronStep(2 * pairs, [10, .. _clIca, 10]);
        Batch left = Input(new Shape(pairs, 10), 1), near = Input(new Shape(pairs, 10), 2);
        float[] right = [.. left.Values.Zip(near.Values, (a, b) => a + (0.05f * b))];
        return new TrainingProblem(
            name, $"{summary}: MLP 10-100-500-500-500-500-100-10, {pairs} pairs, Adam.",
            Mlp(_clIca, 10, output), objective, 1e-4, left, new Batch(left.Shape, right),
            step + OperationCounts.Contrast(pairs, 10));
    }

    private static EncoderDesign Mlp(double[] widths, long outputs, string output) =>
        EncoderDesign.Catalogue.Build("mlp",
        new Dictionary<string, object>
        {
            ["widths"] = widths,
            ["outputs"] = outputs,
            ["activation"] = "leaky-relu",
            ["output"] = output,
        });

    private static Batch Input(Shape shape, uint seed) => new(shape, ClosedForm.Uniform(shape.Size, seed));

    private static bool IsNorm(Parameter parameter) =>
        parameter.Name.Contains(".norm.", StringComparison.Ordinal);

    /// <summary>√(6/inputs), He's uniform bound, so that signals keep their size through the layers; biases
    /// ±0.1.</summary>
    private static double Bound(Parameter parameter) => parameter.Shape.Rank == 1
        ? 0.1
        : Math.Sqrt(6.0 * parameter.Shape.Last / parameter.Shape.Size);
}
