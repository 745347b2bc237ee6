using System.Numerics;

namespace Szilard.Observables.Statistics;

/// <summary>The order of numbers, by radix: three sweeps over them, where comparisons cost n·log n branches
/// that a processor cannot foresee.</summary>
internal static class RisingOrder
{
    private const int DigitBits = 11, Digits = 3, PlaceBits = 31;
    private const int Buckets = 1 << DigitBits;

    /// <summary>Places of the numbers from the least to the greatest; equal ones stay in the order
    /// given.</summary>
    /// <param name="values">Finite numbers; −0 equals 0.</param>
    public static int[] Of(ReadOnlySpan<double> values)
    {
        var entries = new ulong[values.Length];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = Key(values[i]);
        int dropped = Pack(entries);
        entries = Sorted(entries);
        int[] places = Array.ConvertAll(entries, entry => (int)(entry & ((1UL << PlaceBits) - 1)));
        if (dropped > 0)
            Settle(entries, places, values.ToArray());
        return places;
    }

    /// <summary>Whole numbers in the order of the doubles: those of negative sign fall as their bits
    /// rise.</summary>
    private static ulong Key(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)bits ^ ((ulong)(bits >> 63) | (1UL << 63));
    }

    /// <summary>The leading bits of where each key lies between the least and the greatest, before its place;
    /// returns how many bits were dropped.</summary>
    private static int Pack(Span<ulong> keys)
    {
        ulong least = ulong.MaxValue, greatest = 0;
        foreach (ulong key in keys)
            (least, greatest) = (Math.Min(least, key), Math.Max(greatest, key));
        int dropped = Math.Max(
            0, 64 - BitOperations.LeadingZeroCount(greatest - least) - (Digits * DigitBits));
        for (int i = 0; i < keys.Length; i++)
            keys[i] = ((keys[i] - least) >> dropped << PlaceBits) | (uint)i;
        return keys.IsEmpty ? 0 : dropped;
    }

    private static ulong[] Sorted(ulong[] entries)
    {
        var next = new ulong[entries.Length];
        Span<int> starts = stackalloc int[Buckets];
        for (int shift = PlaceBits; shift < 64; shift += DigitBits)
        {
            starts.Clear();
            foreach (ulong entry in entries)
                starts[(int)(entry >> shift) & (Buckets - 1)]++;
            int before = 0;
            foreach (ref int start in starts)
                (start, before) = (before, before + start);
            foreach (ulong entry in entries)
                next[starts[(int)(entry >> shift) & (Buckets - 1)]++] = entry;
            (entries, next) = (next, entries);
        }
        return entries;
    }

    /// <summary>Puts in order what is alike in its leading bits.</summary>
    private static void Settle(ulong[] entries, int[] places, double[] values)
    {
        Comparison<int> rising = (a, b) => values[a] == values[b] ? a - b : values[a].CompareTo(values[b]);
        for (int start = 0, end; start < entries.Length; start = end)
        {
            for (end = start + 1; end < entries.Length; end++)
                if (entries[end] >> PlaceBits != entries[start] >> PlaceBits)
                    break;
            if (end - start > 1)
                places.AsSpan(start, end - start).Sort(rising);
        }
    }
}
