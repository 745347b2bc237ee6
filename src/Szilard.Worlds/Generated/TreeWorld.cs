using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>A binary tree of signs: each node keeps or turns its parent's sign, leaves are seen, the nodes
/// above them are the latents; a pair shares the root.</summary>
/// <remarks>Hierarchical latent tree model of Tian, Yu, Chen, Ganguli, "Understanding self-supervised
/// learning with dual deep networks", 2020 (arXiv:2010.00578). A child equals its parent times sign(δ) with
/// probability (1 + |δ|)/2, so that E[child · parent] = δ and two nodes on a path correlate by the product of
/// its δ's.</remarks>
public sealed class TreeWorld : IGeneratedWorld
{
    private readonly double[] _delta;
    private readonly int _depth;

    /// <summary>A tree with the given couplings.</summary>
    /// <param name="depth">Edges from root to leaf, ≥ 1.</param>
    /// <param name="couplings">δ of each node towards its parent, 2^(depth + 1) − 1 of them in [−1, 1], row
    /// by row from the root, whose own is not used.</param>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    public TreeWorld(int depth, double[] couplings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        int nodes = (2 << depth) - 1;
        if (couplings.Length != nodes)
            throw new ArgumentException(
                $"A binary tree of depth {depth} has {nodes} nodes, but {couplings.Length} couplings were "
                    + "given.");
        (_depth, _delta) = (depth, couplings);
        Facts = new WorldFacts
        {
            Space = "tree",
            Dimensions = LatentDimensions,
            Marginal = "signs",
            Conditional = "same root",
            Isotropic = false,
            Pairs = PairConvention.ParentChild,
            Stationary = true,
            Alignment = Enumerable.Range(0, LatentDimensions)
                .Sum(node => 2 * (1 - Math.Pow(PathCorrelation(0, node), 2))),
            Mixing = "leaves",
            Injective = false,
            Content = 1,
            LatentNames = [.. Enumerable.Range(0, LatentDimensions).Select(Name)],
            Ceilings =
            [
                .. Enumerable.Range(0, LatentDimensions).Select(n => Math.Pow(PathCorrelation(0, n), 2)),
            ],
        };
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "latent-tree", "A binary tree of signs whose leaves are seen and whose inner nodes are the latents.",
        "Tian, Yu, Chen, Ganguli, Understanding self-supervised learning with dual deep networks, 2020")
    {
        Formula = "P(child = parent) = (1 + δ)/2, corr(ancestor, node) = Π δ along the path",
        Convention = "|δ| is uniform in [delta_low, delta_high]; with `signs` half of the δ are negative. A "
            + "pair shares the root; everything below is drawn anew. Labels are the root's sign.",
        Parameters =
        [
            new IntegerParameter("depth", "Edges from root to leaf; 2^depth leaves are seen.", 5, 1, 12),
            new NumberParameter("delta_low", "Least |δ|.", 0.7, 0, 1),
            new NumberParameter("delta_high", "Greatest |δ|.", 1, 0, 1),
            new FlagParameter("signs", "Let δ be negative with probability ½.", true),
            new IntegerParameter("tree_seed", "Which couplings.", 0),
        ],
        Check = s => s.Number("delta_low") > s.Number("delta_high")
            ? [new Fault(
                "delta_low", $"`delta_low: {s.Number("delta_low")}` lies above `delta_high: "
                + $"{s.Number("delta_high")}`; exchange them.")]
            : [],
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(1 << _depth);

    /// <inheritdoc/>
    public int LatentDimensions => (1 << _depth) - 1;

    /// <inheritdoc/>
    public int Classes => 2;

    /// <summary>The world of settings without faults.</summary>
    public static TreeWorld Build(Settings settings)
    {
        int depth = settings.Integer("depth");
        RandomStream stream = RandomKey.FromSeed(settings.Integer("tree_seed")).Split("tree").Stream();
        var couplings = new double[(2 << depth) - 1];
        foreach (ref double delta in couplings.AsSpan())
        {
            delta = stream.NextUniform(settings.Number("delta_low"), settings.Number("delta_high"));
            if (settings.Flag("signs") && stream.NextDouble() < 0.5)
                delta = -delta;
        }
        return new TreeWorld(depth, couplings);
    }

    /// <summary>Correlation of an ancestor with a node below it: the product of δ along the path.</summary>
    /// <param name="ancestor">Counted row by row from the root, 0.</param>
    /// <param name="node">Below or equal to the ancestor; leaves follow the inner nodes.</param>
    /// <exception cref="ArgumentException">The one is no ancestor of the other.</exception>
    public double PathCorrelation(int ancestor, int node)
    {
        double product = 1;
        int at = node;
        for (; at > ancestor; at = (at - 1) / 2)
            product *= _delta[at];
        return at == ancestor
            ? product
            : throw new ArgumentException($"Node {ancestor} is no ancestor of node {node}.");
    }

    /// <inheritdoc/>
    public long? Size(Split split) => null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key) =>
        Fresh(count, key.Split("draw", step), key.Split("leaves", step));

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key) =>
        Fresh(count, key.Split("sample", (long)split), key.Split("leaves"));

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key)
    {
        Matrix left = situations.Causes();
        Matrix right = new(left.Rows, left.Columns);
        RandomStream stream = key.Split("right").Stream();
        for (int i = 0; i < left.Rows; i++)
            Grow(right.Row(i), left[i, 0], ref stream);
        return new LatentPair(left, right);
    }

    /// <summary>The leaves of each tree, ±1, drawn given the nodes above them.</summary>
    /// <param name="latents">Samples × inner nodes.</param>
    /// <param name="key">Where the leaves come from.</param>
    public Observations See(Matrix latents, RandomKey key)
    {
        int leaves = 1 << _depth, first = LatentDimensions;
        var seen = new float[latents.Rows * leaves];
        RandomStream stream = key.Stream();
        for (int i = 0; i < latents.Rows; i++)
            for (int leaf = 0; leaf < leaves; leaf++)
            {
                double parent = latents[i, (first + leaf - 1) / 2];
                seen[(i * leaves) + leaf] = (float)Inherit(parent, _delta[first + leaf], ref stream);
            }
        return new VectorObservations(new Batch(new Shape(latents.Rows, leaves), seen));
    }

    private Situations Fresh(int count, RandomKey draw, RandomKey leaves)
    {
        RandomStream stream = draw.Stream();
        var latents = new Matrix(count, LatentDimensions);
        for (int i = 0; i < count; i++)
            Grow(latents.Row(i), stream.NextDouble() < 0.5 ? 1 : -1, ref stream);
        return new Situations(See(latents, leaves))
        {
            Latents = latents,
            Labels = Array.ConvertAll(latents.Column(0), root => root > 0 ? 1 : 0),
        };
    }

    private void Grow(Span<double> nodes, double root, ref RandomStream stream)
    {
        nodes[0] = root;
        for (int node = 1; node < nodes.Length; node++)
            nodes[node] = Inherit(nodes[(node - 1) / 2], _delta[node], ref stream);
    }

    private static double Inherit(double parent, double delta, ref RandomStream stream) =>
        stream.NextDouble() < 0.5 * (1 + delta) ? parent : -parent;

    private static string Name(int node)
    {
        int level = System.Numerics.BitOperations.Log2((uint)node + 1);
        return $"node-{level}-{node + 1 - (1 << level)}";
    }
}
