using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Szilard.Tensors;

/// <summary>Reads the bytes of any <see cref="ElementType"/> as floats or doubles.</summary>
internal static class NumericConversion
{
    /// <summary>Little-endian entries converted to <typeparamref name="T"/>, rounded to nearest.</summary>
    public static T[] To<T>(ElementType type, ReadOnlySpan<byte> bytes)
        where T : INumberBase<T> => type switch
        {
            ElementType.Boolean => Truths<T>(bytes),
            ElementType.UInt8 => Convert<byte, T>(bytes),
            ElementType.UInt16 => Convert<ushort, T>(bytes),
            ElementType.UInt32 => Convert<uint, T>(bytes),
            ElementType.UInt64 => Convert<ulong, T>(bytes),
            ElementType.Int8 => Convert<sbyte, T>(bytes),
            ElementType.Int16 => Convert<short, T>(bytes),
            ElementType.Int32 => Convert<int, T>(bytes),
            ElementType.Int64 => Convert<long, T>(bytes),
            ElementType.Float16 => Convert<Half, T>(bytes),
            ElementType.BFloat16 => Brains<T>(bytes),
            ElementType.Float32 => Convert<float, T>(bytes),
            ElementType.Float64 => Convert<double, T>(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

    /// <summary>The index of the first NaN or infinity, or null.</summary>
    public static int? FirstNonFinite(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Float16 => First<Half>(bytes),
        ElementType.BFloat16 => FirstBrain(bytes),
        ElementType.Float32 => First<float>(bytes),
        ElementType.Float64 => First<double>(bytes),
        _ => null,
    };

    private static TTo[] Convert<TFrom, TTo>(ReadOnlySpan<byte> bytes)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        ReadOnlySpan<TFrom> source = MemoryMarshal.Cast<byte, TFrom>(bytes);
        var result = new TTo[source.Length];
        TensorPrimitives.ConvertTruncating(source, result);
        return result;
    }

    private static T[] Truths<T>(ReadOnlySpan<byte> bytes)
        where T : INumberBase<T>
    {
        var result = new T[bytes.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = bytes[i] == 0 ? T.Zero : T.One;
        return result;
    }

    private static T[] Brains<T>(ReadOnlySpan<byte> bytes)
        where T : INumberBase<T>
    {
        ReadOnlySpan<ushort> halves = MemoryMarshal.Cast<byte, ushort>(bytes);
        var result = new T[halves.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)halves[i] << 16));
        return result;
    }

    private static int? First<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i]))
                return i;
        return null;
    }

    /// <summary>All eight bits of the exponent set mean infinity or NaN.</summary>
    private static int? FirstBrain(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ushort> halves = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int i = 0; i < halves.Length; i++)
            if ((halves[i] & 0x7F80) == 0x7F80)
                return i;
        return null;
    }
}
