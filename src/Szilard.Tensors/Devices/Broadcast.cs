namespace Szilard.Tensors;

/// <summary>How two shapes combine by NumPy's rule: aligned at the last axis, a length of 1 is
/// repeated.</summary>
public sealed class Broadcast
{
    private Broadcast(Shape result, int[] left, int[] right) =>
        (Result, LeftStrides, RightStrides) = (result, left, right);

    /// <summary>The shape of the result.</summary>
    public Shape Result { get; }

    /// <summary>Per axis of the result, how far the left operand moves: 0 where it is repeated.</summary>
    public int[] LeftStrides { get; }

    /// <summary>Per axis of the result, how far the right operand moves: 0 where it is repeated.</summary>
    public int[] RightStrides { get; }

    /// <summary>The combination of two shapes.</summary>
    /// <exception cref="ArgumentException">Two lengths differ and neither is 1.</exception>
    public static Broadcast Of(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> lengths = stackalloc int[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            int l = axis <= left.Rank ? left[^axis] : 1, r = axis <= right.Rank ? right[^axis] : 1;
            if (l != r && l != 1 && r != 1)
                throw new ArgumentException($"{left} and {right} do not combine: {l} against {r}.");
            lengths[^axis] = l == 1 ? r : l;
        }
        return new Broadcast(new Shape(lengths), Strides(left, rank), Strides(right, rank));
    }

    private static int[] Strides(Shape shape, int rank)
    {
        var strides = new int[rank];
        int stride = 1;
        for (int axis = 1; axis <= shape.Rank; axis++)
        {
            strides[^axis] = shape[^axis] == 1 ? 0 : stride;
            stride *= shape[^axis];
        }
        return strides;
    }
}
