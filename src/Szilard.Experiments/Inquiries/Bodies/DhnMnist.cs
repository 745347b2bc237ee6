using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>A layered Hopfield network with one hidden layer learns all of MNIST by centred equilibrium
/// propagation, with the settings of its published peer.</summary>
/// <param name="Epochs">Passes over the training digits.</param>
/// <param name="Seeds">How many networks.</param>
public sealed record DhnMnist(int Epochs, int Seeds) : Computation
{
    private const int TrainingDigits = 60_000, TestDigits = 10_000, Pixels = 784, Batch = 16;
    private const double Gain = 0.7, Decay = 0.99;

    // The peer takes half of |y − t|²: twice its β and rates mean the same there.
    private const double Beta = 0.1, Rate = 0.025;
    private const string Last = "test error at the end", Least = "least test error of any epoch";
    private const string First = "test error after epoch 1", Training = "training error in the last epoch";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "dhn-mnist",
            "All of MNIST learned by a layered Hopfield network through equilibrium propagation.",
            "Scellier, A fast algorithm to simulate nonlinear resistive networks, ICML 2024, table 3 "
            + "(DHN-1H: 1.79 % test error), settings of its published code")
        {
            Convention = "784-1024-10, linear outputs, layers in turn with whole steps, 15 free and 15 "
                + "nudged; batches of 16 in a new order each epoch, rates falling by 1 % an epoch; "
                + "pixels / 255",
            Parameters =
            [
                new IntegerParameter("epochs", "Passes over the training digits.", 100, 1, 1000),
                new IntegerParameter("seeds", "How many networks.", 1, 1, 100),
            ],
        },
        s => new DhnMnist(s.Integer("epochs"), s.Integer("seeds")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Last, Training, First, Least];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        LabelledSamples training = MnistFiles.Read(context.Data, "train", TrainingDigits, white: 255);
        LabelledSamples test = MnistFiles.Read(context.Data, "t10k", TestDigits, white: 255);
        ErrorCurve[] curves = [.. Enumerable.Range(0, Seeds).Select(i => Learn(context, i, training, test))];
        return new Outcome(
            [
                Mean(Last, curves, c => c.Last), Mean(Training, curves, c => c.Training),
                Mean(First, curves, c => c.First), Mean(Least, curves, c => c.Least),
            ],
            ErrorCurve.Figure(curves));
    }

    private ErrorCurve Learn(
        ComputationContext context, int seed, LabelledSamples training, LabelledSamples test)
    {
        RandomKey key = context.Key.Split("network", seed);
        LayeredHopfield<float> body = Body(key, context);
        LabelledSamples shuffled = new(new float[training.Inputs.Length], new int[training.Labels.Length]);
        ErrorCurve curve = new($"network {seed + 1}", "test");
        for (int epoch = 0; epoch < Epochs && !curve.Ended; epoch++)
        {
            context.Stop.ThrowIfCancellationRequested();
            double rate = Rate * Math.Pow(Decay, epoch);
            DigitCourse course = new(
                body, new EquilibriumPropagation(Beta, NudgeSign.Centred), [rate, rate, rate, rate], Batch,
                context.Workers);
            Shuffle(training, shuffled, key.Split("order", epoch));
            context.Tell(
                curve.Add(course.Learn(shuffled, null, key), () => course.Examine(test, null)));
        }
        return curve;
    }

    /// <summary>Weights uniform within 0.7/√(units below), biases zero.</summary>
    private static LayeredHopfield<float> Body(RandomKey key, ComputationContext context)
    {
        HopfieldPace pace = new(1, 15, 15) { Alternating = true };
        LayeredHopfield<float> body = new(
            [Pixels, 1024, 10], pace, key, context.Workers, OutputUnits.Linear);
        foreach (BodyParameter<float> weights in body.Parameters.Where(p => p.Shape.Rank == 2))
        {
            RandomStream stream = key.Split(weights.Name).Stream();
            double bound = Gain / Math.Sqrt(weights.Shape.Lengths[0]);
            foreach (ref float weight in weights.Values.AsSpan())
                weight = (float)stream.NextUniform(-bound, bound);
        }
        return body;
    }

    private static void Shuffle(LabelledSamples from, LabelledSamples to, RandomKey key)
    {
        int[] order = [.. Enumerable.Range(0, from.Labels.Length)];
        key.Stream().Shuffle<int>(order);
        for (int i = 0; i < order.Length; i++)
        {
            from.Inputs.AsSpan(order[i] * Pixels, Pixels).CopyTo(to.Inputs.AsSpan(i * Pixels));
            to.Labels[i] = from.Labels[order[i]];
        }
    }

    private static Measurement Mean(
        string quantity, ErrorCurve[] curves, Func<ErrorCurve, double> value)
    {
        double mean = curves.Average(value);
        double squares = curves.Sum(c => Math.Pow(value(c) - mean, 2));
        return new Measurement(quantity, mean, Math.Sqrt(squares / (curves.Length - 1) / curves.Length));
    }
}
