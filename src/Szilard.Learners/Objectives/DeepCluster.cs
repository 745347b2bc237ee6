using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>Clusters of a bank of features as labels, their centroids as the classifier
/// (DeepCluster-v2).</summary>
/// <param name="Count">K, clusters.</param>
/// <param name="Temperature">τ of the model.</param>
/// <param name="Rounds">Rounds of k-means.</param>
/// <param name="Every">Steps between two clusterings; 0 for one epoch.</param>
public sealed record DeepCluster(int Count, double Temperature, int Rounds, long Every) : Objective
{
    private const string Table = "objective.labels";
    private const int ItemsPerCluster = 8;

    private static readonly ThermodynamicMap _map = new(
        MapLevel.TwoHamiltonian,
        "labels are measured at T = 0 under the k-means energy ‖z − c‖² of a bank and used at τ under E = "
        + "−z·c of the batch; new centroids are a quench of the model. No bath, so that labels produce no "
        + "entropy but information");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "deepcluster-v2",
            "Learn the clusters that k-means found in a bank of earlier outputs (DeepCluster-v2).",
            "Caron et al., Deep Clustering for Unsupervised Learning of Visual Features, ECCV 2018; in the "
                + "form of Caron et al., NeurIPS 2020, appendix (facebookresearch/swav, "
                + "main_deepclusterv2.py)")
        {
            Category = ObjectiveFamily.Clustering,
            Formula = "½ Σ_t −mean_i log softmax(z̄^t_i·c/τ)_{a(i)}, a(i) = argmax_k z̄_i·c_k over the "
                + "bank, c = spherical k-means",
            Convention = "one head; centroids replace the prototypes, which no gradient moves. The first "
                + "clustering comes when 8 items for each cluster were seen, or an epoch is over; an item "
                + "without a label takes the nearest centroid when it is seen. Published: three heads of "
                + "K 3000, multi-crop (not here). Plain arrays are taken as scores, labelled by the greatest "
                + "sum of both",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("prototypes", "Clusters K.", 128, 2, 1 << 16),
                new NumberParameter("temperature", "Temperature τ of the model.", 0.1, 0)
                    { MinimumExcluded = true },
                new IntegerParameter("rounds", "Rounds of k-means.", 10, 1, 1000),
                new IntegerParameter("relabel_every", "Steps between two clusterings; 0 for one epoch.", 0),
            ],
        },
        s => new DeepCluster(
            s.Integer("prototypes"), s.Number("temperature"), s.Integer("rounds"),
            s.Integer("relabel_every")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool KeepsState => true;

    /// <inheritdoc/>
    public override bool NeedsItems => true;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log(Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site)
    {
        int items = FeatureBank.Items(site, Part.Card.Name);
        var unlabelled = new float[items];
        unlabelled.AsSpan().Fill(-1);
        return
        [
            Prototypes.Declare(site, Count, trainable: false),
            FeatureBank.Declare(site, Part.Card.Name),
            new Parameter(site.Device, Table, new Shape(items, 1), unlabelled, trainable: false),
        ];
    }

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        double[] labels = Labels(left, right, context);
        int known = labels.Count(label => label >= 0);
        if (known == 0)
            return new Loss(left.Tape.Scalar(0), ("labelled", left.Tape.Scalar(0)));
        Tensor a = Prototypes.Scores(left, context.Parameters),
            b = Prototypes.Scores(right, context.Parameters);
        Tensor targets = left.Tape.Constant(Labelled.OneHot(labels, a.Shape[1]));
        double share = (double)known / labels.Length;
        Tensor forward = Prototypes.CrossEntropy(a, targets, Temperature).Scale(1 / share);
        Tensor backward = Prototypes.CrossEntropy(b, targets, Temperature).Scale(1 / share);
        return new Loss(
            forward.Add(backward).Scale(0.5), ("cross_entropy_left", forward),
            ("cross_entropy_right", backward),
            ("labelled", left.Tape.Scalar(share)));
    }

    /// <inheritdoc/>
    public override void Settle(
        IReadOnlyDictionary<string, Parameter> own, Tensor left, Tensor right, ObjectiveContext context)
    {
        int[] items = FeatureBank.Required(context, Part.Card.Name);
        FeatureBank.Store(own[FeatureBank.Name], left, right, items);
        if (Relabels(context, items.Length))
            Cluster(own, context.Key.Split("clusters"));
        else if (context.Step >= First(own[Table].Shape[0], items.Length))
            Adopt(own[Table], left, right, items, context);
    }

    /// <inheritdoc/>
    public override bool Relabels(ObjectiveContext context, int batch) =>
        context.Parameters.TryGetValue(FeatureBank.Name, out Tensor? bank)
        && IsDue(context.Step + 1, bank.Shape[0], batch);

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        double[] labels = Labels(left, right, context);
        int[] known = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0)];
        if (known.Length == 0 || context.Items is not { } items)
            return [];
        Matrix conditional = Labelled.OneHot([.. known.Select(i => labels[i])], Count);
        Tensor bank = context.Parameters[FeatureBank.Name].GatherRows([.. known.Select(i => items[i])]);
        Matrix distances = Prototypes.Scores(bank, context.Parameters).Scale(-2, 2).ToMatrix();
        return [.. ((Tensor[])[left, right]).Select(z => new LabelledItems(
            Prototypes.Scores(z.StopGradient(), context.Parameters).Scale(-1).ToMatrix().Select(known),
            1 / Temperature, new KeptLabels(conditional, null)) { LabelEnergies = distances })];
    }

    private bool IsDue(long step, int items, int batch)
    {
        long first = First(items, batch);
        return step == first || (step > first && step % FeatureBank.Interval(Every, items, batch) == 0);
    }

    /// <summary>Steps until so many items were seen that they can be clustered; at most an epoch.</summary>
    private long First(int items, int batch) => Math.Min(
        FeatureBank.Interval(0, items, batch),
        Math.Max(1, ((ItemsPerCluster * (long)Count) + batch - 1) / batch));

    /// <summary>The table's labels; of plain arrays the greatest sum of scores.</summary>
    private static double[] Labels(Tensor left, Tensor right, ObjectiveContext context)
    {
        if (context.Items is { } items && context.Parameters.TryGetValue(Table, out Tensor? table))
            return table.GatherRows(items).ToDoubles();
        Tensor a = context.Teacher?.Left ?? left, b = context.Teacher?.Right ?? right;
        return Nearest(a, b, context);
    }

    private static double[] Nearest(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor scores = Prototypes.Scores(left.StopGradient(), context.Parameters)
            .Add(Prototypes.Scores(right.StopGradient(), context.Parameters));
        return Array.ConvertAll(Labelled.Likeliest(scores.ToSingles(), scores.Shape[1]), label =>
            (double)label);
    }

    /// <summary>Labels for items of the batch that have none.</summary>
    private static void Adopt(Parameter table, Tensor left, Tensor right, int[] items,
        ObjectiveContext context)
    {
        double[] kept = context.Parameters[Table].GatherRows(items).ToDoubles();
        double[] nearest = Nearest(left, right, context);
        for (int i = 0; i < items.Length; i++)
        {
            if (kept[i] < 0)
                table.Device.Write([(float)nearest[i]], table.Storage, items[i]);
        }
    }

    private void Cluster(IReadOnlyDictionary<string, Parameter> own, RandomKey key)
    {
        Parameter bank = own[FeatureBank.Name];
        float[] rows = bank.ToSingles();
        using Workers alone = new(1);
        Workers workers = bank.Device is CpuDevice<float> device ? device.Workers : alone;
        float[] centroids = SphericalKMeans.Fit(rows, bank.Shape[1], Count, Rounds, workers, key);
        own[Prototypes.Name].Set(centroids);
        own[Table].Set(SphericalKMeans.Assign(rows, centroids, bank.Shape[1], workers));
    }
}
