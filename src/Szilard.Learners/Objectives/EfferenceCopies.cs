using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>InfoNCE beside a head that tells from both views what was done between them: what is invariant is
/// kept by the one, what changes by the other (S-TEC).</summary>
/// <param name="Contrast">The contrastive part.</param>
/// <param name="Weight">Weight of the head; 0 leaves InfoNCE as it is.</param>
/// <param name="Bins">Bins of each parameter, ≥ 2.</param>
public sealed record EfferenceCopies(InfoNce Contrast, double Weight, int Bins) : Objective
{
    private const string LeftWeight = "objective.efference.left", RightWeight = "objective.efference.right";
    private const string Bias = "objective.efference.bias";

    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "two sets of labels are told, candidates and bins, and their cross-entropies weighted: two "
            + "Hamiltonians, neither of which the sum belongs to; book `info-nce` by itself");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "s-tec",
            "InfoNCE, and a head that predicts the relative augmentation from both views (efference copies).",
            "Scherr, Guo, Moraitis, Self-Supervised Learning Through Efference Copies, 2022, "
                + "arXiv:2210.09224")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "InfoNCE(z, z̃) − w·mean_i mean_p log softmax(A_p z_i + B_p z̃_i + b_p)_(bin of a_ip)",
            Convention = "a is what changed between the views: differences of the latents that a pair need "
                + "not share (`redraw`; of style alone where content is known), or of shift, crop, mirror, "
                + "brightness and contrast, as far as they are on (`augment`). Bins are filled equally "
                + "within a batch, equal values in one bin. The head is linear on what the contrast sees. "
                + "`weight: 0` is info-nce. Plain arrays have no actions and are judged by the contrast "
                + "alone",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("weight", "Weight w of the head.", 1, 0),
                new IntegerParameter("bins", "Bins of each parameter.", 8, 2, 1024),
                .. InfoNce.Part.Card.Parameters,
            ],
            Check = InfoNce.Part.Card.Check,
        },
        s => new EfferenceCopies((InfoNce)InfoNce.Part.Build(s), s.Number("weight"), s.Integer("bins")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool NeedsActions => Weight > 0;

    /// <inheritdoc/>
    public override bool NeedsReach => Contrast.NeedsReach;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The views do not tell what changed.</exception>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site)
    {
        if (Weight == 0)
            return [];
        if (site.Actions == 0)
            throw Untold();
        int columns = checked(site.Actions * Bins);
        return ToldHead.Declare(
            site, 2 * site.Dimensions, (LeftWeight, new Shape(site.Dimensions, columns)),
            (RightWeight, new Shape(site.Dimensions, columns)), (Bias, new Shape(columns)));
    }

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The views do not tell what changed.</exception>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Loss contrast = Contrast.Evaluate(left, right, context);
        return Efference(left, right, context) is { } told
            ? told.Beside(contrast, Weight, "efference") : contrast;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedReading> Inspect(
        Tensor left, Tensor right, ObjectiveContext context) => Efference(left, right, context) is { } told
            ? [told.Read(told.MostFrequent(), "the fullest bin of each parameter in the batch")] : [];

    /// <summary>The bin of each entry, row by row: the share of the batch with a lower value, in units of
    /// 1/bins.
    /// </summary>
    /// <param name="actions">Rows × parameters.</param>
    /// <param name="bins">How many bins.</param>
    public static int[] BinsOf(Matrix actions, int bins)
    {
        var found = new int[actions.Rows * actions.Columns];
        for (int p = 0; p < actions.Columns; p++)
        {
            double[] column = actions.Column(p);
            int[] order = [.. Enumerable.Range(0, actions.Rows).OrderBy(i => column[i])];
            for (int rank = 0, lower = 0; rank < order.Length; rank++)
            {
                if (column[order[rank]] > column[order[lower]])
                    lower = rank;
                found[(order[rank] * actions.Columns) + p] = (int)((long)lower * bins / order.Length);
            }
        }
        return found;
    }

    private ToldHead? Efference(Tensor left, Tensor right, ObjectiveContext context)
    {
        if (!context.Parameters.ContainsKey(Bias))
            return null;
        Matrix actions = context.Actions ?? throw Untold();
        Tensor logits = left.MatMul(context.Parameters[LeftWeight])
            .Add(right.Linear(context.Parameters[RightWeight], context.Parameters[Bias]));
        Shape entries = new(actions.Rows * actions.Columns, Bins);
        return new ToldHead(logits.Reshape(entries), BinsOf(actions, Bins), actions.Columns);
    }

    private static SzilardException Untold() => new(
        $"`{Part.Card.Name}` predicts what changed between two views, but these views do not tell; use "
            + "`redraw`, or `augment` with shift, crop, flip, brightness or contrast switched on, or "
            + "`weight: 0`.");
}
