using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Each view predicts the other, whose gradient is stopped.</summary>
/// <param name="PredictorWidth">Hidden units of the predictor; 0 for none.</param>
/// <param name="StopGradient">False is a known way to collapse.</param>
/// <param name="Centre">λ, the weight of the centre penalty.</param>
public sealed record SimSiam(int PredictorWidth, bool StopGradient, double Centre) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.FirstLawOnly,
        "E = −cos(p(z), z′) with the label a point z′ that is made anew each step: work of the step and "
        + "heat of the new target, but a point on a sphere has no entropy");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "simsiam", "Each view predicts the other; the gradient is stopped on the side that is predicted.",
            "Chen, He, Exploring Simple Siamese Representation Learning, CVPR 2021, eq. 4")
        {
            Category = ObjectiveFamily.SelfDistillation,
            Formula = "−½ [cos(p(a), sg b) + cos(p(b), sg a)] + λ‖s‖²",
            Convention = "p is a perceptron d → width → d with ReLU, without batch normalisation; plain "
                + "arrays are taken as projections and as predictions alike. stop_gradient: false is the "
                + $"published collapse. {CentrePenalty.Convention}",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter(
                    "predictor_width", "Hidden units of the predictor; 0 leaves it out.", 64, 0, 65536),
                new FlagParameter(
                    "stop_gradient", "Whether the gradient is stopped on the predicted side.", true),
                CentrePenalty.Parameter,
            ],
        },
        s => new SimSiam(s.Integer("predictor_width"), s.Flag("stop_gradient"), s.Number(CentrePenalty.Key)));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) =>
        Predictor.Declare(site, PredictorWidth);

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor forward = Follow(left, context.Teacher?.Right ?? right, context);
        Tensor backward = Follow(right, context.Teacher?.Left ?? left, context);
        return CentrePenalty.Add(
            Centre, left, right, new Loss(
                forward.Add(backward).Scale(-0.5), ("cosine_left", forward), ("cosine_right", backward)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        [.. CentrePenalty.Without(Evaluate(left, right, context)).Select(
            cosine => new PointTargets(-cosine.Value.Item(), MadeAnew: true))];

    private Tensor Follow(Tensor x, Tensor target, ObjectiveContext context) => Predictor.Cosine(
        Predictor.Predict(x, context), StopGradient ? target.StopGradient() : target);
}
