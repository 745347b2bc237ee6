using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>How the exponentials of a block turn into sums for both gradients.</summary>
internal unsafe interface IPairGradient
{
    /// <summary>Adds panels <paramref name="first"/> … <paramref name="end"/> − 1 of a block to its query
    /// sums and to the chunk's key sums.</summary>
    static abstract void Accumulate<L, T>(in PairwiseBlock<T> block, int first, int end)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Products and squared distances: matrix products of the exponentials with the keys, and with the
/// queries times their rows' weights.</summary>
internal readonly unsafe struct LinearGradient : IPairGradient
{
    public static void Accumulate<L, T>(in PairwiseBlock<T> block, int first, int end)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = block.Plan.Stride, step = block.Rows * PairwisePlan.Panel;
        T* keys = block.Keys + ((long)first * block.Plan.PanelNumbers);
        for (int row = 0; row < block.Rows; row += 4)
        {
            T* e = block.Logits + ((long)first * step) + (row * PairwisePlan.Panel);
            for (int c = 0; c < block.Dimensions; c += 4)
            {
                PairwiseTiles.QueryGradient<L, T>(
                    e, step, keys + (c * PairwisePlan.Panel), block.Plan.PanelNumbers, end - first,
                    block.QuerySums + (((row * stride) + c) * L.Width), stride);
            }
        }
        for (int panel = first; panel < end; panel++)
        {
            T* e = block.Logits + ((long)panel * step);
            T* g = block.KeySums + ((long)panel * block.Plan.PanelNumbers);
            for (int c = 0; c < stride; c += 4)
            {
                PairwiseTiles.KeyGradient<L, T>(
                    block.WeightedRows + c, stride, e, block.Rows, g + (c * PairwisePlan.Panel));
            }
        }
    }
}

/// <summary>Powers: the slope of each coordinate of each pair, computed once for both gradients.</summary>
internal readonly unsafe struct PowerGradient<TTerm> : IPairGradient
    where TTerm : struct, IPowerTerm
{
    public static void Accumulate<L, T>(in PairwiseBlock<T> block, int first, int end)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = block.Plan.Stride, numbers = PairwisePlan.Panel;
        for (int panel = first; panel < end; panel++)
        {
            long keys = (long)panel * block.Plan.PanelNumbers;
            T* e = block.Logits + ((long)panel * block.Rows * numbers);
            for (int row = 0; row < block.Rows; row += 4)
            {
                T* q = block.RowCoordinates + (row * stride);
                T* sums = block.QuerySums + (row * stride * L.Width);
                for (int c = 0; c < block.Dimensions; c++)
                {
                    long at = keys + (c * numbers);
                    Tile<L, T>(
                        e + (row * numbers), q + c, stride, block.RowWeights + row, block.Power,
                        block.Keys + at, block.KeySums + at, sums + (c * L.Width));
                }
            }
        }
    }

    /// <summary>One coordinate of four rows and one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<L, T>(T* e, T* q, int stride, T* weights, T power, T* k, T* g, T* sums)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int step = stride * L.Width;
        L p = L.All(power), s0 = L.Load(sums), s1 = L.Load(sums + step);
        L s2 = L.Load(sums + (2 * step)), s3 = L.Load(sums + (3 * step));
        L q0 = L.All(q[0]), q1 = L.All(q[stride]), q2 = L.All(q[2 * stride]), q3 = L.All(q[3 * stride]);
        L w0 = L.All(weights[0]), w1 = L.All(weights[1]), w2 = L.All(weights[2]), w3 = L.All(weights[3]);
        for (int j = 0; j < PairwisePlan.Panel; j += L.Width)
        {
            L key = L.Load(k + j), gradient = L.Load(g + j);
            T* at = e + j;
            Step<L, T>(L.Load(at), q0 - key, w0, p, ref s0, ref gradient);
            Step<L, T>(L.Load(at + PairwisePlan.Panel), q1 - key, w1, p, ref s1, ref gradient);
            Step<L, T>(L.Load(at + (2 * PairwisePlan.Panel)), q2 - key, w2, p, ref s2, ref gradient);
            Step<L, T>(L.Load(at + (3 * PairwisePlan.Panel)), q3 - key, w3, p, ref s3, ref gradient);
            L.Store(gradient, g + j);
        }
        L.Store(s0, sums);
        L.Store(s1, sums + step);
        L.Store(s2, sums + (2 * step));
        L.Store(s3, sums + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<L, T>(L e, L x, L weight, L power, ref L sum, ref L gradient)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L slope = e * TTerm.Slope<L, T>(x, power);
        sum += slope;
        gradient = L.MultiplyAdd(weight, slope, gradient);
    }
}
