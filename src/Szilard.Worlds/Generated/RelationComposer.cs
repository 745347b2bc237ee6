namespace Szilard.Worlds.Generated;

/// <summary>The eight directions of one object from another on a grid, with steps (−1, 0 or 1 along each
/// axis) as their meaning; y grows upwards.</summary>
public enum Direction
{
    /// <summary>(1, 0).</summary>
    Right,

    /// <summary>(1, 1).</summary>
    UpperRight,

    /// <summary>(0, 1).</summary>
    Above,

    /// <summary>(−1, 1).</summary>
    UpperLeft,

    /// <summary>(−1, 0).</summary>
    Left,

    /// <summary>(−1, −1).</summary>
    LowerLeft,

    /// <summary>(0, −1).</summary>
    Below,

    /// <summary>(1, −1).</summary>
    LowerRight,
}

/// <summary>What may be said of the ends of a chain: each a label that may hold.</summary>
[Flags]
public enum Relation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The last object may lie to the left of the first.</summary>
    Left = 1,

    /// <summary>It may lie to the right.</summary>
    Right = 2,

    /// <summary>It may lie above.</summary>
    Above = 4,

    /// <summary>It may lie below.</summary>
    Below = 8,
}

/// <summary>Composes chains of directions exactly.</summary>
/// <remarks>After Rizvi, Zhu, Gurevych, "SpaRC and SpaRP: spatial reasoning characterization and path
/// generation", 2024 (arXiv:2406.04566), point objects on a grid. Where distances are specified every step
/// has length 1 and the answer is one; where they are not, steps of opposite sense along an axis leave it
/// open, and both labels stand.</remarks>
public static class RelationComposer
{
    /// <summary>The step of a direction.</summary>
    public static (int X, int Y) Step(Direction direction) => direction switch
    {
        Direction.Right => (1, 0),
        Direction.UpperRight => (1, 1),
        Direction.Above => (0, 1),
        Direction.UpperLeft => (-1, 1),
        Direction.Left => (-1, 0),
        Direction.LowerLeft => (-1, -1),
        Direction.Below => (0, -1),
        _ => (1, -1),
    };

    /// <summary>Where a chain of unit steps ends.</summary>
    public static (int X, int Y) Displacement(ReadOnlySpan<Direction> chain)
    {
        (int x, int y) = (0, 0);
        foreach (Direction direction in chain)
        {
            (int dx, int dy) = Step(direction);
            (x, y) = (x + dx, y + dy);
        }
        return (x, y);
    }

    /// <summary>What holds of the ends where every step has length 1: at most one label per axis.</summary>
    public static Relation Specified(ReadOnlySpan<Direction> chain)
    {
        (int x, int y) = Displacement(chain);
        return Sense(x, Relation.Left, Relation.Right) | Sense(y, Relation.Below, Relation.Above);
    }

    /// <summary>What may hold where steps have any positive lengths: both labels of an axis along which steps
    /// go both ways.</summary>
    public static Relation Unspecified(ReadOnlySpan<Direction> chain)
    {
        Relation possible = Relation.None;
        foreach (Direction direction in chain)
        {
            (int dx, int dy) = Step(direction);
            possible |= Sense(dx, Relation.Left, Relation.Right) | Sense(dy, Relation.Below, Relation.Above);
        }
        return possible;
    }

    /// <summary>The share of chains whose answer is exactly right.</summary>
    /// <exception cref="ArgumentException">There are not as many answers as truths, or none.</exception>
    public static double Accuracy(IReadOnlyList<Relation> answers, IReadOnlyList<Relation> truths)
    {
        Require(answers, truths);
        return answers.Zip(truths).Count(pair => pair.First == pair.Second) / (double)truths.Count;
    }

    /// <summary>Micro-averaged F1 over the labels of all chains: 2 TP / (2 TP + FP + FN); 1 where neither
    /// side has a label.</summary>
    /// <exception cref="ArgumentException">There are not as many answers as truths, or none.</exception>
    public static double F1(IReadOnlyList<Relation> answers, IReadOnlyList<Relation> truths)
    {
        Require(answers, truths);
        int both = answers.Zip(truths).Sum(pair => Labels(pair.First & pair.Second));
        int either = answers.Sum(Labels) + truths.Sum(Labels);
        return either == 0 ? 1 : 2.0 * both / either;
    }

    private static int Labels(Relation relation) => System.Numerics.BitOperations.PopCount((uint)relation);

    private static Relation Sense(int value, Relation negative, Relation positive) =>
        value < 0 ? negative : value > 0 ? positive : Relation.None;

    private static void Require(IReadOnlyList<Relation> answers, IReadOnlyList<Relation> truths)
    {
        if (answers.Count != truths.Count || truths.Count == 0)
            throw new ArgumentException(
                $"{answers.Count} answers cannot be held against {truths.Count} truths.");
    }
}
