using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Synapses.Responses;

/// <summary>φ = K * x and its integral at the nodes of one cycle, exactly, all earlier cycles
/// included.</summary>
internal sealed class FilteredCycle
{
    private readonly Kernel _kernel;
    private readonly Protocol _protocol;
    private readonly double _period, _extent;
    private readonly Corner[] _corners;
    private readonly double[] _bends;

    /// <summary>φ and its integral at nodes, which hold the corners of the protocol.</summary>
    internal FilteredCycle(Kernel kernel, Protocol protocol, double[] times) : this(kernel, protocol)
    {
        (Values, Sums) = (new double[times.Length], new double[times.Length]);
        Fill(protocol, times);
        Flatten(Values);
    }

    /// <summary>φ at any times, without nodes.</summary>
    internal FilteredCycle(Kernel kernel, Protocol protocol)
    {
        (_kernel, _protocol, _period, _extent) = (kernel, protocol, protocol.Period, kernel.Extent);
        _corners = [.. protocol.Corners];
        _bends = [.. Enumerable.Range(0, _corners.Length).Select(k => Bend(protocol, k))];
    }

    internal double[] Values { get; } = [];

    internal double[] Sums { get; } = [];

    /// <summary>φ(t) for 0 ≤ t &lt; T.</summary>
    internal double At(double time)
    {
        int k = 0;
        while (k + 1 < _corners.Length && _corners[k + 1].Time <= time)
            k++;
        double slope = _protocol.Slope(k), x = _corners[k].Value + (slope * (time - _corners[k].Time));
        return (_kernel.Area * x) - (_kernel.FirstMoment * slope) + History(time).First;
    }

    private void Fill(Protocol protocol, double[] times)
    {
        (double area, double moment, double second) =
            (_kernel.Area, _kernel.FirstMoment, _kernel.TailsAt(0).Second);
        double x = _corners[0].Value, slope = protocol.Slope(0), past = 0;
        int next = 1;
        for (int i = 0; i < times.Length; i++)
        {
            (double first, double rest) = History(times[i] == _period ? 0 : times[i]);
            int corner = i == times.Length - 1 ? 0
                : next < _corners.Length && times[i] == _corners[next].Time ? next : -1;
            if (i > 0)
            {
                double span = times[i] - times[i - 1], x1 = x + (slope * span);
                // Just before a corner its own bend still counts with the tail of a full period.
                double before = corner >= 0 ? rest - (_bends[corner] * second) : rest;
                Sums[i] = Sums[i - 1] + (area * span * (x + x1) / 2) - (moment * (x1 - x)) + past - before;
                x = x1;
            }
            if (corner > 0)
                (x, slope, next) = (_corners[next].Value, protocol.Slope(next), next + 1);
            if (i == times.Length - 1)
                (x, slope) = (_corners[0].Value, protocol.Slope(0));
            Values[i] = (area * x) - (moment * slope) + first;
            past = rest;
        }
    }

    /// <summary>Σ over corners and earlier cycles of bend × T₁ and bend × T₂.</summary>
    private (double First, double Second) History(double time)
    {
        double first = 0, second = 0;
        for (int k = 0; k < _corners.Length; k++)
        {
            double elapsed = time - _corners[k].Time;
            for (elapsed += elapsed < 0 ? _period : 0; elapsed < _extent; elapsed += _period)
            {
                Tails tails = _kernel.TailsAt(elapsed);
                first += _bends[k] * tails.First;
                second += _bends[k] * tails.Second;
            }
        }
        return (first, second);
    }

    private static double Bend(Protocol protocol, int k)
    {
        int count = protocol.Corners.Count;
        return protocol.Slope(k) - protocol.Slope((k + count - 1) % count);
    }

    /// <summary>Ripples of rounding on a plateau would count as turns.</summary>
    private static void Flatten(double[] values)
    {
        double ripple = 8e-15 * values.Max(Math.Abs);
        for (int i = 1; i < values.Length; i++)
        {
            if (Math.Abs(values[i] - values[i - 1]) <= ripple)
                values[i] = values[i - 1];
        }
    }
}
