using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Swapped prediction of self-labels that optimal transport makes (SwAV).</summary>
/// <param name="Count">K, prototypes.</param>
/// <param name="Temperature">τ of the model.</param>
/// <param name="Epsilon">ε of the transport.</param>
/// <param name="Sweeps">Sweeps of the transport.</param>
/// <param name="Joint">True where one transport labels both views.</param>
/// <param name="Queue">Q, earlier outputs of each view that are labelled along; 0 for none.</param>
/// <param name="Freeze">Steps at first on which prototypes stay.</param>
public sealed record Swav(
    int Count, double Temperature, double Epsilon, int Sweeps, bool Joint, int Queue, long Freeze) : Objective
{
    private const string LeftQueue = "objective.queue.left", RightQueue = "objective.queue.right";

    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −z·c, labels relax at ε to a generalized Gibbs ensemble (equipartition) on one view and are "
        + "used at τ on the other");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "swav", "Each view predicts the prototype labels that balanced transport gave the other (SwAV).",
            "Caron, Misra, Mairal, Goyal, Bojanowski, Joulin, Unsupervised Learning of Visual Features by "
                + "Contrasting Cluster Assignments, NeurIPS 2020, eqs. 2 to 5 (facebookresearch/swav)")
        {
            Category = ObjectiveFamily.CanonicalCorrelation,
            Formula = "½ Σ_{s≠t} −mean_i Σ_k q^s_ik log softmax(z̄^t_i·c/τ)_k, q^s = Sinkhorn(z̄^s·c/ε)",
            Convention = "labels carry no gradient; sweeps over columns, then rows, the rows last; "
                + "per-view: one transport for each view (official, lightly); joint: one for both "
                + "(stable-pretraining). Prototypes are put back on the sphere after each step. Published: "
                + "K 3000, queue 3840 from epoch 15, frozen for 313 steps, multi-crop (not here). Plain "
                + "arrays are taken as scores z̄·c",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("prototypes", "Prototypes K.", 128, 2, 1 << 16),
                new NumberParameter("temperature", "Temperature τ of the model.", 0.1, 0)
                    { MinimumExcluded = true },
                new NumberParameter("epsilon", "Temperature ε of the labels.", 0.05, 0)
                    { MinimumExcluded = true },
                new IntegerParameter("sweeps", "Sweeps of the transport.", 3, 1, 1000),
                new ChoiceParameter("sinkhorn", "Which rows share a transport.", "per-view", "per-view",
                    "joint"),
                new IntegerParameter(
                    "queue",
                    "Earlier outputs of each view that are labelled along, once there are as many; 0 for "
                        + "none.", 0, 0, 1 << 20),
                new IntegerParameter("freeze", "Steps at first on which prototypes stay as they are.", 100),
            ],
            Check = s => s.Integer("queue") > 0 && s.Choice("sinkhorn") == "joint"
                ? [new Fault(
                    "queue", "a queue belongs to one view: use `sinkhorn: per-view`, or `queue: 0`.")]
                : [],
        },
        s => new Swav(
            s.Integer("prototypes"), s.Number("temperature"), s.Number("epsilon"), s.Integer("sweeps"),
            s.Choice("sinkhorn") == "joint", s.Integer("queue"), s.Integer("freeze")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log(Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site)
    {
        Parameter prototypes = Prototypes.Declare(site, Count);
        return Queue == 0
            ? [prototypes]
            : [prototypes, RowQueue.Declare(site, LeftQueue, Queue),
                RowQueue.Declare(site, RightQueue, Queue)];
    }

    /// <inheritdoc/>
    public override bool IsFrozen(string name, long step) => name == Prototypes.Name && step < Freeze;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        (Transport ofLeft, Transport ofRight) = Label(left, right, context);
        Tensor forward = Predict(right, ofLeft), backward = Predict(left, ofRight);
        return new Loss(
            forward.Add(backward).Scale(0.5), ("cross_entropy_right", forward),
            ("cross_entropy_left", backward));

        Tensor Predict(Tensor z, Transport labels) =>
            Prototypes.CrossEntropy(Prototypes.Scores(z, context.Parameters), labels.Labels, Temperature);
    }

    /// <inheritdoc/>
    public override void Project(IReadOnlyDictionary<string, Parameter> own) => Prototypes.Renormalise(own);

    /// <inheritdoc/>
    public override void Settle(
        IReadOnlyDictionary<string, Parameter> own, Tensor left, Tensor right, ObjectiveContext context)
    {
        if (Queue == 0)
            return;
        RowQueue.Push(own[LeftQueue], left, context.Step);
        RowQueue.Push(own[RightQueue], right, context.Step);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        (Transport ofLeft, Transport ofRight) = Label(left, right, context);
        Matrix a = Prototypes.Scores(left, context.Parameters).Scale(-1).ToMatrix();
        Matrix b = Prototypes.Scores(right, context.Parameters).Scale(-1).ToMatrix();
        return [Pair(a, b, ofLeft), Pair(b, a, ofRight)];
    }

    private LabelledItems Pair(Matrix source, Matrix target, Transport labels) =>
        new(target, 1 / Temperature, new RelaxedLabels(1 / Epsilon, labels.Mu)) { LabelEnergies = source };

    private (Transport Left, Transport Right) Label(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor a = Source(context.Teacher?.Left ?? left.StopGradient());
        Tensor b = Source(context.Teacher?.Right ?? right.StopGradient());
        if (!Joint)
            return (Along(a, LeftQueue, context), Along(b, RightQueue, context));
        int n = a.Shape[0];
        Transport both = Transport.Of(a.ConcatRows(b), Epsilon, Sweeps);
        return (
            both with { Labels = both.Labels.SliceRows(0, n) }, both with
            { Labels = both.Labels.SliceRows(n, n) });

        Tensor Source(Tensor z) => Prototypes.Scores(z, context.Parameters).StopGradient();
    }

    /// <summary>Labels of a batch, with the queue's rows beside it once it is full.</summary>
    private Transport Along(Tensor scores, string queue, ObjectiveContext context)
    {
        int n = scores.Shape[0];
        if (!context.Parameters.TryGetValue(queue, out Tensor? rows) || context.Step * n < Queue)
            return Transport.Of(scores, Epsilon, Sweeps);
        Tensor earlier = rows.MatMul(context.Parameters[Prototypes.Name].StopGradient(), transposeB: true);
        Transport all = Transport.Of(scores.ConcatRows(earlier), Epsilon, Sweeps);
        return all with { Labels = all.Labels.SliceRows(0, n) };
    }
}
