using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Each view predicts the other, whose gradient is stopped.</summary>
/// <param name="PredictorWidth">Hidden units of the predictor; 0 for none.</param>
/// <param name="StopGradient">False is a known way to collapse.</param>
public sealed record SimSiam(int PredictorWidth, bool StopGradient) : Objective
{
    private static readonly string[] Names =
        ["objective.predictor.0.weight", "objective.predictor.0.bias", "objective.predictor.1.weight",
            "objective.predictor.1.bias"];

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "simsiam", "Each view predicts the other; the gradient is stopped on the side that is predicted.",
            "Chen, He, Exploring Simple Siamese Representation Learning, CVPR 2021, eq. 4")
        {
            Formula = "−½ [cos(p(a), sg b) + cos(p(b), sg a)]",
            Convention = "p is a perceptron d → width → d with ReLU, without batch normalisation; plain "
                + "arrays are taken as projections and as predictions alike. stop_gradient: false is the "
                + "published collapse",
            Parameters =
            [
                new IntegerParameter(
                    "predictor_width", "Hidden units of the predictor; 0 leaves it out.", 64, 0, 65536),
                new FlagParameter(
                    "stop_gradient", "Whether the gradient is stopped on the predicted side.", true),
            ],
        },
        s => new SimSiam(s.Integer("predictor_width"), s.Flag("stop_gradient")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(Device device, int dimensions, RandomKey key)
    {
        if (PredictorWidth == 0)
            return [];
        return
        [
            Draw(0, new Shape(dimensions, PredictorWidth), dimensions),
            Draw(1, new Shape(PredictorWidth), dimensions),
            Draw(2, new Shape(PredictorWidth, dimensions), PredictorWidth),
            Draw(3, new Shape(dimensions), PredictorWidth),
        ];

        Parameter Draw(int index, Shape shape, int inputs) =>
            new(device, Names[index], shape,
                Encoders.Initial.Uniform(shape, inputs, key.Split(Names[index])));
    }

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor forward = Cosine(Predict(left, context), Target(right));
        Tensor backward = Cosine(Predict(right, context), Target(left));
        return new Loss(
            forward.Add(backward).Scale(-0.5), ("cosine_left", forward), ("cosine_right", backward));
    }

    private Tensor Target(Tensor x) => StopGradient ? x.StopGradient() : x;

    private static Tensor Cosine(Tensor a, Tensor b) => a.NormalizeRows().RowDots(b.NormalizeRows()).Mean();

    private static Tensor Predict(Tensor x, ObjectiveContext context)
    {
        if (context.Parameters.Count == 0)
            return x;
        Tensor[] p = [.. Names.Select(name => context.Parameters[name])];
        return x.Linear(p[0], p[1], new UnaryFunction(UnaryKind.Relu)).Linear(p[2], p[3]);
    }
}
