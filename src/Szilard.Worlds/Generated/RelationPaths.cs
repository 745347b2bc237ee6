using Szilard.Tensors;

namespace Szilard.Worlds.Generated;

/// <summary>Counts the chains of directions that end at each place, and draws one of them
/// uniformly.</summary>
/// <remarks>W_l(p) = Σ_d W_(l−1)(p − step d), W_0 = 1 at the origin; a chain to p takes d first with
/// probability W_(l−1)(p − step d) / W_l(p).</remarks>
internal sealed class RelationPaths
{
    private readonly double[][] _ways;

    /// <summary>Chains of up to as many links.</summary>
    public RelationPaths(int links)
    {
        _ways = new double[links + 1][];
        _ways[0] = [1];
        for (int l = 1; l <= links; l++)
        {
            _ways[l] = new double[((2 * l) + 1) * ((2 * l) + 1)];
            for (int y = -l; y <= l; y++)
                for (int x = -l; x <= l; x++)
                    _ways[l][Place(l, x, y)] = Sum(l, x, y);
        }
    }

    /// <summary>How many chains of l links end at a place; 0 where none does.</summary>
    public double Ways(int links, int x, int y) =>
        Math.Abs(x) > links || Math.Abs(y) > links ? 0 : _ways[links][Place(links, x, y)];

    /// <summary>One of the chains that end at a place.</summary>
    /// <exception cref="ArgumentException">None does.</exception>
    public void Draw(int x, int y, Span<Direction> chain, ref RandomStream stream)
    {
        if (Ways(chain.Length, x, y) == 0)
            throw new ArgumentException($"No chain of {chain.Length} links ends at ({x}, {y}).");
        for (int link = 0; link < chain.Length; link++)
        {
            int left = chain.Length - link;
            chain[link] = Next(left, x, y, stream.NextDouble() * Ways(left, x, y));
            (int dx, int dy) = RelationComposer.Step(chain[link]);
            (x, y) = (x - dx, y - dy);
        }
    }

    private Direction Next(int left, int x, int y, double threshold)
    {
        Direction last = default;
        foreach (Direction direction in Enum.GetValues<Direction>())
        {
            (int dx, int dy) = RelationComposer.Step(direction);
            double ways = Ways(left - 1, x - dx, y - dy);
            if (ways == 0)
                continue;
            (last, threshold) = (direction, threshold - ways);
            if (threshold < 0)
                break;
        }
        return last;
    }

    private double Sum(int l, int x, int y)
    {
        double sum = 0;
        foreach (Direction direction in Enum.GetValues<Direction>())
        {
            (int dx, int dy) = RelationComposer.Step(direction);
            sum += Ways(l - 1, x - dx, y - dy);
        }
        return sum;
    }

    private static int Place(int l, int x, int y) => ((y + l) * ((2 * l) + 1)) + x + l;
}
