using Szilard.Observables.Statistics;

namespace Szilard.Observables.Identifiability;

/// <summary>The increasing or decreasing step function of least squares, read between its steps by straight
/// lines.</summary>
/// <remarks>Pool adjacent violators: Barlow, Bartholomew, Bremner, Brunk, "Statistical inference under order
/// restrictions", 1972, §1.2.</remarks>
internal sealed class Isotonic
{
    private readonly List<(double Place, double Height, double Weight)> _pools = [];
    private readonly double _sign;

    /// <summary>Fits y on x; falling where the sign is negative.</summary>
    public Isotonic(double[] x, double[] y, double sign)
    {
        _sign = sign < 0 ? -1 : 1;
        foreach (int i in RisingOrder.Of(x))
            Add(x[i], _sign * y[i]);
    }

    /// <summary>The value at x; beyond the first and the last pool it stays level.</summary>
    public double At(double x)
    {
        int above = 0, end = _pools.Count;
        while (above < end)
        {
            int middle = (above + end) / 2;
            (above, end) = _pools[middle].Place < x ? (middle + 1, end) : (above, middle);
        }
        if (above == 0 || above == _pools.Count)
            return _sign * _pools[above == 0 ? 0 : ^1].Height;
        (double left, double low, _) = _pools[above - 1];
        (double right, double high, _) = _pools[above];
        return _sign * (low + ((high - low) * (x - left) / (right - left)));
    }

    /// <summary>A pool lies at the mean place of its samples.</summary>
    private void Add(double place, double height)
    {
        double weight = 1;
        while (_pools.Count > 0 && (_pools[^1].Height >= height || _pools[^1].Place >= place))
        {
            (double p, double h, double w) = _pools[^1];
            _pools.RemoveAt(_pools.Count - 1);
            double both = w + weight;
            place = ((p * w) + (place * weight)) / both;
            height = ((h * w) + (height * weight)) / both;
            weight = both;
        }
        _pools.Add((place, height, weight));
    }
}
