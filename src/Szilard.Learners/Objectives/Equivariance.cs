using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Objectives;

/// <summary>InfoNCE beside a head that tells by how many quarters a third look was turned: the pair makes
/// the encoder indifferent to what augments it, the head sensitive to turns (E-SSL).</summary>
/// <param name="Contrast">The contrastive part.</param>
/// <param name="Weight">Weight of the head; 0 leaves InfoNCE as it is.</param>
public sealed record Equivariance(InfoNce Contrast, double Weight) : Objective
{
    private const string Head = "objective.turn.weight", Bias = "objective.turn.bias";

    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "two sets of labels are told, candidates and turns, of different looks, and their cross-entropies "
            + "weighted: two Hamiltonians, neither of which the sum belongs to; book `info-nce` by itself");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "e-ssl",
            "InfoNCE, and a head that tells by how many quarters a third look was turned (equivariance).",
            "Dangovski, Jing, Loh, Han, Srivastava, Cheung, Agrawal, Soljačić, Equivariant Contrastive "
                + "Learning, ICLR 2022 (rdangovs/essl)")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "InfoNCE(z, z̃) − w·mean_i log softmax(A h_i + b)_(a_i)",
            Convention = "h is the representation, before a projector, of a third look that was turned by "
                + "a quarters (`views: { kind: augment, quarter_turns: true }`); the pair is not turned. "
                + "Published: all four turns of each third look, of half the size, and a head of three "
                + "layers; here one random turn, whose expectation is the same, of full size, and a linear "
                + "head. w = 0.4 on CIFAR-10. `weight: 0` is info-nce. Plain arrays have no turns and are "
                + "judged by the contrast alone",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("weight", "Weight w of the head.", 0.4, 0),
                .. InfoNce.Part.Card.Parameters,
            ],
            Check = InfoNce.Part.Card.Check,
        },
        s => new Equivariance((InfoNce)InfoNce.Part.Build(s), s.Number("weight")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool NeedsTurns => Weight > 0;

    /// <inheritdoc/>
    public override bool NeedsReach => Contrast.NeedsReach;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) => Weight == 0 ? [] : ToldHead.Declare(
        site, site.Representation, (Head, new Shape(site.Representation, QuarterTurn.Count)),
        (Bias, new Shape(QuarterTurn.Count)));

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The views turn none.</exception>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Loss contrast = Contrast.Evaluate(left, right, context);
        return Turns(context) is { } turns ? turns.Beside(contrast, Weight, "turn") : contrast;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedReading> Inspect(
        Tensor left, Tensor right, ObjectiveContext context) => Turns(context) is { } turns
            ? [turns.Read(1.0 / QuarterTurn.Count, "each of the four turns is as likely")] : [];

    private static ToldHead? Turns(ObjectiveContext context)
    {
        if (!context.Parameters.ContainsKey(Bias))
            return null;
        TurnedOutputs turned = context.Turned ?? throw Upright();
        Tensor logits = turned.Representation.Linear(context.Parameters[Head], context.Parameters[Bias]);
        return new ToldHead(logits, turned.Turns, Questions: 1);
    }

    private static SzilardException Upright() => new(
        $"`{Part.Card.Name}` predicts by how many quarters a third look was turned, but these views show "
            + "none; use `augment` with `quarter_turns: true`, or `weight: 0`.");
}
