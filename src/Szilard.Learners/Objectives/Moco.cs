using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Objectives;

/// <summary>Contrast with the keys of a slow teacher, earlier ones from a queue (MoCo v2).</summary>
/// <param name="Temperature">τ.</param>
/// <param name="Queue">Q, keys that serve as negatives.</param>
/// <param name="Symmetric">True for the mean of both directions.</param>
/// <param name="Pace">How the teacher follows.</param>
public sealed record Moco(double Temperature, int Queue, bool Symmetric, TeacherPace Pace) : Objective
{
    private const string Keys = "objective.queue";

    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −z·k over the positive and the queue; the label is told from outside (a measurement), so that "
        + "no label ever relaxes: works of the step, the moving average and the queue, and the readout");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "moco-v2", "Tell the teacher's key of the same sample from a queue of earlier keys (MoCo v2).",
            "He, Fan, Wu, Xie, Girshick, Momentum Contrast, CVPR 2020, eq. 1; Chen, Fan, Girshick, He, "
                + "Improved Baselines with Momentum Contrastive Learning, 2020")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "mean_i −log( e^{cos(a_i,b′_i)/τ} / [e^{cos(a_i,b′_i)/τ} + Σ_{k∈queue} "
                + "e^{cos(a_i,k)/τ}] )",
            Convention = "b′ is the teacher's, without gradient; the right views' keys enter the queue "
                + "after the step. symmetric: the mean of both directions (solo-learn). Published: τ 0.2, "
                + "queue 65536, momentum 0.999. Plain arrays without a queue have the other right rows as "
                + "negatives",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("temperature", "Temperature τ.", 0.2, 0) { MinimumExcluded = true },
                new IntegerParameter("queue", "Keys in the queue.", 4096, 1, 1 << 20),
                new FlagParameter("symmetric", "Whether both directions count.", false),
                .. TeacherPace.Parameters(0.99, 0.999),
            ],
        },
        s => new Moco(s.Number("temperature"), s.Integer("queue"), s.Flag("symmetric"), TeacherPace.From(s)));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override TeacherPace? Teacher => Pace;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log(1 + Queue);

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) =>
        [RowQueue.Declare(site, Keys, Queue)];

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Loss forward = Contrast(left, context.Teacher?.Right ?? right, context);
        if (!Symmetric)
            return forward;
        Loss backward = Contrast(right, context.Teacher?.Left ?? left, context);
        return new Loss(
            forward.Value.Add(backward.Value).Scale(0.5),
            [.. forward.Terms.Zip(backward.Terms, (f, b) => (f.Name, f.Value.Add(b.Value).Scale(0.5)))]);
    }

    /// <inheritdoc/>
    public override void Settle(
        IReadOnlyDictionary<string, Parameter> own, Tensor left, Tensor right, ObjectiveContext context) =>
        RowQueue.Push(own[Keys], context.Teacher?.Right ?? right, context.Step);

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        Composition forward = Told(left, context.Teacher?.Right ?? right, context);
        return Symmetric ? [forward, Told(right, context.Teacher?.Left ?? left, context)] : [forward];
    }

    private Loss Contrast(Tensor anchors, Tensor keys, ObjectiveContext context)
    {
        (Tensor q, Tensor k) = (anchors.NormalizeRows(), keys.StopGradient().NormalizeRows());
        PairForm form = new(PairSimilarity.Dot, 1 / Temperature, 2, PairReduction.MeanOfRows, null);
        Tensor positives = q.RowDots(k).Scale(1 / Temperature), positive = positives.Mean();
        Tensor partition = context.Parameters.TryGetValue(Keys, out Tensor? queue)
            ? q.PairLogSumExp(queue, form, positives)
            : q.PairLogSumExp(k, form);
        return new Loss(
            partition.Subtract(positive), ("positive_logit", positive), ("log_partition", partition));
    }

    /// <summary>The positive in the first column, the queue behind it.</summary>
    private LabelledItems Told(Tensor anchors, Tensor keys, ObjectiveContext context)
    {
        Tensor queue = context.Parameters[Keys];
        int labels = queue.Shape[0] + 1, items = Composition.Booked(anchors.Shape[0], labels);
        Tensor q = anchors.SliceRows(0, items).StopGradient().NormalizeRows();
        Matrix positive = q.RowDots(keys.SliceRows(0, items).StopGradient().NormalizeRows()).ToMatrix();
        Matrix others = q.MatMul(queue, transposeB: true).ToMatrix(), energies = new(items, labels);
        for (int i = 0; i < items; i++)
        {
            energies[i, 0] = -positive[i, 0];
            System.Numerics.Tensors.TensorPrimitives.Negate<double>(others.Row(i), energies.Row(i)[1..]);
        }
        return new LabelledItems(energies, 1 / Temperature, new MeasuredLabels(new int[items]))
        {
            Settling = WorkKind.MovingAverage,
            PriorEntropy = Math.Log(labels),
        };
    }
}
