using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Rules;

/// <summary>How much of a cycle belongs to one clamp level: 1 where the protocol stands at it, falling
/// linearly
/// to 0 at its neighbours. The currents of all levels, each times its share, are the current
/// interpolated.</summary>
internal static class LevelShare
{
    private const double Near = 1e-9;

    /// <summary>The share of a level over one cycle.</summary>
    public static PiecewiseLinear Of(Protocol protocol, int level, int levels)
    {
        (double Time, double Place)[] points = [.. Points(protocol, levels)];
        return new PiecewiseLinear(
            [.. points.Select(p => p.Time)],
            [.. points.Select(p => Math.Max(0, 1 - Math.Abs(p.Place - level)))], protocol.Period);
    }

    /// <summary>The corners of the protocol, and the times at which it passes a level, with its place among
    /// the
    /// levels there.</summary>
    private static IEnumerable<(double Time, double Place)> Points(Protocol protocol, int levels)
    {
        double least = protocol.Corners.Min(c => c.Value), range = protocol.Corners.Max(c => c.Value) - least;
        double Place(double value) => (value - least) / range * (levels - 1);
        for (int k = 0; k < protocol.Corners.Count; k++)
        {
            Corner from = protocol.Corners[k];
            double start = Place(from.Value);
            double end = Place(protocol.Corners[(k + 1) % protocol.Corners.Count].Value);
            yield return (from.Time, start);
            foreach (int passed in Passed(start, end))
                yield return (from.Time + (protocol.Length(k) * (passed - start) / (end - start)), passed);
        }
    }

    /// <summary>The whole numbers strictly between two places, on the way from one to the other.</summary>
    private static IEnumerable<int> Passed(double start, double end)
    {
        int first = (int)Math.Ceiling(Math.Min(start, end) + Near);
        int last = (int)Math.Floor(Math.Max(start, end) - Near);
        IEnumerable<int> rising = Enumerable.Range(first, Math.Max(0, last - first + 1));
        return start < end ? rising : rising.Reverse();
    }
}
