namespace Szilard.Physics.Synapses.Responses;

/// <summary>The time that a periodic function spends above a level, and its integral there, from one binary
/// search in each of its monotone stretches.</summary>
internal sealed class Branches
{
    private readonly double[] _times, _values, _sums;
    private readonly int[] _turns;

    /// <summary>Finds the monotone stretches.</summary>
    /// <param name="times">Nodes over one cycle, the last one period after the first.</param>
    /// <param name="values">The function at the nodes, straight in between.</param>
    /// <param name="sums">Its integral from the first node to each.</param>
    internal Branches(double[] times, double[] values, double[] sums)
    {
        (_times, _values, _sums) = (times, values, sums);
        _turns = [.. Turns(values)];
    }

    /// <summary>Over all t of one cycle with φ(t) ≥ <paramref name="level"/>: ∫dt and ∫φ dt.</summary>
    internal (double Time, double Integral) Above(double level)
    {
        double time = 0, integral = 0;
        for (int k = 1; k < _turns.Length; k++)
        {
            (double t, double sum) = Above(_turns[k - 1], _turns[k], level);
            time += t;
            integral += sum;
        }
        return (time, integral);
    }

    private (double Time, double Integral) Above(int from, int to, double level)
    {
        (double a, double b) = (_values[from], _values[to]);
        if (a >= level && b >= level)
            return (_times[to] - _times[from], _sums[to] - _sums[from]);
        if (a < level && b < level)
            return default;
        bool rising = b > a;
        int j = Crossing(from, to, level, rising); // the level lies between nodes j − 1 and j
        double span = _times[j] - _times[j - 1];
        double share = (level - _values[j - 1]) / (_values[j] - _values[j - 1]);
        if (!rising)
        {
            double before = share * span;
            return (_times[j - 1] - _times[from] + before,
                _sums[j - 1] - _sums[from] + (before * (_values[j - 1] + level) / 2));
        }
        double after = (1 - share) * span;
        return (_times[to] - _times[j] + after, _sums[to] - _sums[j] + (after * (_values[j] + level) / 2));
    }

    /// <summary>The first node after which a monotone stretch is on the side of its end.</summary>
    private int Crossing(int from, int to, double level, bool rising)
    {
        int low = from, high = to;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if ((_values[middle] >= level) == rising)
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    private static IEnumerable<int> Turns(double[] values)
    {
        int direction = 0;
        yield return 0;
        for (int i = 1; i < values.Length; i++)
        {
            int step = Math.Sign(values[i] - values[i - 1]);
            if (step * direction < 0)
                yield return i - 1;
            direction = step == 0 ? direction : step;
        }
        yield return values.Length - 1;
    }
}
