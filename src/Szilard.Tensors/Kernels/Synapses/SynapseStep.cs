using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>One register full of synapses carried through all instants.</summary>
internal readonly unsafe struct SynapseStep<T>(ResponseMap<T> map, T threshold, float silence)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Σ_k w_k·g(u_k).</summary>
    /// <param name="differences">s₀, then the steps between levels, a register each.</param>
    /// <param name="largest">The largest step in each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Integral<L, TFunction>(T* differences, L largest)
        where L : struct, ILanes<L, T>
        where TFunction : struct, ISynapseFunction
    {
        float change = float.CreateTruncating(L.Greatest(largest));
        float level = float.CreateTruncating(L.Greatest(L.Abs(L.Load(differences))));
        L sum = default;
        for (int b = 0; b < map.Blocks; b++)
        {
            float reach = (map.ReachOfChange[b] * change) + (map.ReachOfLevel[b] * level);
            if (TFunction.Silent ? reach < silence : reach == 0)
                break;
            sum = Add<L, TFunction>(b, differences, sum);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Add<L, TFunction>(int b, T* differences, L sum)
        where L : struct, ILanes<L, T>
        where TFunction : struct, ISynapseFunction
    {
        ref T coefficient = ref map.Change[(b * ResponseMap<T>.Block * (map.Levels - 1)) + (map.From[b] * 4)];
        ref T area = ref map.Level[b * ResponseMap<T>.Block];
        L u0 = default, u1 = default, u2 = default, u3 = default, level = L.Load(differences);
        if (map.ReachOfLevel[b] > 0)
        {
            (u0, u1) = (Of<L>(ref area, 0) * level, Of<L>(ref area, 1) * level);
            (u2, u3) = (Of<L>(ref area, 2) * level, Of<L>(ref area, 3) * level);
        }
        T* at = differences + ((map.From[b] + 1) * L.Width), end = differences + ((map.To[b] + 1) * L.Width);
        for (; at < end; at += L.Width)
        {
            L difference = L.Load(at);
            u0 = L.MultiplyAdd(Of<L>(ref coefficient, 0), difference, u0);
            u1 = L.MultiplyAdd(Of<L>(ref coefficient, 1), difference, u1);
            u2 = L.MultiplyAdd(Of<L>(ref coefficient, 2), difference, u2);
            u3 = L.MultiplyAdd(Of<L>(ref coefficient, 3), difference, u3);
            coefficient = ref Unsafe.Add(ref coefficient, 4);
        }
        ref T weight = ref map.Weight[b * ResponseMap<T>.Block];
        L limit = L.All(threshold);
        sum = L.MultiplyAdd(Of<L>(ref weight, 0), TFunction.Value<L, T>(u0, limit), sum);
        sum = L.MultiplyAdd(Of<L>(ref weight, 1), TFunction.Value<L, T>(u1, limit), sum);
        sum = L.MultiplyAdd(Of<L>(ref weight, 2), TFunction.Value<L, T>(u2, limit), sum);
        return L.MultiplyAdd(Of<L>(ref weight, 3), TFunction.Value<L, T>(u3, limit), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Of<L>(ref T values, int index)
        where L : struct, ILanes<L, T> =>
        L.All(Unsafe.Add(ref values, index));
}
