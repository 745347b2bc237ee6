using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Functions of whole rows, at a given width: a sum over the row and one more pass.</summary>
internal static unsafe class RowFunctions
{
    public static void ToUnitLength<T>(
        LaneWidth width, Workers workers, int rows, int columns, T epsilon, T* x, T* y, T* norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            double square = RowSums.Sum<T, Product<T>>(resolved, columns, new(x + at, x + at));
            double norm = Math.Max(Math.Sqrt(square), double.CreateTruncating(epsilon));
            norms[row] = T.CreateTruncating(norm);
            T factor = T.CreateTruncating(1 / norm);
            ElementRange.Part<T, Combine<T>>(resolved, 0, columns, new(x + at, factor, null, T.Zero, y + at));
        });

    public static void ToUnitLengthBackward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T epsilon, T* y, T* norms, T* gradientY,
        T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            double norm = double.CreateTruncating(norms[row]), along = 0;
            if (norm > double.CreateTruncating(epsilon))
                along = RowSums.Sum<T, Product<T>>(resolved, columns, new(y + at, gradientY + at));
            T first = T.CreateTruncating(1 / norm), second = T.CreateTruncating(-along / norm);
            ElementRange.Part<T, Combine<T>>(
                resolved, 0, columns, new(gradientY + at, first, y + at, second, gradientX + at));
        });

    public static void LogSumExp<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* logSumExp)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
            logSumExp[row] = T.CreateTruncating(LogSumExp(resolved, columns, x + ((long)row * columns))));

    public static void LogSumExpBackward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* logSumExp, T* gradient,
        T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            ElementRange.Part<T, Exponential<T>>(
                resolved, 0, columns, new(x + at, logSumExp[row], gradient[row], gradientX + at));
        });

    public static void Softmax<T>(LaneWidth width, Workers workers, int rows, int columns, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            T greatest = T.CreateTruncating(RowSums.Greatest(x + at, columns));
            ElementRange.Part<T, Exponential<T>>(resolved, 0, columns, new(x + at, greatest, T.One, y + at));
            double sum = RowSums.Sum<T, Plain<T>>(resolved, columns, new(y + at));
            T factor = T.CreateTruncating(1 / sum);
            ElementRange.Part<T, Combine<T>>(resolved, 0, columns, new(y + at, factor, null, T.Zero, y + at));
        });

    public static void SoftmaxBackward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* y, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            double along = RowSums.Sum<T, Product<T>>(resolved, columns, new(y + at, gradientY + at));
            ElementRange.Part<T, SoftmaxGradient<T>>(
                resolved, 0, columns, new(y + at, gradientY + at, T.CreateTruncating(along), gradientX + at));
        });

    public static void LogSoftmax<T>(LaneWidth width, Workers workers, int rows, int columns, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            double greatest = RowSums.Greatest(x + at, columns);
            double rest = LogSumExp(resolved, columns, x + at) - greatest;
            Less<T> step = new(x + at, T.CreateTruncating(greatest), T.CreateTruncating(rest), y + at);
            ElementRange.Part<T, Less<T>>(resolved, 0, columns, step);
        });

    public static void LogSoftmaxBackward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* y, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Each<T>(width, workers, rows, columns, (resolved, row) =>
        {
            long at = (long)row * columns;
            double sum = RowSums.Sum<T, Plain<T>>(resolved, columns, new(gradientY + at));
            ElementRange.Part<T, LogSoftmaxGradient<T>>(
                resolved, 0, columns, new(y + at, gradientY + at, T.CreateTruncating(sum), gradientX + at));
        });

    private static double LogSumExp<T>(LaneWidth resolved, int columns, T* x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double greatest = RowSums.Greatest(x, columns);
        if (double.IsInfinity(greatest))
            return greatest;
        ExpTerm<T> term = new(x, T.CreateTruncating(greatest));
        return greatest + Math.Log(RowSums.Sum<T, ExpTerm<T>>(resolved, columns, term));
    }

    private static void Each<T>(
        LaneWidth width, Workers workers, int rows, int columns, Action<LaneWidth, int> body)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        RowNormalisation.OverRows(workers, rows, columns, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
                body(resolved, row);
        });
    }

    internal readonly struct Plain<T>(T* x) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => L.Load(x + index);
    }

    private readonly struct Product<T>(T* x, T* y) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => L.Load(x + index) * L.Load(y + index);
    }

    private readonly struct ExpTerm<T>(T* x, T shift) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => L.Exp(L.Load(x + index) - L.All(shift));
    }

    /// <summary>to = a · first + b · second; b may be absent.</summary>
    internal readonly struct Combine<T>(T* a, T first, T* b, T second, T* to) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L value = L.Load(a + index) * L.All(first);
            if (b != null)
                value = L.MultiplyAdd(L.Load(b + index), L.All(second), value);
            L.Store(value, to + index);
        }
    }

    /// <summary>to = factor · exp(x − shift).</summary>
    internal readonly struct Exponential<T>(T* x, T shift, T factor, T* to) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(L.All(factor) * L.Exp(L.Load(x + index) - L.All(shift)), to + index);
    }

    /// <summary>to = y (g − along).</summary>
    private readonly struct SoftmaxGradient<T>(T* y, T* g, T along, T* to) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(L.Load(y + index) * (L.Load(g + index) - L.All(along)), to + index);
    }

    /// <summary>to = g − exp(y) · sum.</summary>
    private readonly struct LogSoftmaxGradient<T>(T* y, T* g, T sum, T* to) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(L.MultiplySubtract(L.Exp(L.Load(y + index)), L.All(sum), L.Load(g + index)), to + index);
    }

    /// <summary>to = (x − first) − second: the great part first, so that large logits keep their
    /// digits.</summary>
    private readonly struct Less<T>(T* x, T first, T second, T* to) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(L.Load(x + index) - L.All(first) - L.All(second), to + index);
    }
}
