using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Elementary functions over spans. Single precision is vectorised and within the stated units in
/// the last place (ulp) of the rounded exact value; double is the platform's.</summary>
/// <remarks>Destinations are at least as long as sources, and may be the same memory.</remarks>
public static class VectorMath
{
    /// <summary>eˣ, within 2 ulp, subnormal results included; 0 at −∞, ∞ from 88.73 on, NaN at NaN.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> y) => Map<ExpMap>(LaneWidth.Widest, x, y);

    /// <summary>eˣ.</summary>
    public static void Exp(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Exp(x, y);

    /// <summary>Natural logarithm, within 2 ulp; −∞ at 0, NaN below.</summary>
    public static void Log(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Log(x, y);

    /// <summary>Natural logarithm.</summary>
    public static void Log(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Log(x, y);

    /// <summary>erf x = 2/√π ∫₀ˣ exp(−t²) dt, within 2 ulp.</summary>
    public static void Erf(ReadOnlySpan<float> x, Span<float> y) => Map<ErfMap>(LaneWidth.Widest, x, y);

    /// <summary>erf x.</summary>
    public static void Erf(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = MathNet.Numerics.SpecialFunctions.Erf(x[i]);
    }

    /// <summary>tanh x, within 2 ulp.</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y) => Map<TanhMap>(LaneWidth.Widest, x, y);

    /// <summary>tanh x.</summary>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Tanh(x, y);

    /// <summary>1 / (1 + e⁻ˣ), within 3 ulp.</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y) =>
        Map<SigmoidMap>(LaneWidth.Widest, x, y);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Sigmoid(x, y);

    /// <summary>One function at a given width.</summary>
    internal static unsafe void Map<TMap>(LaneWidth width, ReadOnlySpan<float> x, Span<float> y)
        where TMap : struct, IMap
    {
        if (y.Length < x.Length)
            throw new ArgumentException($"{x.Length} numbers do not fit into {y.Length}: give more room.");
        fixed (float* from = x, to = y)
        {
            ElementRange.Part<float, MapStep<TMap>>(
                LaneWidths.Resolve<float>(width), 0, x.Length, new MapStep<TMap>(from, to));
        }
    }

    /// <summary>A function of a register.</summary>
    internal interface IMap
    {
        static abstract L Apply<L>(L x)
            where L : struct, ILanes<L, float>;
    }

    internal readonly struct ExpMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static L Apply<L>(L x)
            where L : struct, ILanes<L, float> => L.Exp(x);
    }

    internal readonly struct ErfMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static L Apply<L>(L x)
            where L : struct, ILanes<L, float> => L.Erf(x);
    }

    internal readonly struct TanhMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static L Apply<L>(L x)
            where L : struct, ILanes<L, float> => L.Tanh(x);
    }

    internal readonly struct SigmoidMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static L Apply<L>(L x)
            where L : struct, ILanes<L, float> => L.Sigmoid(x);
    }

    private readonly unsafe struct MapStep<TMap>(float* x, float* y) : IElementStep<float>
        where TMap : struct, IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, float> => L.Store(TMap.Apply(L.Load(x + index)), y + index);
    }
}
