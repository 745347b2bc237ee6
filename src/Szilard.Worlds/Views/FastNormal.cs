using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Szilard.Tensors;

namespace Szilard.Worlds.Views;

/// <summary>Nearly normal noise by integer arithmetic alone, so that it is the same on every machine: the sum
/// of eight random bytes, centred and scaled to variance 1.</summary>
/// <remarks>Irwin–Hall with n = 8: kurtosis 3 − 1.2/8 = 2.85, cut at ±4.88 standard deviations. Good for
/// augmentation, not for samplers. The bits are three rounds of the mixer <c>lowbias32</c> (C. Wellons,
/// "Prospecting for hash functions", 2018) over a counter, with one half of the key added before the first
/// round and the other before the second.</remarks>
public static class FastNormal
{
    /// <summary>The standard deviation of a sum of eight uniform bytes: √(8 (256² − 1)/12).</summary>
    private const float Deviation = 209.02153f;
    private const int Centre = 4 * 255;
    private const uint Golden = 0x9E3779B9;

    /// <summary>Fills with noise number <paramref name="first"/>, <paramref name="first"/> + 1, … of the
    /// key.</summary>
    public static void Fill(Span<float> destination, RandomKey key, int first)
    {
        Vector256<uint> counter = (Vector256<uint>.Indices + Vector256.Create((uint)first)) * Golden;
        counter += Vector256.Create((uint)key.Value);
        Vector256<uint> second = Vector256.Create((uint)(key.Value >> 32));
        Vector256<uint> step = Vector256.Create(unchecked(8 * Golden));
        while (destination.Length >= 8)
        {
            Eight(counter, second).StoreUnsafe(ref MemoryMarshal.GetReference(destination));
            counter += step;
            destination = destination[8..];
        }
        Vector256<float> rest = Eight(counter, second);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = rest[i];
    }

    private static Vector256<float> Eight(Vector256<uint> counter, Vector256<uint> second)
    {
        Vector256<uint> a = Mix(Mix(counter) ^ second);
        Vector256<uint> b = Mix(a + Vector256.Create(Golden));
        Vector256<uint> even = Vector256.Create(0x00FF00FFu);
        // Two sums of four bytes side by side in 16 bits each, then their sum.
        Vector256<uint> pairs = (a & even) + ((a >>> 8) & even) + (b & even) + ((b >>> 8) & even);
        Vector256<int> sum = ((pairs & Vector256.Create(0xFFFFu)) + (pairs >>> 16)).AsInt32();
        return Vector256.ConvertToSingle(sum - Vector256.Create(Centre)) * (1 / Deviation);
    }

    private static Vector256<uint> Mix(Vector256<uint> x)
    {
        x = (x ^ (x >>> 16)) * 0x7FEB352Du;
        x = (x ^ (x >>> 15)) * 0x846CA68Bu;
        return x ^ (x >>> 16);
    }
}
