using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Prediction of a slow teacher's outputs, without negatives (BYOL).</summary>
/// <param name="PredictorWidth">Hidden units of the predictor; 0 for none.</param>
/// <param name="Symmetric">True for both directions, added.</param>
/// <param name="Pace">How the teacher follows.</param>
/// <param name="Centre">λ, the weight of the centre penalty.</param>
public sealed record Byol(int PredictorWidth, bool Symmetric, TeacherPace Pace, double Centre) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.FirstLawOnly,
        "E = −cos(p(z), z′) and the label is the point z′: work of the step and of the moving average, but "
        + "a point on a sphere has no entropy, and no constraint keeps the labels apart");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "byol", "A predictor follows the outputs of the network's own moving average (BYOL).",
            "Grill et al., Bootstrap Your Own Latent, NeurIPS 2020, eq. 2")
        {
            Category = ObjectiveFamily.SelfDistillation,
            Formula = "2 − 2 mean_i cos(p(a_i), b′_i) + [2 − 2 mean_i cos(p(b_i), a′_i)] + λ‖s‖²",
            Convention = "a′, b′ are the teacher's, without gradient; both directions add (the paper, "
                + "lightly, solo-learn), symmetric: false leaves one (stable-pretraining). p is a "
                + "perceptron d → width → d with ReLU, without batch normalisation. Published: momentum "
                + "0.996 to 1, predictor 4096. Plain arrays are taken as projections, predictions and "
                + $"targets alike. {CentrePenalty.Convention}",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter(
                    "predictor_width", "Hidden units of the predictor; 0 leaves it out.", 128, 0, 65536),
                new FlagParameter("symmetric", "Whether both directions count.", true),
                .. TeacherPace.Parameters(0.99, 1),
                CentrePenalty.Parameter,
            ],
        },
        s => new Byol(
            s.Integer("predictor_width"), s.Flag("symmetric"), TeacherPace.From(s),
            s.Number(CentrePenalty.Key)));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override TeacherPace? Teacher => Pace;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) =>
        Predictor.Declare(site, PredictorWidth);

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor forward = Follow(left, context.Teacher?.Right ?? right, context);
        if (!Symmetric)
            return CentrePenalty.Add(
                Centre, left, right, new Loss(forward.Scale(-2, 2), ("cosine_left", forward)));
        Tensor backward = Follow(right, context.Teacher?.Left ?? left, context);
        return CentrePenalty.Add(
            Centre, left, right, new Loss(
                forward.Add(backward).Scale(-2, 4), ("cosine_left", forward), ("cosine_right", backward)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        [.. CentrePenalty.Without(Evaluate(left, right, context)).Select(
            cosine => new PointTargets(-cosine.Value.Item()))];

    private static Tensor Follow(Tensor x, Tensor target, ObjectiveContext context) =>
        Predictor.Cosine(Predictor.Predict(x, context), target.StopGradient());
}
