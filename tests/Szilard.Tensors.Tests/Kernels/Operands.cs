using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

/// <summary>Arrays for kernels in native memory, so that the tests can pass pointers.</summary>
internal static class Operands
{
    /// <summary>Standard normal values, fixed by a name.</summary>
    public static AlignedBuffer<T> Normal<T>(int length, string name)
        where T : unmanaged, INumber<T>
    {
        AlignedBuffer<T> values = new(length);
        RandomStream stream = RandomKey.FromSeed(7).Split(name).Stream();
        foreach (ref T value in values.Span)
            value = T.CreateChecked(stream.NextNormal());
        return values;
    }

    /// <summary>Standard normal values in rows that are <paramref name="stride"/> apart, with NaN between
    /// them, so that a kernel that reads the gaps is found out.</summary>
    public static AlignedBuffer<T> Rows<T>(int rows, int columns, int stride, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AlignedBuffer<T> values = Normal<T>(rows * stride, name);
        for (int i = 0; i < rows * stride; i++)
        {
            if (i % stride >= columns)
                values.Span[i] = T.NaN;
        }
        return values;
    }

    /// <summary>A buffer full of one value.</summary>
    public static AlignedBuffer<T> Filled<T>(int length, T value)
        where T : unmanaged
    {
        AlignedBuffer<T> values = new(length);
        values.Span.Fill(value);
        return values;
    }
}
