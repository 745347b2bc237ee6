using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Every item of the training set is a class of its own: cross-entropy over the instance index
/// (DIET).
/// </summary>
/// <param name="Temperature">τ &gt; 0.</param>
/// <param name="Normalise">True where the rows of the head are put back on the unit sphere after each
/// step.</param>
public sealed record Diet(double Temperature, bool Normalise) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −z·w with the items of the training set as labels, which are told (a measurement): InfoNCE with "
        + "K = items, a pure machine of work");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "diet", "Tell which item of the training set a view shows: a class for every item.",
            "Ibrahim, Klindt, Balestriero, Occam's Razor for SSL (DIET), 2024; Reizinger et al., "
                + "Cross-Entropy Is All You Need To Invert the Data Generating Process, 2024 (klindtlab/csi)")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "−mean_i log softmax(W·z_i/τ)_(item of i)",
            Convention = "z is the right view's output; the left one says which item it is, so that permuted "
                + "pairs tell nothing. W: items × d, no bias, first rows even on the unit sphere. Affine "
                + "identifiability is promised for free rows and outputs, orthogonal for `normalise: true` "
                + "with `encoder.output: sphere`. Plain arrays: left rows are W, item by item",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("temperature", "Temperature τ.", 1, 0) { MinimumExcluded = true },
                new FlagParameter("normalise", "Put the rows of W on the sphere after each step.", false),
            ],
        },
        s => new Diet(s.Number("temperature"), s.Flag("normalise")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool NeedsItems => true;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) =>
        [Prototypes.Declare(site, FeatureBank.Items(site, Part.Card.Name))];

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        (Tensor scores, int[] items) = Scores(left, right, context);
        Tensor entropy = scores.Scale(1 / Temperature).LogSoftmax().Pick(items).Mean().Scale(-1);
        return new Loss(entropy, ("cross_entropy", entropy));
    }

    /// <inheritdoc/>
    public override void Project(IReadOnlyDictionary<string, Parameter> own)
    {
        if (Normalise)
            Prototypes.Renormalise(own);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        (Tensor scores, int[] items) = Scores(left.StopGradient(), right.StopGradient(), context);
        int labels = scores.Shape[1], booked = Composition.Booked(items.Length, labels);
        Matrix energies = scores.StopGradient().Scale(-1).ToMatrix().Slice(0, booked);
        return
        [
            new LabelledItems(energies, 1 / Temperature, new MeasuredLabels(items[..booked]))
            {
                PriorEntropy = Math.Log(labels),
            },
        ];
    }

    /// <summary>W·z, rows × items, and the item of each row.</summary>
    private static (Tensor Scores, int[] Items) Scores(Tensor left, Tensor right, ObjectiveContext context) =>
        context.Parameters.TryGetValue(Prototypes.Name, out Tensor? head)
            ? (right.MatMul(head, transposeB: true), FeatureBank.Required(context, Part.Card.Name))
            : (right.MatMul(left, transposeB: true), [.. Enumerable.Range(0, right.Shape[0])]);
}
