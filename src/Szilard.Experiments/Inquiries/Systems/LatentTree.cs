using Szilard.Observables.Operators;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Generated;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Dual deep networks: the covariance operator that moves each layer, and hidden units that become
/// the latents of a tree.</summary>
/// <param name="Steps">Of training each network.</param>
/// <param name="Runs">Independent trees and networks of each width.</param>
public sealed record LatentTree(int Steps, int Runs) : Computation
{
    private const int Inputs = 12, Augmentations = 5, Layers = 3, Depth = 5, Batch = 128, Samples = 4096,
        Trees = 100_000;
    private const double Rate = 0.1, Temperature = 0.1, LeastCoupling = 0.8;
    private const string Least = "least eigenvalue of OP, all layers";
    private const string RootLeaf = "correlation of root and leaf, δ = 0.8, depth 5";
    private const string Width = "mean best correlation, trained, at width 20 less at width 5";
    private static readonly int[] _widths = [5, 10, 20];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "hltm", "The covariance operator of dual deep networks, and a tree whose latents hidden units "
                + "become.",
            "Tian, Yu, Chen, Ganguli, Understanding self-supervised learning with dual deep networks, 2020 "
            + "(arXiv:2010.00578), theorem 3 and the hierarchical latent tree model")
        {
            Formula = "−dL/dvec(W) = OP·vec(W), OP = Cov_x[E_{x′|x} f₋₁ ⊗ J]; corr(root, leaf) = Π δ",
            Convention = "operator: ReLU network 6-5-4-3 without biases, 12 inputs of 5 augmentations each, "
                + "exact averages. Training: depth 5, |δ| uniform in [0.8, 1] of either sign, a group of 5, "
                + "10 or 20 units per node that reads the two groups below it, NT-Xent with τ = 0.1 on the "
                + "root's group, SGD of rate 0.1 on fresh batches of 128; correlations on 4096 fresh trees",
            Parameters =
            [
                new IntegerParameter("steps", "Steps of training.", 1000, 1, 1_000_000),
                new IntegerParameter("runs", "Trees and networks of each width.", 4, 2, 1000),
            ],
        },
        s => new LatentTree(s.Integer("steps"), s.Integer("runs")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        Least, .. Enumerable.Range(1, Layers).Select(Match), RootLeaf,
        .. Enumerable.Range(0, Depth).SelectMany(d => (string[])[Trained(d), Gain(d)]), Width,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        (double[] before, double[] after)[][] runs = Train(context);
        (double[] before, double[] after)[] middle = runs[1];
        return new Outcome(
            [
                .. Operators(context.Key.Split("operator")), Sampler(context.Key.Split("trees")),
                .. Enumerable.Range(0, Depth).SelectMany(d => (Measurement[])
                [
                    Replicates.Mean(Trained(d), middle.Select(r => r.after[d])),
                    Replicates.Mean(Gain(d), middle.Select(r => r.after[d] - r.before[d])),
                ]),
                Replicates.Mean(
                    Width, runs[2].Zip(
                        runs[0], (wide, narrow) => wide.after.Average() - narrow.after.Average())),
            ],
            Depths(runs));
    }

    /// <summary>The operator's direction beside the tape's gradient of the loss over all pairs.</summary>
    private static IEnumerable<Measurement> Operators(RandomKey key)
    {
        ReluStack network = ReluStack.Draw(key.Split("weights"), 6, 5, 4, 3);
        Matrix centres = LossDescent.Start(Inputs, 6, 1, key.Split("inputs"));
        Matrix views = LossDescent.Start(Inputs * Augmentations, 6, 0.5, key.Split("augmentations"));
        for (int row = 0; row < views.Rows; row++)
            for (int j = 0; j < 6; j++)
                views[row, j] += centres[row / Augmentations, j];
        double[][] gradients = Gradients(network, views);
        Matrix[] operators = [.. Enumerable.Range(0, Layers).Select(l => Operator(network, views, l))];
        return
        [
            new Measurement(Least, operators.Min(o => SymmetricSpectrum.Of(o).Values[^1])),
            .. operators.Select((o, l) => new Measurement(
                Match(l + 1),
                Distance(CovarianceOperator.Apply(o, network.Weights[l].Values), gradients[l]))),
        ];
    }

    private static Matrix Operator(ReluStack network, Matrix views, int layer)
    {
        Matrix[] kernels = [.. Enumerable.Range(0, views.Rows).Select(
            r => network.Kernels(views.Row(r).ToArray())[layer])];
        return CovarianceOperator.Of([.. kernels.Chunk(Augmentations).Select(same => new Matrix(
            same[0].Rows, same[0].Columns,
            [.. same[0].Values.Select((_, e) => same.Average(k => k.Values[e]))]))]);
    }

    private static double[][] Gradients(ReluStack network, Matrix views)
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor[] weights = [.. network.Weights.Select(tape.Variable)];
        Tensor f = ReluStack.Forward(tape.Constant(views), weights);
        Tensor lengths = f.Square().Sum(^1);
        Tensor distances = lengths.Add(lengths.Transpose())
            .Subtract(f.MatMul(f, transposeB: true).Scale(2));
        Gradients gradients = tape.Differentiate(
            distances.Multiply(tape.Constant(Signs(views.Rows))).Sum().Scale(0.25));
        return [.. weights.Select(w => gradients.Of(w))];
    }

    /// <summary>Weights of all pairs: those of one input attract, and all, whatever their inputs,
    /// repel.</summary>
    private static Matrix Signs(int rows)
    {
        Matrix signs = new(rows, rows);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < rows; j++)
                signs[i, j] = (i / Augmentations == j / Augmentations ? 1.0 / (rows * Augmentations) : 0)
                    - (1.0 / ((double)rows * rows));
        return signs;
    }

    /// <summary>‖a + b‖/‖b‖: a is a direction of descent, b the gradient.</summary>
    private static double Distance(double[] descent, double[] gradient) => Math.Sqrt(
        descent.Zip(gradient, (a, b) => (a + b) * (a + b)).Sum() / gradient.Sum(b => b * b));

    private static Measurement Sampler(RandomKey key)
    {
        Matrix nodes = TreeNetwork.Nodes(Tree(0.8, 0.8, null), Trees / 2, key);
        int leaves = 1 << Depth;
        double[] products = [.. Enumerable.Range(0, nodes.Rows).Select(i =>
        {
            ReadOnlySpan<double> row = nodes.Row(i);
            return row[0] * Spread.Mean(row[^leaves..]);
        })];
        // Partners share their root: they err together, and are averaged before the error is taken.
        return Replicates.Mean(
            RootLeaf, products[..(Trees / 2)].Zip(products[(Trees / 2)..], (a, b) => 0.5 * (a + b)));
    }

    private (double[] Before, double[] After)[][] Train(ComputationContext context)
    {
        var flat = new (double[] Before, double[] After)[_widths.Length * Runs];
        context.Workers.Run(flat.Length, job =>
        {
            RandomKey key = context.Key.Split("run", job % Runs);
            TreeWorld tree = Tree(LeastCoupling, 1, key.Split("tree"));
            using TreeNetwork network = new(tree, _widths[job / Runs], Temperature, key.Split("network"));
            double[] before = network.Correlations(Samples, key.Split("evaluation"));
            for (int step = 0; step < Steps; step++)
            {
                context.Stop.ThrowIfCancellationRequested();
                network.Learn(Batch, Rate, key.Split("step", step));
            }
            flat[job] = (before, network.Correlations(Samples, key.Split("evaluation")));
        });
        return [.. flat.Chunk(Runs)];
    }

    /// <summary>|δ| uniform in [low, high], of either sign where there is a key.</summary>
    private static TreeWorld Tree(double low, double high, RandomKey? key)
    {
        var couplings = new double[(2 << Depth) - 1];
        RandomStream stream = (key ?? default).Stream();
        foreach (ref double coupling in couplings.AsSpan())
        {
            coupling = stream.NextUniform(low, high);
            if (key is not null && stream.NextDouble() < 0.5)
                coupling = -coupling;
        }
        return new TreeWorld(Depth, couplings);
    }

    private static Plot Depths((double[] Before, double[] After)[][] runs)
    {
        double[] depth = [.. Enumerable.Range(0, Depth).Select(d => (double)d)];
        Series Of(
            string name, SeriesMark mark, int width, Func<(double[] Before, double[] After),
            double[]> pick) =>
            new($"{name}, width {_widths[width]}", mark, depth,
                [.. depth.Select(d => runs[width].Average(r => pick(r)[(int)d]))]);
        return new Plot(
            "depth", "Hidden units beside latents", "depth of the latent (0 is the root)",
            "mean over nodes of the best |correlation|",
            [
                .. Enumerable.Range(0, 3).SelectMany(w => (Series[])
                [
                    Of("trained", SeriesMark.Line, w, r => r.After),
                    Of("untrained", SeriesMark.Dashed, w, r => r.Before),
                ]),
            ])
        {
            Caption = "No unit was told of a latent; pairs share only the root.",
        };
    }

    private static string Match(int layer) => $"OP·vec(W) beside the gradient, layer {layer}, relative";

    private static string Trained(int depth) => $"best correlation at depth {depth}, width 10, trained";

    private static string Gain(int depth) =>
        $"best correlation at depth {depth}, width 10, trained less untrained";
}
