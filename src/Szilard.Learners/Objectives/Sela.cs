using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Learners.Objectives;

/// <summary>Self-labelling: a table of balanced labels over the whole dataset, made anew now and then, and
/// learned in between (SeLa).</summary>
/// <param name="Count">K, labels.</param>
/// <param name="Temperature">τ of the model.</param>
/// <param name="Lambda">λ: labels are made at τ/λ.</param>
/// <param name="Sweeps">Sweeps of the transport at most.</param>
/// <param name="Every">Steps between two labellings; 0 for one epoch.</param>
/// <param name="Hard">True where each item gets its likeliest label.</param>
public sealed record Sela(
    int Count, double Temperature, double Lambda, int Sweeps, long Every, bool Hard) : Objective
{
    private const string Table = "objective.labels", Potentials = "objective.potentials";
    private const int Block = 4096, FreshSweeps = 10;

    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = −z·c, labels of the whole dataset relax at τ/λ to equipartition and stay in a table: two "
        + "strokes, relabelling and learning, with one objective β(U − F_eq); hard labels add a measurement");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "sela", "Learn a table of labels that balanced transport over the whole dataset made (SeLa).",
            "Asano, Rupprecht, Vedaldi, Self-labelling via Simultaneous Clustering and Representation "
                + "Learning, ICLR 2020, eqs. 5 to 8 (yukimasano/self-label)")
        {
            Category = ObjectiveFamily.Clustering,
            Formula = "½ Σ_t −mean_i Σ_k q_ik log softmax(z̄^t_i·c/τ)_k, q = Sinkhorn(λ·z̄·c/τ) over all "
                + "items",
            Convention = "one head. The transport takes each item's latest output from a bank (mean of its "
                + "two views) instead of a pass over the dataset; items not seen yet have no output and take "
                + "part with equal scores. It ends when no label's share is off by more than a tenth, or "
                + "after `sweeps`. Until the first labelling each batch is labelled by itself, softly, in at "
                + "most 10 sweeps. Prototypes are put back on the sphere after each step. Published: K 128, "
                + "λ 10, 20 heads (CIFAR); K 3000, λ 25 (ImageNet); unnormalised linear heads. Plain arrays "
                + "are taken as scores z̄·c and are labelled on the spot",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("prototypes", "Labels K.", 128, 2, 1 << 16),
                new NumberParameter("temperature", "Temperature τ of the model.", 0.1, 0)
                    { MinimumExcluded = true },
                new NumberParameter("lambda", "λ: labels are made at τ/λ.", 10, 0) { MinimumExcluded = true },
                new IntegerParameter("sweeps", "Sweeps of the transport at most.", 100, 1, 100_000),
                new IntegerParameter("relabel_every", "Steps between two labellings; 0 for one epoch.", 0),
                new ChoiceParameter("labels", "What the table holds.", "hard", "hard", "soft"),
            ],
        },
        s => new Sela(
            s.Integer("prototypes"), s.Number("temperature"), s.Number("lambda"), s.Integer("sweeps"),
            s.Integer("relabel_every"), s.Choice("labels") == "hard"));

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
        int items = FeatureBank.Items(site, Part.Card.Name), columns = Hard ? 1 : Count;
        return
        [
            Prototypes.Declare(site, Count),
            FeatureBank.Declare(site, Part.Card.Name),
            new Parameter(
                site.Device, Table, new Shape(items, columns), new float[items * columns], trainable: false),
            new Parameter(site.Device, Potentials, new Shape(Count), new float[Count], trainable: false),
        ];
    }

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor labels = Kept(left, context) is { } kept
            ? left.Tape.Constant(kept)
            : Fresh(left, right, context).Labels;
        Tensor forward = Learn(left), backward = Learn(right);
        return new Loss(
            forward.Add(backward).Scale(0.5), ("cross_entropy_left", forward),
            ("cross_entropy_right", backward));

        Tensor Learn(Tensor z) =>
            Prototypes.CrossEntropy(Prototypes.Scores(z, context.Parameters), labels, Temperature);
    }

    /// <inheritdoc/>
    public override void Project(IReadOnlyDictionary<string, Parameter> own) => Prototypes.Renormalise(own);

    /// <inheritdoc/>
    public override void Settle(
        IReadOnlyDictionary<string, Parameter> own, Tensor left, Tensor right, ObjectiveContext context)
    {
        int[] items = FeatureBank.Required(context, Part.Card.Name);
        Parameter bank = own[FeatureBank.Name];
        FeatureBank.Store(bank, left, right, items);
        if (Relabels(context, items.Length))
            Relabel(own);
    }

    /// <inheritdoc/>
    public override bool Relabels(ObjectiveContext context, int batch) =>
        context.Parameters.TryGetValue(FeatureBank.Name, out Tensor? bank)
        && (context.Step + 1) % FeatureBank.Interval(Every, bank.Shape[0], batch) == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        Matrix a = Energies(left), b = Energies(right);
        if (Kept(left, context) is not { } kept)
        {
            Transport fresh = Fresh(left, right, context);
            Matrix mean = new(a.Rows, a.Columns, [.. a.Values.Zip(b.Values, (l, r) => (l + r) / 2)]);
            return [.. ((Matrix[])[a, b]).Select(e => new LabelledItems(
                e, 1 / Temperature, new RelaxedLabels(Lambda / Temperature, fresh.Mu))
                    { LabelEnergies = mean })];
        }
        Matrix bank = context.Parameters[FeatureBank.Name].GatherRows(context.Items!)
            .MatMul(context.Parameters[Prototypes.Name].StopGradient(), transposeB: true).Scale(-1)
                .ToMatrix();
        double[] mu = context.Parameters[Potentials].ToDoubles();
        KeptLabels labels = new(kept, new RelaxedLabels(Lambda / Temperature, mu));
        return [.. ((Matrix[])[a, b]).Select(
            e => new LabelledItems(e, 1 / Temperature, labels) { LabelEnergies = bank })];

        Matrix Energies(Tensor z) => Prototypes.Scores(z.StopGradient(), context.Parameters).Scale(-1)
            .ToMatrix();
    }

    /// <summary>The table's rows of the batch; null before the first labelling.</summary>
    private Matrix? Kept(Tensor z, ObjectiveContext context)
    {
        if (context.Items is not { } items || !context.Parameters.TryGetValue(Table, out Tensor? table)
            || context.Step < FeatureBank.Interval(Every, table.Shape[0], z.Shape[0]))
            return null;
        Matrix rows = table.GatherRows(items).ToMatrix();
        return Hard ? Labelled.OneHot(rows.Values, Count) : Labelled.Normalised(rows);
    }

    private Transport Fresh(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor a = Prototypes.Scores(context.Teacher?.Left ?? left.StopGradient(), context.Parameters);
        Tensor b = Prototypes.Scores(context.Teacher?.Right ?? right.StopGradient(), context.Parameters);
        return Transport.Of(
            a.Add(b).Scale(0.5).StopGradient(), Temperature / Lambda, Math.Min(Sweeps, FreshSweeps));
    }

    private void Relabel(IReadOnlyDictionary<string, Parameter> own)
    {
        (Parameter bank, Parameter table) = (own[FeatureBank.Name], own[Table]);
        float[] features = bank.ToSingles(), prototypes = own[Prototypes.Name].ToSingles();
        using Workers alone = new(1);
        Workers workers = bank.Device is CpuDevice<float> device ? device.Workers : alone;
        EnergyProduct<float> energies = new(workers, features, prototypes, bank.Shape[1], Block);
        SinkhornAim aim = new() { ColumnsFirst = true, Sweeps = Sweeps, Tolerance = 0.1 / Count };
        GibbsPotentials found = Sinkhorn.Potentials(energies, Lambda / Temperature, aim, workers);
        double[] rows = Array.ConvertAll(found.Rows, f => f + Math.Log(bank.Shape[0]));
        var plan = new float[Block * Count];
        for (int first = 0; first < bank.Shape[0]; first += Block)
        {
            int count = Math.Min(Block, bank.Shape[0] - first);
            Span<float> block = plan.AsSpan(0, count * Count);
            TransportRows.Write<float>(
                workers, Count, energies.Block(first, count), Lambda / Temperature, found.Columns,
                rows.AsSpan(first, count), block);
            ReadOnlySpan<float> kept = Hard ? Labelled.Likeliest(block, Count) : block;
            table.Device.Write(kept, table.Storage, first * table.Shape[1]);
        }
        own[Potentials].Set(Array.ConvertAll(found.Columns, g => (float)-g));
    }
}
