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
/// <remarks>With <see cref="Reachable"/> only those candidates count that the world's conditional could have
/// drawn for the anchor (Zaliaduonis et al. 2026 name such a support-corrected InfoNCE; this form is derived
/// here). Where a right latent has density q, and the child of a left one the density q·r(z, ·) on the
/// support S(z), the posterior of which candidate is the positive is r(z, z_j)/Σ_{k∈S(z)} r(z, z_k): a
/// softmax over the reachable candidates, whatever they are. Scores log r + c(z) attain it, so that the true causes
/// are a minimum where the similarity has the form of log r: for κ in a cone, cosines with τ = 1/κ. A softmax
/// over all candidates gives those beyond the support a share, and no such score is its posterior. Attained
/// is not singled out: where c(z) is left, or reachable sets do not overlap, other maps attain it too, and
/// for κ = 0 a constant does.</remarks>
public sealed record InfoNce(string Similarity, double Temperature, double Exponent, string Negatives)
    : Objective
{
    private const string Cut = "reachable";

    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −sim between anchor and candidate; labels are told (a measurement), so that it is a pure "
        + "machine of work: the step and the readout, with no bath that makes labels");

    private static readonly ThermodynamicMap _cut = new(
        MapLevel.None,
        "candidates that cannot be reached are no labels of an anchor, so that anchors have labels of "
        + "different number; book `support: all`");

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
                + "left rows, the anchor itself included, and the positive (as brendel-group/cl-ica does). "
                + "support: reachable leaves out candidates that the world's conditional never draws for "
                + "the anchor (derived here, after Zaliaduonis et al. 2026)",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new ChoiceParameter(
                    "similarity", "How alike two rows are.", "cosine", "cosine", "dot", "lp", "gaussian"),
                new NumberParameter("temperature", "Temperature τ; σ² of the Gaussian kernel.", 1, 0)
                    { MinimumExcluded = true },
                new NumberParameter("p", "Exponent of the lp distance.", 2, 1, 16),
                new ChoiceParameter("negatives", "The candidate set.", "cross", Candidates.Names),
                new ChoiceParameter(
                    "support", "Candidates: all, or those that the conditional of the pairs can reach.",
                    "all", "all", Cut),
            ],
            Check = Faults,
        },
        s => new InfoNce(
            s.Choice("similarity"), s.Number("temperature"), s.Number("p"), s.Choice("negatives"))
        {
            Reachable = s.Choice("support") == Cut,
        });

    /// <summary>True where only candidates count that the anchor's conditional can reach.</summary>
    public bool Reachable { get; init; }

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => Reachable ? _cut : _map;

    /// <inheritdoc/>
    public override bool NeedsReach => Reachable;

    /// <inheritdoc/>
    public override double? Plateau(int batch) =>
        Reachable ? null : Math.Log(Candidates.Count(Negatives, batch));

    /// <inheritdoc/>
    public override double? Floor(int batch, double? mutualInformation) =>
        Candidates.Floor(Plateau(batch), mutualInformation);

    /// <inheritdoc/>
    /// <exception cref="SzilardException">Only reachable candidates count, and nobody tells which.</exception>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context) => Reachable
        ? ReachableCandidates.CrossEntropy(
            Placed(left), Placed(right), Form, Negatives, context.Reach ?? throw Untold())
        : Candidates.CrossEntropy(Placed(left), Placed(right), Form, Negatives);

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        Reachable ? [] : ContrastBooks.Of(Placed(left), Placed(right), Form, Negatives, 1 / Temperature);

    private static IEnumerable<Fault> Faults(Settings s)
    {
        if (s.Choice("support") != Cut)
            yield break;
        string negatives = s.Choice("negatives");
        if (negatives is not ("cross" or "symmetric"))
            yield return new Fault(
                "negatives", $"`support: {Cut}` is told between left and right looks, but `negatives: "
                    + $"{negatives}` are looks of one side too; use cross or symmetric.");
        if (s.Choice("similarity") == "lp" && s.Number("p") != 2)
            yield return new Fault(
                "p", $"`support: {Cut}` knows products and squared distances, not p = {s.Number("p")}; use "
                    + "`p: 2`, or another similarity.");
    }

    private static SzilardException Untold() => new(
        $"`support: {Cut}` needs to be told which looks could belong together, but these views do not tell; "
            + "use `redraw` in a world `latent` with a `cone` or a `reach`, or `support: all`.");

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
