using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>The passes of entropic optimal transport (Sinkhorn) over rows of energies, in the logarithmic
/// domain: for q_ij = exp(−βE_ij + g_j + f_i) nothing of the size of q is kept, since every pass makes the
/// exponentials anew in the first cache.</summary>
/// <remarks>Rows go in chunks of 64; sums of a chunk are in the precision of the energies, sums of chunks in
/// double and in order. The result has the same bits for any number of threads.</remarks>
public static unsafe class TransportRows
{
    private const int Chunk = 64;

    /// <summary>Puts every row on its weight, f_i = ln r_i − ln Σ_j exp(−βE_ij + g_j), and adds up the
    /// columns that this gives, Σ_i q_ij.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="labels">K ≥ 1.</param>
    /// <param name="energies">E, items × K.</param>
    /// <param name="beta">β.</param>
    /// <param name="columns">g, K.</param>
    /// <param name="logWeights">ln r, items; −∞ for a row of weight 0.</param>
    /// <param name="rows">f, items, overwritten.</param>
    /// <param name="masses">K; the columns' sums are added to it.</param>
    /// <param name="plan">q, items × K, overwritten; empty where it is not wanted.</param>
    public static void Balance<T>(
        Workers workers, int labels, ReadOnlySpan<T> energies, double beta, ReadOnlySpan<double> columns,
        ReadOnlySpan<double> logWeights, Span<double> rows, Span<double> masses, Span<T> plan = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int items = Items(labels, energies, columns.Length, logWeights.Length, rows.Length, masses.Length);
        LaneWidth width = LaneWidths.Resolve<T>(LaneWidth.Widest);
        int chunks = (items + Chunk - 1) / Chunk;
        T[] shifts = Narrow<T>(columns);
        var sums = new double[chunks * labels];
        if (!plan.IsEmpty && plan.Length != energies.Length)
            throw new ArgumentException(
                $"{energies.Length} energies give as many entries, not {plan.Length}.");
        fixed (T* e = energies, g = shifts, q = plan)
        fixed (double* weights = logWeights, f = rows)
        {
            T* kept = q;
            Pass<T> pass = new(width, labels, e, beta, g, weights, f, items);
            workers.Run(chunks, chunk => pass.Balance(chunk, sums.AsSpan(chunk * labels, labels), kept));
        }
        for (int chunk = 0; chunk < chunks; chunk++)
            TensorPrimitives.Add(masses, sums.AsSpan(chunk * labels, labels), masses);
    }

    /// <summary>ln Σ_i exp(−βE_ij + f_i) of every column, each shifted by its own greatest term.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="labels">K ≥ 1.</param>
    /// <param name="energies">E, items × K.</param>
    /// <param name="beta">β.</param>
    /// <param name="rows">f, items.</param>
    /// <param name="greatest">K; the greatest exponent of each column so far, −∞ at first; updated.</param>
    /// <param name="sums">K; Σ_i exp(−βE_ij + f_i − greatest_j) so far, 0 at first; updated.</param>
    public static void Columns<T>(
        Workers workers, int labels, ReadOnlySpan<T> energies, double beta, ReadOnlySpan<double> rows,
        Span<double> greatest, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int items = Items(labels, energies, greatest.Length, rows.Length, rows.Length, sums.Length);
        int chunks = (items + Chunk - 1) / Chunk;
        var most = new double[chunks * labels];
        var own = new double[chunks * labels];
        fixed (T* e = energies)
        fixed (double* f = rows)
        {
            Pass<T> pass = new(
                LaneWidths.Resolve<T>(LaneWidth.Widest), labels, e, beta, null, null, f, items);
            workers.Run(
                chunks,
                chunk => pass.Columns(
                    chunk, most.AsSpan(chunk * labels, labels), own.AsSpan(chunk * labels, labels)));
        }
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            for (int j = 0; j < labels; j++)
                Merge(ref greatest[j], ref sums[j], most[(chunk * labels) + j], own[(chunk * labels) + j]);
        }
    }

    /// <summary>q_ij = exp(−βE_ij + g_j + f_i).</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="labels">K ≥ 1.</param>
    /// <param name="energies">E, items × K.</param>
    /// <param name="beta">β.</param>
    /// <param name="columns">g, K.</param>
    /// <param name="rows">f, items.</param>
    /// <param name="plan">q, items × K, overwritten.</param>
    public static void Write<T>(
        Workers workers, int labels, ReadOnlySpan<T> energies, double beta, ReadOnlySpan<double> columns,
        ReadOnlySpan<double> rows, Span<T> plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int items = Items(labels, energies, columns.Length, rows.Length, rows.Length, labels);
        if (plan.Length != energies.Length)
            throw new ArgumentException(
                $"{energies.Length} energies give as many entries, not {plan.Length}.");
        LaneWidth width = LaneWidths.Resolve<T>(LaneWidth.Widest);
        T[] shifts = Narrow<T>(columns);
        fixed (T* e = energies, g = shifts, q = plan)
        fixed (double* f = rows)
        {
            T* to = q;
            Pass<T> pass = new(width, labels, e, beta, g, null, f, items);
            workers.Run((items + Chunk - 1) / Chunk, chunk => pass.Write(chunk, to));
        }
    }

    private static int Items<T>(
        int labels, ReadOnlySpan<T> energies, int columns, int weights, int rows, int masses)
    {
        int items = labels < 1 ? -1 : energies.Length / labels;
        if (items * labels != energies.Length || columns != labels || masses != labels || weights != items
            || rows != items)
            throw new ArgumentException(
                $"{energies.Length} energies of {labels} labels do not fit {columns} columns, {masses} "
                    + $"masses, {weights} weights and {rows} rows.");
        return items;
    }

    private static T[] Narrow<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var narrow = new T[values.Length];
        for (int j = 0; j < narrow.Length; j++)
            narrow[j] = T.CreateTruncating(values[j]);
        return narrow;
    }

    private static void Merge(ref double greatest, ref double sum, double most, double own)
    {
        if (double.IsNegativeInfinity(most))
            return;
        double common = Math.Max(greatest, most);
        sum = (sum * Math.Exp(greatest - common)) + (own * Math.Exp(most - common));
        greatest = common;
    }

    /// <summary>What all chunks of one pass share.</summary>
    private readonly struct Pass<T>(
        LaneWidth width, int labels, T* energies, double beta, T* columns, double* weights, double* rows,
        int items)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Balance(int chunk, Span<double> masses, T* plan)
        {
            AlignedBuffer<T> room = Scratch<T>.Rent(2 * labels);
            T* scratch = room.Pointer, sums = scratch + labels;
            new Span<T>(sums, labels).Clear();
            for (int i = chunk * Chunk; i < Math.Min(items, (chunk + 1) * Chunk); i++)
            {
                T* row = plan == null ? scratch : plan + ((long)i * labels);
                T most = ExponentRow.Write(width, labels, Row(i), Scale, columns, row);
                double sum = RowSums.Sum<T, TransportSteps.KeptExponential<T>>(width, labels, new(row, most));
                rows[i] = weights[i] - double.CreateTruncating(most) - Math.Log(sum);
                T share = T.CreateTruncating(Math.Exp(weights[i]) / sum);
                ElementRange.Part<T, TransportSteps.Shared<T>>(
                    width, 0, labels, new(row, share, sums, plan == null ? null : row));
            }
            for (int j = 0; j < labels; j++)
                masses[j] = double.CreateTruncating(sums[j]);
            Scratch<T>.Return(room);
        }

        public void Columns(int chunk, Span<double> greatest, Span<double> sums)
        {
            AlignedBuffer<T> room = Scratch<T>.Rent(2 * labels);
            T* most = room.Pointer, sum = most + labels;
            new Span<T>(most, labels).Fill(T.NegativeInfinity);
            new Span<T>(sum, labels).Clear();
            int first = chunk * Chunk, end = Math.Min(items, first + Chunk);
            for (int i = first; i < end; i++)
                ElementRange.Part<T, TransportSteps.Greater<T>>(
                    width, 0, labels, new(Row(i), Scale, Shift(i), most));
            for (int i = first; i < end; i++)
                ElementRange.Part<T, TransportSteps.Grown<T>>(
                    width, 0, labels, new(Row(i), Scale, Shift(i), most, sum));
            for (int j = 0; j < labels; j++)
                (greatest[j], sums[j]) = (double.CreateTruncating(most[j]), double.CreateTruncating(sum[j]));
            Scratch<T>.Return(room);
        }

        public void Write(int chunk, T* plan)
        {
            for (int i = chunk * Chunk; i < Math.Min(items, (chunk + 1) * Chunk); i++)
            {
                T* row = plan + ((long)i * labels);
                Exponents(i, row);
                ElementRange.Part<T, RowFunctions.Exponential<T>>(
                    width, 0, labels, new(row, T.CreateTruncating(-rows[i]), T.One, row));
            }
        }

        /// <summary>−βE_ij + g_j.</summary>
        private void Exponents(int i, T* to) => ElementRange.Part<T, RowFunctions.Combine<T>>(
            width, 0, labels, new(Row(i), Scale, columns, T.One, to));

        private T Scale => T.CreateTruncating(-beta);

        private T Shift(int i) => T.CreateTruncating(rows[i]);

        private T* Row(int i) => energies + ((long)i * labels);
    }
}
