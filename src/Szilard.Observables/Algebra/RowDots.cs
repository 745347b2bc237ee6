using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Szilard.Observables.Algebra;

/// <summary>Inner products between all rows of two row-major blocks: the one hot loop under Gram matrices,
/// distances, kernels, regressions and Cholesky factors.</summary>
/// <remarks>Four rows against two at a time: eight sums live in registers, and six loads feed eight
/// multiply-adds, so the loop is bound by arithmetic and not by loads.</remarks>
internal static class RowDots
{
    private const int TileA = 4;
    private const int TileB = 2;

    /// <summary>c[i, j] += a_i · b_j for the first <paramref name="length"/> entries of each row.</summary>
    public static void Add(in Rows a, in Rows b, int length, Span<double> c, int stride)
    {
        for (int i = 0; i < a.Count; i += TileA)
            AddBand(a, i, b, b.Count, length, c, stride);
    }

    /// <summary>As <see cref="Add"/> with b = a, but only the tiles that touch the lower triangle.</summary>
    public static void AddLower(in Rows a, int length, Span<double> c, int stride)
    {
        for (int i = 0; i < a.Count; i += TileA)
            AddBand(a, i, a, Math.Min(i + TileA, a.Count), length, c, stride);
    }

    private static void AddBand(in Rows a, int i, in Rows b, int end, int length, Span<double> c, int stride)
    {
        for (int j = 0; j < end; j += TileB)
        {
            if (i + TileA <= a.Count && j + TileB <= end)
                AddTile(a, i, b, j, length, c.Slice((i * stride) + j), stride);
            else
                AddEdge(a, i, b, j, Math.Min(j + TileB, end), length, c, stride);
        }
    }

    private static void AddEdge(
        in Rows a, int i, in Rows b, int j, int end, int length, Span<double> c, int stride)
    {
        for (int p = i; p < Math.Min(i + TileA, a.Count); p++)
            for (int q = j; q < end; q++)
                c[(p * stride) + q] +=
                    System.Numerics.Tensors.TensorPrimitives.Dot(a.Row(p)[..length], b.Row(q)[..length]);
    }

    private static void AddTile(in Rows a, int i, in Rows b, int j, int length, Span<double> c, int stride)
    {
        ref double a0 = ref Start(a, i, length), a1 = ref Start(a, i + 1, length);
        ref double a2 = ref Start(a, i + 2, length), a3 = ref Start(a, i + 3, length);
        ref double b0 = ref Start(b, j, length), b1 = ref Start(b, j + 1, length);
        Vector<double> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector<double> s20 = default, s21 = default, s30 = default, s31 = default;
        int whole = length - (length % Vector<double>.Count);
        for (int k = 0; k < whole; k += Vector<double>.Count)
        {
            Vector<double> y0 = Load(ref b0, k), y1 = Load(ref b1, k);
            Vector<double> x0 = Load(ref a0, k), x1 = Load(ref a1, k);
            Vector<double> x2 = Load(ref a2, k), x3 = Load(ref a3, k);
            s00 = Vector.FusedMultiplyAdd(x0, y0, s00);
            s01 = Vector.FusedMultiplyAdd(x0, y1, s01);
            s10 = Vector.FusedMultiplyAdd(x1, y0, s10);
            s11 = Vector.FusedMultiplyAdd(x1, y1, s11);
            s20 = Vector.FusedMultiplyAdd(x2, y0, s20);
            s21 = Vector.FusedMultiplyAdd(x2, y1, s21);
            s30 = Vector.FusedMultiplyAdd(x3, y0, s30);
            s31 = Vector.FusedMultiplyAdd(x3, y1, s31);
        }
        AddPair(c, Vector.Sum(s00) + Tail(ref a0, ref b0, whole, length),
            Vector.Sum(s01) + Tail(ref a0, ref b1, whole, length));
        AddPair(c[stride..], Vector.Sum(s10) + Tail(ref a1, ref b0, whole, length),
            Vector.Sum(s11) + Tail(ref a1, ref b1, whole, length));
        AddPair(c[(2 * stride)..], Vector.Sum(s20) + Tail(ref a2, ref b0, whole, length),
            Vector.Sum(s21) + Tail(ref a2, ref b1, whole, length));
        AddPair(c[(3 * stride)..], Vector.Sum(s30) + Tail(ref a3, ref b0, whole, length),
            Vector.Sum(s31) + Tail(ref a3, ref b1, whole, length));
    }

    private static void AddPair(Span<double> c, double left, double right)
    {
        c[0] += left;
        c[1] += right;
    }

    private static double Tail(ref double a, ref double b, int start, int end)
    {
        double sum = 0;
        for (int k = start; k < end; k++)
            sum += Unsafe.Add(ref a, k) * Unsafe.Add(ref b, k);
        return sum;
    }

    /// <summary>The slice checks the bounds once per row, so that the inner loop need not.</summary>
    private static ref double Start(in Rows rows, int index, int length) =>
        ref MemoryMarshal.GetReference(rows.Row(index)[..length]);

    private static Vector<double> Load(ref double start, int offset) =>
        Vector.LoadUnsafe(ref start, (nuint)offset);
}
