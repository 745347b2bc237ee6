using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Szilard.Worlds.Views;

/// <summary>Loops over one row of pixels, eight lanes at a time and the rest one by one. Multiplications and
/// additions are never fused, so that both ways give the same bits on every machine.</summary>
internal static class PixelRows
{
    private const int Lanes = 8;
    private const float White = 255;

    /// <summary>row = a + weight (b − a) for two rows of bytes.</summary>
    public static void Blend(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, float weight, Span<float> row)
    {
        ref byte upper = ref MemoryMarshal.GetReference(a), lower = ref MemoryMarshal.GetReference(b);
        int i = 0;
        for (; i <= row.Length - Lanes; i += Lanes)
        {
            Vector256<float> start = Load(ref upper, i);
            Vector256<float> mixed = start + ((Load(ref lower, i) - start) * weight);
            mixed.StoreUnsafe(ref MemoryMarshal.GetReference(row), (nuint)i);
        }
        for (; i < row.Length; i++)
            row[i] = a[i] + ((b[i] - (float)a[i]) * weight);
    }

    /// <summary>row = min(row × factor, white), and the sum of row × share over the row.</summary>
    public static float Brighten(Span<float> row, float factor, ReadOnlySpan<float> shares)
    {
        ref float values = ref MemoryMarshal.GetReference(row);
        Vector256<float> sums = Vector256<float>.Zero;
        int i = 0;
        for (; i <= row.Length - Lanes; i += Lanes)
        {
            Vector256<float> bright = Vector256.LoadUnsafe(ref values, (nuint)i) * factor;
            bright = Vector256.Min(bright, Vector256.Create(White));
            bright.StoreUnsafe(ref values, (nuint)i);
            sums += bright * Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(shares), (nuint)i);
        }
        float sum = Vector256.Sum(sums);
        for (; i < row.Length; i++)
        {
            row[i] = Math.Min(row[i] * factor, White);
            sum += row[i] * shares[i];
        }
        return sum;
    }

    /// <summary>row = cut(row × factor + offset) to [0, white].</summary>
    public static void Stretch(Span<float> row, float factor, float offset)
    {
        ref float values = ref MemoryMarshal.GetReference(row);
        int i = 0;
        for (; i <= row.Length - Lanes; i += Lanes)
        {
            Vector256<float> v = Vector256.LoadUnsafe(ref values, (nuint)i) * factor;
            v += Vector256.Create(offset);
            v = Vector256.Min(Vector256.Max(v, Vector256<float>.Zero), Vector256.Create(White));
            v.StoreUnsafe(ref values, (nuint)i);
        }
        for (; i < row.Length; i++)
            row[i] = Math.Min(Math.Max((row[i] * factor) + offset, 0), White);
    }

    /// <summary>row = row × scale + offset, entry by entry.</summary>
    public static void ScaleAndAdd(Span<float> row, ReadOnlySpan<float> scales, ReadOnlySpan<float> offsets)
    {
        ref float values = ref MemoryMarshal.GetReference(row);
        int i = 0;
        for (; i <= row.Length - Lanes; i += Lanes)
        {
            Vector256<float> scale = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(scales), (nuint)i);
            Vector256<float> offset = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(offsets), (nuint)i);
            Vector256<float> v = (Vector256.LoadUnsafe(ref values, (nuint)i) * scale) + offset;
            v.StoreUnsafe(ref values, (nuint)i);
        }
        for (; i < row.Length; i++)
            row[i] = (row[i] * scales[i]) + offsets[i];
    }

    /// <summary>row = row + addend × scale, entry by entry.</summary>
    public static void AddScaled(Span<float> row, ReadOnlySpan<float> addend, ReadOnlySpan<float> scales)
    {
        ref float values = ref MemoryMarshal.GetReference(row);
        int i = 0;
        for (; i <= row.Length - Lanes; i += Lanes)
        {
            Vector256<float> scale = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(scales), (nuint)i);
            Vector256<float> more = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(addend), (nuint)i);
            Vector256<float> v = Vector256.LoadUnsafe(ref values, (nuint)i) + (more * scale);
            v.StoreUnsafe(ref values, (nuint)i);
        }
        for (; i < row.Length; i++)
            row[i] += addend[i] * scales[i];
    }

    private static Vector256<float> Load(ref byte bytes, int start)
    {
        ulong eight = Unsafe.ReadUnaligned<ulong>(
            ref Unsafe.Add(ref bytes, start));
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalarUnsafe(eight).AsByte());
        return Vector256.ConvertToSingle(Vector256.WidenLower(wide.ToVector256Unsafe()).AsInt32());
    }
}
