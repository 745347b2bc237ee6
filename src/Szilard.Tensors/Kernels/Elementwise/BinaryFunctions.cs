using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>Functions of two numbers over spans with broadcasting: rows along the last axis go through SIMD,
/// the outer axes through an odometer of offsets.</summary>
internal static class BinaryFunctions
{
    public static void Apply<T>(
        BinaryFunction f, Broadcast shapes, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Length == y.Length && b.Length == y.Length)
            Row(f, a, b, y);
        else if (b.Length == 1 && a.Length == y.Length)
            Row(f, a, b[0], y);
        else
            Rows(f, shapes, a, b, y);
    }

    private static void Rows<T>(
        BinaryFunction f, Broadcast shapes, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rank = shapes.Result.Rank, width = shapes.Result.Last;
        bool aMoves = rank > 0 && shapes.LeftStrides[^1] != 0,
            bMoves = rank > 0 && shapes.RightStrides[^1] != 0;
        Span<int> place = stackalloc int[Math.Max(1, rank)];
        place.Clear();
        int left = 0, right = 0;
        for (int start = 0; start < y.Length; start += width)
        {
            Span<T> row = y.Slice(start, width);
            if (aMoves && bMoves)
                Row(f, a.Slice(left, width), b.Slice(right, width), row);
            else if (aMoves)
                Row(f, a.Slice(left, width), b[right], row);
            else
                Row(f, a[left], bMoves ? b.Slice(right, width) : b.Slice(right, 1), row);
            Advance(shapes, place, ref left, ref right);
        }
    }

    private static void Advance(Broadcast shapes, Span<int> place, ref int left, ref int right)
    {
        for (int axis = shapes.Result.Rank - 2; axis >= 0; axis--)
        {
            left += shapes.LeftStrides[axis];
            right += shapes.RightStrides[axis];
            if (++place[axis] < shapes.Result[axis])
                return;
            left -= shapes.LeftStrides[axis] * place[axis];
            right -= shapes.RightStrides[axis] * place[axis];
            place[axis] = 0;
        }
    }

    private static void Row<T>(BinaryFunction f, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (f)
        {
            case BinaryFunction.Add: TensorPrimitives.Add(a, b, y); break;
            case BinaryFunction.Subtract: TensorPrimitives.Subtract(a, b, y); break;
            case BinaryFunction.Multiply: TensorPrimitives.Multiply(a, b, y); break;
            default: TensorPrimitives.Divide(a, b, y); break;
        }
    }

    private static void Row<T>(BinaryFunction f, ReadOnlySpan<T> a, T b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (f)
        {
            case BinaryFunction.Add: TensorPrimitives.Add(a, b, y); break;
            case BinaryFunction.Subtract: TensorPrimitives.Subtract(a, b, y); break;
            case BinaryFunction.Multiply: TensorPrimitives.Multiply(a, b, y); break;
            default: TensorPrimitives.Divide(a, b, y); break;
        }
    }

    private static void Row<T>(BinaryFunction f, T a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (b.Length != y.Length)
        {
            y.Fill(a);
            Row(f, y, b[0], y);
            return;
        }
        switch (f)
        {
            case BinaryFunction.Add: TensorPrimitives.Add(b, a, y); break;
            case BinaryFunction.Subtract: TensorPrimitives.Subtract(a, b, y); break;
            case BinaryFunction.Multiply: TensorPrimitives.Multiply(b, a, y); break;
            default: TensorPrimitives.Divide(a, b, y); break;
        }
    }
}
