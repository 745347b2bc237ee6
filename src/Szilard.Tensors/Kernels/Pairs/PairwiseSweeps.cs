using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>The sweeps over one panel of a block that go number by number: from sums to logits, their maxima,
/// their exponentials.</summary>
internal static unsafe class PairwiseSweeps
{
    private const int Panel = PairwisePlan.Panel;

    /// <summary>s = factor · (s + bias of the row + bias of the key), biases where there are any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<L, T>(T* s, int rows, T factor, T* rowBias, T* keyBias)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L f = L.All(factor);
        for (int row = 0; row < rows; row++, s += Panel)
        {
            L bias = keyBias == null ? L.Constant(0) : L.All(rowBias[row]);
            for (int j = 0; j < Panel; j += L.Width)
            {
                L shift = keyBias == null ? bias : bias + L.Load(keyBias + j);
                L.Store(f * (L.Load(s + j) + shift), s + j);
            }
        }
    }

    /// <summary>Raises each row's register of maxima by one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Maxima<L, T>(T* s, int rows, T* maxima)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++, s += Panel, maxima += L.Width)
        {
            L greatest = L.Load(maxima);
            for (int j = 0; j < Panel; j += L.Width)
                greatest = L.Max(L.Load(s + j), greatest);
            L.Store(greatest, maxima);
        }
    }

    /// <summary>s ← exp(s − shift), and each row's register of sums grows by one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exponentials<L, T>(T* s, int rows, T* shifts, T* sums)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int w = L.Width;
        for (int row = 0; row < rows; row++, sums += w)
        {
            L shift = L.All(shifts[row]), sum = L.Load(sums);
            T* end = s + Panel;
            for (; s < end; s += 4 * w)
            {
                L e0 = L.ExpOfNonPositive(L.Load(s) - shift);
                L e1 = L.ExpOfNonPositive(L.Load(s + w) - shift);
                L e2 = L.ExpOfNonPositive(L.Load(s + (2 * w)) - shift);
                L e3 = L.ExpOfNonPositive(L.Load(s + (3 * w)) - shift);
                L.Store(e0, s);
                L.Store(e1, s + w);
                L.Store(e2, s + (2 * w));
                L.Store(e3, s + (3 * w));
                sum += e0 + e1 + (e2 + e3);
            }
            L.Store(sum, sums);
        }
    }
}
