namespace Szilard.Tensors;

/// <summary>A sequence of random numbers under one key. A mutable struct: pass it by <c>ref</c>.</summary>
public struct RandomStream
{
    private readonly ulong _key;
    private ulong _counter;
    private uint _w0, _w1, _w2, _w3;
    private int _left;
    private double _spareNormal;
    private bool _hasSpare;

    internal RandomStream(RandomKey key) => _key = key.Value;

    /// <summary>32 uniform bits.</summary>
    public uint NextUInt32()
    {
        if (_left == 0)
            Refill();
        return --_left switch { 3 => _w0, 2 => _w1, 1 => _w2, _ => _w3 };
    }

    /// <summary>Uniform on [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        ulong bits = NextUInt32() | ((ulong)NextUInt32() << 32);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform on [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform on 0 … <paramref name="bound"/> − 1, without bias (Lemire's rejection).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint limit = unchecked((uint)-bound) % (uint)bound;
        while (true)
        {
            ulong product = (ulong)NextUInt32() * (uint)bound;
            if ((uint)product >= limit)
                return (int)(product >> 32);
        }
    }

    /// <summary>Standard normal (Box–Muller, both values used).</summary>
    public double NextNormal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spareNormal;
        }
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * NextDouble());
        (_spareNormal, _hasSpare) = (radius * sin, true);
        return radius * cos;
    }

    /// <summary>Gamma with the given shape &gt; 0 and scale 1 (Marsaglia and Tsang 2000; shapes below one are
    /// boosted by U^(1/shape)).</summary>
    public double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1)
            return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape);
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal(), v = 1 + (c * x);
            v = v * v * v;
            if (v > 0 && Math.Log(1 - NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }

    /// <summary>Beta(a, b) as a ratio of gammas.</summary>
    public double NextBeta(double a, double b)
    {
        double x = NextGamma(a);
        return x / (x + NextGamma(b));
    }

    /// <summary>Fills with standard normals.</summary>
    public void FillNormal(Span<double> destination)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = NextNormal();
    }

    /// <summary>Shuffles in place (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private void Refill()
    {
        Span<uint> block = stackalloc uint[4];
        Philox.Block(_key, _counter++, 0, block);
        (_w0, _w1, _w2, _w3, _left) = (block[0], block[1], block[2], block[3], 4);
    }
}
