using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>The normalised temperature-scaled cross-entropy of SimCLR.</summary>
/// <param name="Temperature">τ &gt; 0.</param>
public sealed record NtXent(double Temperature) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −cos between anchor and candidate; labels are told (a measurement), so that it is a pure "
        + "machine of work: the step and the readout, with no bath that makes labels");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "nt-xent", "Normalised temperature-scaled cross-entropy over both views (SimCLR).",
            "Chen, Kornblith, Norouzi, Hinton, A Simple Framework for Contrastive Learning, ICML 2020, eq. 1")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "mean over 2N anchors of −log( e^{cos(i,i⁺)/τ} / Σ_{j≠i} e^{cos(i,j)/τ} )",
            Convention =
                "cosine similarity; each anchor against the 2N − 1 other rows of both views; natural "
                    + "logarithm",
            Thermodynamics = _map.Sentence,
            Parameters =
                [new NumberParameter("temperature", "Temperature τ of the softmax.", 0.5, 0)
                    { MinimumExcluded = true }],
        },
        settings => new NtXent(settings.Number("temperature")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log((2 * batch) - 1);

    /// <inheritdoc/>
    public override double? Floor(int batch, double? mutualInformation) =>
        Candidates.Floor(Plateau(batch), mutualInformation);

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context) =>
        Candidates.CrossEntropy(left.NormalizeRows(), right.NormalizeRows(), Form, "both-views");

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        ContrastBooks.Of(left.NormalizeRows(), right.NormalizeRows(), Form, "both-views", 1 / Temperature);

    private PairForm Form => new(PairSimilarity.Dot, 1 / Temperature, 2, PairReduction.MeanOfRows, null);
}
