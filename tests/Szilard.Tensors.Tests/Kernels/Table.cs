using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

/// <summary>Runs kernels over arrays: pins them, and hands out their addresses in order.</summary>
internal static unsafe class Table
{
    public delegate void Kernel<T>(Workers workers, T*[] arrays)
        where T : unmanaged;

    public static void Run<T>(int threads, Kernel<T> kernel, params T[][] arrays)
        where T : unmanaged
    {
        using Workers workers = new(threads);
        AlignedBuffer<T>[] buffers = Array.ConvertAll(arrays, array => new AlignedBuffer<T>(array.Length));
        T*[] addresses = new T*[arrays.Length];
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i].CopyTo(buffers[i].Span);
            addresses[i] = buffers[i].Pointer;
        }
        kernel(workers, addresses);
        for (int i = 0; i < arrays.Length; i++)
        {
            buffers[i].Span.CopyTo(arrays[i]);
            buffers[i].Dispose();
        }
    }

    public static double[] Wide<T>(T[] numbers)
        where T : unmanaged, INumberBase<T> => Array.ConvertAll(numbers, double.CreateTruncating);

    /// <summary>Within <paramref name="tolerance"/> of the greatest number.</summary>
    public static void AssertClose<T>(double[] expected, T[] actual, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        double size = Math.Max(1e-3, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], double.CreateTruncating(actual[i]), tolerance * size);
    }

    /// <summary>Central differences of a weighted sum of a function's values: its vector–Jacobian
    /// product.</summary>
    public static double[] Slopes(double[] at, double[] weights, Func<double[], double[]> function)
    {
        const double Step = 1e-6;
        return [.. at.Select((value, i) =>
        {
            double[] above = [.. at], below = [.. at];
            (above[i], below[i]) = (value + Step, value - Step);
            return (Dot(weights, function(above)) - Dot(weights, function(below))) / (2 * Step);
        })];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
