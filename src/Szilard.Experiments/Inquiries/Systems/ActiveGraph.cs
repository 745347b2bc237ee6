using Szilard.Observables.Operators;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>A loss that knows only which samples are the same, and an oracle that is asked for it
/// pair by pair.</summary>
/// <param name="Items">Items whose class is asked for, in the measurement of the cost.</param>
/// <param name="Worlds">Independent mixtures.</param>
public sealed record ActiveGraph(int Items, int Worlds) : Computation
{
    private const int Each = 6, Classes = 4, Steps = 2500;
    private const double Temperature = 0.5;
    private const string Top = "greatest eigenvalue of YYᵀ", Multiplicity = "its multiplicity";
    private const string Few = "‖ZZᵀ − G‖² by descent, K = 2", Enough = "‖ZZᵀ − G‖² by descent, K = 4";
    private const string Many = "‖ZZᵀ − G‖² by descent, K = 6";
    private const string Uneven = "‖ZZᵀ − G‖² by descent, classes of 8, 6, 4 and 3, K = 2";
    private const string Inside = "part of Z in the top 2 eigenvectors, classes of 8, 6, 4 and 3";
    private const string Views = "‖ZZᵀ − G‖² by descent, 12 items in two views, K = 4";
    private const string Twins = "‖ZᵀGZ − I‖² by descent, K = 4", Excess = "‖ZᵀGZ − I‖² by descent, K = 6";
    private const string Contrast = "softmax loss by descent over the simplex's, relative";
    private const string Ten = "questions per item, 10 classes", Three = "questions per item, 3 classes";
    private const string None = "k-NN accuracy without questions", All = "k-NN accuracy after all questions";
    private const string Gain = "least gain of k-NN accuracy between two budgets";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "pal", "Losses as functions of one similarity graph, and what it costs to ask for that graph.",
            "Cabannes, Bottou, LeCun, Balestriero, Active self-supervised learning, 2023 (arXiv:2303.15256); "
            + "bound of the softmax loss: Graf, Hofer, Niethammer, Kwitt, Dissecting supervised contrastive "
            + "learning, 2021")
        {
            Formula = "‖ZZᵀ − G‖²; −Σ G_ij log softmax_{k≠i}(z̃_i·z̃_k/τ); ‖ZᵀGZ − I‖²; questions per item "
                + "(C − 1)(C + 2)/(2C)",
            Convention = "four classes of six, τ = 0.5; oracle: one representative per class is known, asked "
                + "in random order, the last class needs no question; mixture of ten classes, 600 items in "
                + "two views, linear maps to 9 columns, 5 neighbours",
            Parameters =
            [
                new IntegerParameter(
                    "items", "Items asked for in the measurement of the cost.", 200_000, 100, 10_000_000),
                new IntegerParameter("worlds", "Independent mixtures.", 8, 2, 1000),
            ],
        },
        s => new ActiveGraph(s.Integer("items"), s.Integer("worlds")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        Top, Multiplicity, Few, Enough, Many, Uneven, Inside, Views, Twins, Excess, Contrast, Ten, Three,
        None, All,
        Gain,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        SimilarityGraph labelled = SimilarityGraph.Of(
            [.. Enumerable.Range(0, Each * Classes).Select(i => i / Each)]);
        SymmetricSpectrum spectrum = labelled.Spectrum();
        var budgets = AskedEmbeddings.Climb(Worlds, context);
        return new Outcome(
            [
                new(Top, spectrum.Values[0]),
                new(Multiplicity, spectrum.Values.Count(v => v > spectrum.Values[0] - 1e-9)),
                .. Spectral(labelled, context), .. Other(labelled, context),
                Cost(Ten, 10, context), Cost(Three, 3, context),
                Replicates.Mean(None, budgets.Accuracies.Select(a => a[0])),
                Replicates.Mean(All, budgets.Accuracies.Select(a => a[^1])), Least(budgets),
            ],
            budgets.Draw());
    }

    private static IEnumerable<Measurement> Spectral(SimilarityGraph labelled, ComputationContext context)
    {
        double Loss(SimilarityGraph graph, int columns) => Reconstruct(graph, columns, context).Loss;
        int[] uneven =
            [.. Enumerable.Repeat(0, 8), .. Enumerable.Repeat(1, 6), .. Enumerable.Repeat(2, 4), 3, 3, 3];
        SimilarityGraph sizes = SimilarityGraph.Of(uneven);
        (Matrix z, double loss) = Reconstruct(sizes, 2, context);
        SymmetricSpectrum spectrum = sizes.Spectrum();
        double inside = Enumerable.Range(0, 2).Average(k => spectrum.Energy(z.Column(k), 2));
        return
        [
            new(Few, Loss(labelled, 2)), new(Enough, Loss(labelled, 4)), new(Many, Loss(labelled, 6)),
            new(Uneven, loss), new(Inside, inside), new(Views, Loss(SimilarityGraph.OfViews(12, 2), 4)),
        ];
    }

    private static IEnumerable<Measurement> Other(SimilarityGraph labelled, ComputationContext context)
    {
        double bound = SimplexLoss();
        double softmax = Descend(labelled, Classes, Softmax, "softmax", context).Loss;
        return
        [
            new(Twins, Descend(labelled, 4, Decorrelate, "twins", context).Loss),
            new(Excess, Descend(labelled, 6, Decorrelate, "twins", context).Loss),
            new(Contrast, (softmax - bound) / bound),
        ];
    }

    private static (Matrix Point, double Loss) Reconstruct(
        SimilarityGraph graph, int columns, ComputationContext context) => Descend(
        graph, columns, (z, g) =>
            z.MatMul(z, transposeB: true).Subtract(g).Square().Sum(), "spectral", context);

    private static (Matrix Point, double Loss) Descend(
        SimilarityGraph graph, int columns, Func<Tensor, Tensor, Tensor> loss, string name,
        ComputationContext context) => LossDescent.Minimise(
        LossDescent.Start(graph.Weights.Rows, columns, 0.3, context.Key.Split(name, columns)),
        z => loss(z, z.Tape.Constant(graph.Weights)), Steps, 0.03, context.Stop);

    private static Tensor Decorrelate(Tensor z, Tensor graph)
    {
        Matrix identity = SimilarityGraph.Of([.. Enumerable.Range(0, z.Shape[1])]).Weights;
        return z.MatMul(graph, transposeA: true).MatMul(z).Subtract(z.Tape.Constant(identity)).Square().Sum();
    }

    /// <summary>A sample is not its own candidate: −10³ on the diagonal takes it out of the sum.</summary>
    private static Tensor Softmax(Tensor z, Tensor graph)
    {
        int rows = z.Shape[0];
        Matrix self = SimilarityGraph.Of([.. Enumerable.Range(0, rows)]).Weights;
        Tensor unit = z.NormalizeRows();
        Tensor logits = unit.MatMul(unit, transposeB: true).Scale(1 / Temperature)
            .Subtract(z.Tape.Constant(self.Map(v => 1000 * v)));
        Tensor others = graph.Subtract(z.Tape.Constant(self));
        return logits.LogSoftmax().Multiply(others).Sum().Scale(-1.0 / rows);
    }

    /// <summary>The least softmax loss: each class at a corner of a regular simplex, where the cosines
    /// between classes are −1/(C − 1).</summary>
    private static double SimplexLoss()
    {
        double same = Math.Exp(1 / Temperature), other = Math.Exp(-1 / (Temperature * (Classes - 1)));
        double sum = ((Each - 1) * same) + ((Classes - 1) * Each * other);
        return (Each - 1) * (Math.Log(sum) - (1 / Temperature));
    }

    private Measurement Cost(string quantity, int classes, ComputationContext context)
    {
        RandomStream stream = context.Key.Split("cost", classes).Stream();
        RandomStream truth = context.Key.Split("truth", classes).Stream();
        int[] labels = new int[classes + Items];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = i < classes ? i : truth.NextInt32(classes);
        PairOracle oracle = new(labels);
        int[] representatives = [.. Enumerable.Range(0, classes)];
        var costs = new double[Items];
        for (int i = 0; i < Items; i++)
        {
            int before = oracle.Queries;
            oracle.Place(classes + i, representatives, ref stream);
            costs[i] = oracle.Queries - before;
        }
        return new Measurement(quantity, Spread.Mean(costs), Spread.OfMean(costs));
    }

    private static Measurement Least(AskedEmbeddings budgets) =>
        Enumerable.Range(1, AskedEmbeddings.Budgets.Count - 1)
            .Select(b => Replicates.Mean(Gain, budgets.Accuracies.Select(a => a[b] - a[b - 1])))
            .MinBy(m => m.Value)!;
}
