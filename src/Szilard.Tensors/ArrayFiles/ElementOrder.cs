using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Szilard.Tensors;

/// <summary>Brings entries into little-endian, row-major order.</summary>
public static class ElementOrder
{
    /// <summary>Turns the bytes of each entry around, in place.</summary>
    /// <param name="bytes">Entries of <paramref name="size"/> bytes each.</param>
    /// <param name="size">1, 2, 4 or 8.</param>
    public static void ReverseBytes(Span<byte> bytes, int size)
    {
        if (size == 2)
            Reverse(MemoryMarshal.Cast<byte, ushort>(bytes), BinaryPrimitives.ReverseEndianness);
        if (size == 4)
            Reverse(MemoryMarshal.Cast<byte, uint>(bytes), BinaryPrimitives.ReverseEndianness);
        if (size == 8)
            Reverse(MemoryMarshal.Cast<byte, ulong>(bytes), BinaryPrimitives.ReverseEndianness);
    }

    /// <summary>A copy in row-major order of entries that stand in column-major (Fortran) order.</summary>
    public static byte[] RowMajor(ReadOnlySpan<byte> columnMajor, Shape shape, int size)
    {
        var result = new byte[columnMajor.Length];
        switch (size)
        {
            case 1: Reorder<byte>(columnMajor, result, shape); break;
            case 2: Reorder<ushort>(columnMajor, result, shape); break;
            case 4: Reorder<uint>(columnMajor, result, shape); break;
            default: Reorder<ulong>(columnMajor, result, shape); break;
        }
        return result;
    }

    private delegate void Turn<T>(ReadOnlySpan<T> source, Span<T> destination);

    private static void Reverse<T>(Span<T> entries, Turn<T> turn) => turn(entries, entries);

    /// <summary>Walks the target in row-major order while an odometer keeps the place in the source, whose
    /// stride along axis k is the product of the lengths before k.</summary>
    private static void Reorder<T>(ReadOnlySpan<byte> from, Span<byte> to, Shape shape)
        where T : struct
    {
        ReadOnlySpan<T> source = MemoryMarshal.Cast<byte, T>(from);
        Span<T> target = MemoryMarshal.Cast<byte, T>(to);
        int[] strides = Strides(shape);
        var index = new int[shape.Rank];
        int place = 0;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[place];
            place += Advance(index, shape, strides);
        }
    }

    private static int[] Strides(Shape shape)
    {
        var strides = new int[shape.Rank];
        for (int axis = 0, stride = 1; axis < strides.Length; stride *= shape[axis++])
            strides[axis] = stride;
        return strides;
    }

    /// <summary>Steps to the next index in row-major order and gives the change of place.</summary>
    private static int Advance(int[] index, Shape shape, int[] strides)
    {
        int change = 0;
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < shape[axis])
                return change + strides[axis];
            change -= (shape[axis] - 1) * strides[axis];
            index[axis] = 0;
        }
        return change;
    }
}
