using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Normalisation of columns over rows, at a given width.</summary>
internal static unsafe class BatchNormalisation
{
    private const int ShiftSamples = 16;

    public static void Statistics<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T epsilon, T* mean,
        T* inverseDeviation, T* variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ColumnPlan plan = new(rows, columns);
        AlignedBuffer<T> room = Scratch<T>.Rent(plan.Period);
        AlignedBuffer<double> totals = Scratch<double>.Rent(2 * columns);
        Shift(rows, columns, x, mean);
        plan.Tile(mean, room.Pointer);
        MomentStep<T> step = new(x, room.Pointer, plan.Period);
        ColumnSweep.Sum<T, MomentStep<T>>(width, workers, plan, 2, step, totals.Pointer);
        for (int c = 0; c < columns; c++)
        {
            double offset = totals.Pointer[c] / rows;
            double spread = Math.Max(0, (totals.Pointer[columns + c] / rows) - (offset * offset));
            if (double.IsNaN(offset))
                spread = double.NaN;
            mean[c] = T.CreateTruncating(double.CreateTruncating(mean[c]) + offset);
            variance[c] = T.CreateTruncating(spread);
            spread += double.CreateTruncating(epsilon);
            inverseDeviation[c] = T.CreateTruncating(1 / Math.Sqrt(spread));
        }
        Scratch<double>.Return(totals);
        Scratch<T>.Return(room);
    }

    public static void Apply<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* scale, T* shift, T* mean,
        T* inverseDeviation, T slope, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ColumnPlan plan = new(rows, columns);
        AlignedBuffer<T> room = Scratch<T>.Rent((3 * plan.Period) + columns);
        T* means = room.Pointer, factors = means + plan.Period, shifts = factors + plan.Period;
        T* factor = shifts + plan.Period;
        for (int c = 0; c < columns; c++)
            factor[c] = scale[c] * inverseDeviation[c];
        plan.Tile(mean, means);
        plan.Tile(factor, factors);
        plan.Tile(shift, shifts);
        NormaliseStep<T> step = new(x, means, factors, shifts, slope, y);
        ColumnSweep.Map<T, NormaliseStep<T>>(width, workers, plan, step);
        Scratch<T>.Return(room);
    }

    /// <summary>Gradients through activation and statistics; y is null where no activation follows.</summary>
    public static void Backward<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* y, T* gradientY, T* scale, T* mean,
        T* inverseDeviation, T slope, T* gradientX, T* gradientScale, T* gradientShift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ColumnPlan plan = new(rows, columns);
        AlignedBuffer<T> room = Scratch<T>.Rent((5 * plan.Period) + (3 * columns));
        AlignedBuffer<double> totals = Scratch<double>.Rent(2 * columns);
        T* means = room.Pointer, inverses = means + plan.Period, tiles = inverses + plan.Period;
        T* perColumn = tiles + (3 * plan.Period);
        plan.Tile(mean, means);
        plan.Tile(inverseDeviation, inverses);
        BackwardSource<T> source = new(x, y, gradientY, means, inverses, slope);
        BackwardSumStep<T> sums = new(source, plan.Period);
        ColumnSweep.Sum<T, BackwardSumStep<T>>(width, workers, plan, 2, sums, totals.Pointer);
        for (int c = 0; c < columns; c++)
        {
            double gradient = totals.Pointer[c], product = totals.Pointer[columns + c];
            gradientShift[c] = T.CreateTruncating(gradient);
            gradientScale[c] = T.CreateTruncating(product);
            perColumn[c] = scale[c] * inverseDeviation[c];
            perColumn[columns + c] = T.CreateTruncating(gradient / rows);
            perColumn[(2 * columns) + c] = T.CreateTruncating(product / rows);
        }
        for (int kind = 0; kind < 3; kind++)
            plan.Tile(perColumn + (kind * columns), tiles + (kind * plan.Period));
        BackwardStep<T> step = new(source, tiles, tiles + plan.Period, tiles + (2 * plan.Period), gradientX);
        ColumnSweep.Map<T, BackwardStep<T>>(width, workers, plan, step);
        Scratch<double>.Return(totals);
        Scratch<T>.Return(room);
    }

    public static void ColumnSums<T>(
        LaneWidth width, Workers workers, int rows, int columns, T* x, T* sums, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ColumnPlan plan = new(rows, columns);
        AlignedBuffer<double> totals = Scratch<double>.Rent(columns);
        ColumnSweep.Sum<T, SumStep<T>>(width, workers, plan, 1, new SumStep<T>(x), totals.Pointer);
        for (int c = 0; c < columns; c++)
        {
            T sum = T.CreateTruncating(totals.Pointer[c]);
            sums[c] = accumulate ? sums[c] + sum : sum;
        }
        Scratch<double>.Return(totals);
    }

    /// <summary>The mean of 16 spread rows: near enough to the mean that squares of differences from it lose
    /// no digits to a large mean.</summary>
    private static void Shift<T>(int rows, int columns, T* x, T* shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = Math.Min(rows, ShiftSamples);
        T share = T.One / T.CreateTruncating(samples);
        new Span<T>(shift, columns).Clear();
        for (int i = 0; i < samples; i++)
        {
            T* row = x + ((long)i * rows / samples * columns);
            for (int c = 0; c < columns; c++)
                shift[c] += row[c] * share;
        }
    }
}
