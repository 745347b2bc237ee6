using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>InfoNCE with a choice of similarity and of candidate set.</summary>
/// <param name="Similarity">cosine, dot, lp or gaussian.</param>
/// <param name="Temperature">τ &gt; 0.</param>
/// <param name="Exponent">p of the Lp distance, ≥ 1.</param>
/// <param name="Negatives">The candidate set.</param>
public sealed record InfoNce(string Similarity, double Temperature, double Exponent, string Negatives)
    : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −sim between anchor and candidate; labels are told (a measurement), so that it is a pure "
        + "machine of work: the step and the readout, with no bath that makes labels");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "info-nce",
            "Contrastive cross-entropy: tell the other view of the same sample from those of others.",
            "van den Oord, Li, Vinyals, Contrastive Predictive Coding, 2018, eq. 4; Zimmermann, Sharma, "
            + "Schneider, Bethge, Brendel, Contrastive Learning Inverts the Data Generating Process, ICML "
            + "2021, eq. 1")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "mean_i [ −s(i,i⁺) + log Σ_{j∈C(i)} e^{s(i,j)} ]",
            Convention = "cosine, dot: s = sim/τ; lp: s = −Σ|a−b|ᵖ/τ; gaussian: s = −‖a−b‖²/(2τ). Candidates "
                + "C(i), the positive always among them: cross = the N right rows (anchors left); symmetric "
                + "= half of cross in either direction; both-views = the 2N − 1 other rows; anchors = all N "
                + "left rows, the anchor itself included, and the positive (as brendel-group/cl-ica does)",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new ChoiceParameter(
                    "similarity", "How alike two rows are.", "cosine", "cosine", "dot", "lp", "gaussian"),
                new NumberParameter("temperature", "Temperature τ; σ² of the Gaussian kernel.", 1, 0)
                    { MinimumExcluded = true },
                new NumberParameter("p", "Exponent of the lp distance.", 2, 1, 16),
                new ChoiceParameter("negatives", "The candidate set.", "cross", Candidates.Names),
            ],
        },
        s => new InfoNce(
            s.Choice("similarity"), s.Number("temperature"), s.Number("p"), s.Choice("negatives")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log(Candidates.Count(Negatives, batch));

    /// <inheritdoc/>
    public override double? Floor(int batch, double? mutualInformation) =>
        Candidates.Floor(Plateau(batch), mutualInformation);

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context) =>
        Candidates.CrossEntropy(Placed(left), Placed(right), Form, Negatives);

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        ContrastBooks.Of(Placed(left), Placed(right), Form, Negatives, 1 / Temperature);

    private Tensor Placed(Tensor x) => Similarity == "cosine" ? x.NormalizeRows() : x;

    private PairForm Form => Similarity switch
    {
        "cosine" or "dot" => new(PairSimilarity.Dot, 1 / Temperature, 2, PairReduction.MeanOfRows, null),
        "gaussian" => new(
            PairSimilarity.NegativeSquaredDistance, 0.5 / Temperature, 2, PairReduction.MeanOfRows, null),
        _ when Exponent == 2 => new(
            PairSimilarity.NegativeSquaredDistance, 1 / Temperature, 2, PairReduction.MeanOfRows, null),
        _ => new(
            PairSimilarity.NegativePowerDistance, 1 / Temperature, Exponent, PairReduction.MeanOfRows, null),
    };
}
