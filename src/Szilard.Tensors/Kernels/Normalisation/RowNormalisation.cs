using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Shares rows among threads, and normalises each over its columns, at a given width.</summary>
internal static unsafe class RowNormalisation
{
    private const int ChunkNumbers = 1 << 14, MostChunks = 64;

    /// <summary>Runs <paramref name="body"/>(chunk, first row, end) for chunks of rows set by the
    /// shape.</summary>
    public static void OverRows(Workers workers, int rows, int columns, Action<int, int, int> body)
    {
        int perChunk = RowsPerChunk(rows, columns);
        workers.Run(Chunks(rows, columns), chunk =>
            body(chunk, chunk * perChunk, Math.Min(rows, (chunk + 1) * perChunk)));
    }

    public static int Chunks(int rows, int columns)
    {
        int perChunk = RowsPerChunk(rows, columns);
        return (rows + perChunk - 1) / perChunk;
    }

    public static void LayerForward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* scale, T* shift, T epsilon, T* mean,
        T* inverseDeviation, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        OverRows(workers, rows, columns, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                T* from = x + ((long)row * columns), to = y + ((long)row * columns);
                double average = RowSums.Sum<T, Plain<T>>(resolved, columns, new(from)) / columns;
                T centre = T.CreateTruncating(average);
                double square = RowSums.Sum<T, Centred<T>>(resolved, columns, new(from, centre)) / columns;
                double inverse = 1 / Math.Sqrt(square + double.CreateTruncating(epsilon));
                (mean[row], inverseDeviation[row]) = (centre, T.CreateTruncating(inverse));
                ElementRange.Part<T, Forward<T>>(
                    resolved, 0, columns, new(from, scale, shift, centre, inverseDeviation[row], to));
            }
        });
    }

    public static void LayerBackward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* gradientY, T* scale, T* mean,
        T* inverseDeviation, T* gradientX, T* gradientScale, T* gradientShift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LaneWidth resolved = LaneWidths.Resolve<T>(width);
        int chunks = Chunks(rows, columns);
        AlignedBuffer<double> room = Scratch<double>.Rent(2 * columns * chunks);
        double* partials = room.Pointer;
        OverRows(workers, rows, columns, (chunk, first, end) =>
        {
            AlignedBuffer<T> sums = Scratch<T>.Rent(2 * columns);
            sums.Span[..(2 * columns)].Clear();
            double* partial = partials + (2 * columns * chunk);
            new Span<double>(partial, 2 * columns).Clear();
            for (int row = first; row < end; row++)
            {
                long at = (long)row * columns;
                RowBackward<T>(resolved, columns, new(
                    x + at, gradientY + at, scale, mean[row], inverseDeviation[row], gradientX + at,
                    sums.Pointer, columns));
                if ((row - first) % 16 == 15 || row + 1 == end)
                    Flush(sums.Span[..(2 * columns)], partial);
            }
            Scratch<T>.Return(sums);
        });
        for (int c = 0; c < columns; c++)
        {
            gradientScale[c] = Total<T>(partials + c, chunks, 2 * columns);
            gradientShift[c] = Total<T>(partials + columns + c, chunks, 2 * columns);
        }
        Scratch<double>.Return(room);
    }

    private static int RowsPerChunk(int rows, int columns) =>
        Math.Max(Math.Max(1, ChunkNumbers / columns), (rows + MostChunks - 1) / MostChunks);

    private static void RowBackward<T>(LaneWidth resolved, int columns, Backward<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double gradient = RowSums.Sum<T, ScaledGradient<T>>(resolved, columns, new(row));
        double product = RowSums.Sum<T, GradientProduct<T>>(resolved, columns, new(row));
        row.MeanGradient = T.CreateTruncating(gradient / columns);
        row.MeanProduct = T.CreateTruncating(product / columns);
        ElementRange.Part<T, Backward<T>>(resolved, 0, columns, row);
    }

    private static void Flush<T>(Span<T> sums, double* partial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < sums.Length; i++)
            partial[i] += double.CreateTruncating(sums[i]);
        sums.Clear();
    }

    private static T Total<T>(double* partials, int chunks, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int chunk = 0; chunk < chunks; chunk++)
            sum += partials[chunk * step];
        return T.CreateTruncating(sum);
    }

    private readonly struct Plain<T>(T* x) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => L.Load(x + index);
    }

    private readonly struct Centred<T>(T* x, T mean) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L d = L.Load(x + index) - L.All(mean);
            return d * d;
        }
    }

    private readonly struct Forward<T>(T* x, T* scale, T* shift, T mean, T inverse, T* y) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L normalised = (L.Load(x + index) - L.All(mean)) * L.All(inverse);
            L.Store(L.MultiplyAdd(normalised, L.Load(scale + index), L.Load(shift + index)), y + index);
        }
    }

    /// <summary>One row on the way back; as a step it adds to the sums of scale and shift and writes
    /// ∂L/∂x = inverse · (γ g − mean of γ g − x̂ · mean of γ g x̂).</summary>
    private struct Backward<T>(
        T* x, T* gradientY, T* scale, T mean, T inverse, T* gradientX, T* sums, int columns) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T MeanGradient, MeanProduct;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly L Scaled<L>(long index)
            where L : struct, ILanes<L, T> => L.Load(gradientY + index) * L.Load(scale + index);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly L Normalised<L>(long index)
            where L : struct, ILanes<L, T> => (L.Load(x + index) - L.All(mean)) * L.All(inverse);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            T* shifts = sums + columns;
            L g = L.Load(gradientY + index), normalised = Normalised<L>(index), scaled = Scaled<L>(index);
            L.Store(L.MultiplyAdd(g, normalised, L.Load(sums + index)), sums + index);
            L.Store(g + L.Load(shifts + index), shifts + index);
            L rest = L.MultiplySubtract(normalised, L.All(MeanProduct), scaled - L.All(MeanGradient));
            L.Store(rest * L.All(inverse), gradientX + index);
        }
    }

    private readonly struct ScaledGradient<T>(Backward<T> row) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => row.Scaled<L>(index);
    }

    private readonly struct GradientProduct<T>(Backward<T> row) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => row.Scaled<L>(index) * row.Normalised<L>(index);
    }
}
