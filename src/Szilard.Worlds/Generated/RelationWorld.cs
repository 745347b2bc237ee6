using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>Chains of spatial relations on a grid: each link says in which of eight directions the next
/// object lies; the latents are where the last object lies from the first. A pair are two chains that end at
/// the same place.</summary>
/// <remarks>The symbolic part of SpaRP (Rizvi, Zhu, Gurevych 2024): point objects, complete information, unit
/// distances. Text, language models and their scores are out of scope.</remarks>
public sealed class RelationWorld : IGeneratedWorld
{
    /// <summary>How many directions a link has.</summary>
    private const int Directions = 8;

    /// <summary>How many answers there are: the eight directions and "at the same place".</summary>
    internal const int Outcomes = 9;

    private readonly int _links;
    private readonly RelationPaths _paths;

    private RelationWorld(int links)
    {
        (_links, _paths) = (links, new RelationPaths(links));
        Facts = new WorldFacts
        {
            Space = "grid",
            Dimensions = 2,
            Marginal = "sum of links",
            Conditional = "same end",
            Isotropic = true,
            Pairs = PairConvention.ParentChild,
            PairCorrelation = 1,
            Stationary = true,
            Alignment = 0,
            Mixing = "chain",
            Injective = true, // a chain says where it ends
            Content = 2,
            Ceilings = [1, 1],
            LatentNames = ["x", "y"],
        };
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "relations", "Chains of directions on a grid, seen link by link; the latents are where they end.",
        "Rizvi, Zhu, Gurevych, SpaRC and SpaRP: spatial reasoning characterization and path generation, 2024")
    {
        Formula = "z = Σ step(link), x = one-hot of each link",
        Convention = "Links are uniform among eight directions, steps have length 1. The right view is "
            + "any chain with the same end, all equally likely. Labels: the eight directions of the end, "
            + "counter-clockwise from the right; 8 for no displacement.",
        Parameters = [new IntegerParameter("links", "How many links a chain has.", 6, 1, 32)],
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <inheritdoc/>
    public Shape ObservationShape => new(_links * Directions);

    /// <inheritdoc/>
    public int LatentDimensions => 2;

    /// <inheritdoc/>
    public int Classes => Outcomes;

    /// <summary>The world of settings without faults.</summary>
    public static RelationWorld Build(Settings settings) => new(settings.Integer("links"));

    /// <inheritdoc/>
    public long? Size(Split split) => null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key) => Fresh(count, key.Split("draw", step));

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key) =>
        Fresh(count, key.Split("sample", (long)split));

    /// <summary>The same places: the views differ in how they lead there.</summary>
    /// <param name="situations">Drawn from this world.</param>
    /// <param name="key">Not used.</param>
    public LatentPair Pair(Situations situations, RandomKey key)
    {
        Matrix left = situations.Causes();
        return new LatentPair(left, left.Slice(0, left.Rows));
    }

    /// <summary>For each place a chain that ends there, every chain with as many links equally
    /// likely.</summary>
    /// <param name="latents">Samples × 2, whole numbers that a chain can reach.</param>
    /// <param name="key">Where the chains come from.</param>
    public Observations See(Matrix latents, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var chain = new Direction[_links];
        var seen = new float[latents.Rows * _links * Directions];
        for (int i = 0; i < latents.Rows; i++)
        {
            _paths.Draw((int)latents[i, 0], (int)latents[i, 1], chain, ref stream);
            Write(chain, seen.AsSpan(i * _links * Directions));
        }
        return new VectorObservations(new Batch(new Shape(latents.Rows, _links * Directions), seen));
    }

    /// <summary>The chain that an observation shows.</summary>
    public static Direction[] Read(ReadOnlySpan<float> observation)
    {
        var chain = new Direction[observation.Length / Directions];
        for (int link = 0; link < chain.Length; link++)
            chain[link] = (Direction)observation.Slice(link * Directions, Directions).IndexOf(1f);
        return chain;
    }

    private Situations Fresh(int count, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var latents = new Matrix(count, 2);
        var seen = new float[count * _links * Directions];
        var labels = new int[count];
        var chain = new Direction[_links];
        for (int i = 0; i < count; i++)
        {
            for (int link = 0; link < _links; link++)
                chain[link] = (Direction)stream.NextInt32(Directions);
            (int x, int y) = RelationComposer.Displacement(chain);
            (latents[i, 0], latents[i, 1], labels[i]) = (x, y, Outcome(x, y));
            Write(chain, seen.AsSpan(i * _links * Directions));
        }
        Batch batch = new(new Shape(count, _links * Directions), seen);
        return new Situations(new VectorObservations(batch)) { Latents = latents, Labels = labels };
    }

    private static void Write(ReadOnlySpan<Direction> chain, Span<float> seen)
    {
        for (int link = 0; link < chain.Length; link++)
            seen[(link * Directions) + (int)chain[link]] = 1;
    }

    private static int Outcome(int x, int y)
    {
        (int X, int Y) sense = (Math.Sign(x), Math.Sign(y));
        for (int direction = 0; direction < Directions; direction++)
            if (RelationComposer.Step((Direction)direction) == sense)
                return direction;
        return Directions;
    }
}
