namespace Szilard.Benchmarks;

/// <summary>Inputs that the peers in <c>bench/peers</c> make too, to the bit, so that both sides can be held
/// against each other without passing files.</summary>
internal static class ClosedForm
{
    /// <summary>Values spread evenly over [−bound, bound): the i-th is bound·(2·mix(i + 0x9E3779B9·seed)/2³²
    /// − 1), with mix the finaliser of MurmurHash3 (Austin Appleby, 2011).</summary>
    public static float[] Uniform(int count, uint seed, double bound = 1)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            uint mixed = Mix(unchecked((uint)i + (seed * 0x9E3779B9u)));
            values[i] = (float)(bound * ((mixed / 2147483648.0) - 1));
        }
        return values;
    }

    private static uint Mix(uint h)
    {
        h = unchecked((h ^ (h >> 16)) * 0x85EBCA6Bu);
        h = unchecked((h ^ (h >> 13)) * 0xC2B2AE35u);
        return h ^ (h >> 16);
    }
}
