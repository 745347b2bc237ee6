using Szilard.Parts;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>Figure 3B: a Hopfield network learns digits by temporal contrast, beside equilibrium propagation
/// and plain Hebb.</summary>
/// <param name="Epochs">Passes over the training digits.</param>
public sealed record Falk3B(int Epochs) : Computation
{
    private const int TrainingDigits = 10_000, ValidationDigits = 2000, Pixels = 784;
    private const string First = "validation error after epoch 1", Last = "validation error at the end";
    private const string Training = "training error at the end", Tenth = "training error in epoch 10";
    private const string Propagation = "validation error of equilibrium propagation at the end";
    private const string Hebb = "validation error of plain Hebb at the end";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "falk-3b", "Digits learned by a layered Hopfield network through temporal contrast.",
            "Falk, Strupp, Scellier, Murugan, arXiv:2312.17723, figure 3B, as the published code has it")
        {
            Convention = "784-500-10, batches of 20, nine clamp levels of four steps, persistent states; the "
                + "first 10 000 training digits and the next 2 000",
            Parameters = [new IntegerParameter("epochs", "Passes over the training digits.", 50, 1, 1000)],
        },
        s => new Falk3B(s.Integer("epochs")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [First, Tenth, Training, Last, Propagation, Hebb];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        (LabelledSamples training, LabelledSamples validation) = Digits(context);
        ErrorCurve contrast = Learn(context, training, validation, "temporal contrast", null);
        ErrorCurve propagation = Learn(
            context, training, validation, "equilibrium propagation",
            new EquilibriumPropagation(0.5, NudgeSign.Random));
        ErrorCurve hebb = Learn(context, training, validation, "plain Hebb", new PlainHebb(0.5, 1));
        return new Outcome(
            [
                new(First, contrast.First), new(Last, contrast.Last),
                new(Tenth, contrast.TrainingIn(10)), new(Training, contrast.Training),
                new(Propagation, propagation.Last), new(Hebb, hebb.Last),
            ],
            ErrorCurve.Figure([contrast, propagation, hebb]));
    }

    private ErrorCurve Learn(
        ComputationContext context, LabelledSamples training, LabelledSamples validation, string name,
        Rule? rule)
    {
        RandomKey key = context.Key.Split(name);
        DigitCourse course = DigitCourse.Published(
            context.Key.Split("weights"), context.Workers, rule: rule);
        PersistentParticles<float> seen = new(course.Body, TrainingDigits),
            judged = new(course.Body, ValidationDigits);
        ErrorCurve curve = new(name, "validation");
        for (int epoch = 0; epoch < Epochs && !curve.Ended; epoch++)
        {
            context.Stop.ThrowIfCancellationRequested();
            PassReading learned = course.Learn(training, seen, key.Split("epoch", epoch));
            string line = curve.Add(learned, () => course.Examine(validation, judged));
            string[] frozen = [.. learned.Frozen.Select(p => course.Body.Parameters[p].Name)];
            context.Tell(frozen.Length == 0
                ? line
                : $"{line}; no threshold of {string.Join(", ", frozen)} let anything through");
        }
        return curve;
    }

    /// <summary>The digits in the order of the file, pixels in [0, 0.996] as published.</summary>
    private static (LabelledSamples Training, LabelledSamples Validation) Digits(ComputationContext context)
    {
        LabelledSamples all = MnistFiles.Read(
            context.Data, "train", TrainingDigits + ValidationDigits, white: 256);
        int pixels = TrainingDigits * Pixels;
        return (
            new LabelledSamples(all.Inputs[..pixels], all.Labels[..TrainingDigits]),
            new LabelledSamples(all.Inputs[pixels..], all.Labels[TrainingDigits..]));
    }
}
