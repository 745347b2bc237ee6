using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Entropic optimal transport by scaling rows and columns of a table that is written once: M_ij =
/// e^(−βE_ij − m_i), m_i the greatest exponent of its row, then q_ij = u_i·M_ij·v_j. Each sweep reads the
/// table once and makes no exponential. It serves where all factors stay within the range of the precision,
/// and says where they did not.</summary>
/// <remarks>Rows go in chunks of 64, sums of chunks in double and in order: the same bits for any number of
/// threads.</remarks>
public static unsafe class TransportScaling
{
    private const int Chunk = 64;

    /// <summary>Factors may differ by this power of e before products with them lose their meaning.</summary>
    private const double Reach = 60;

    /// <summary>Columns and then rows, so many times, from e^(−βE) as it is.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="labels">K ≥ 1.</param>
    /// <param name="energies">E, items × K.</param>
    /// <param name="beta">β.</param>
    /// <param name="sweeps">≥ 1.</param>
    /// <param name="rowWeights">r, items, &gt; 0.</param>
    /// <param name="columnWeights">c, K, &gt; 0.</param>
    /// <param name="rows">f of q_ij = exp(−βE_ij + g_j + f_i), items, overwritten.</param>
    /// <param name="columns">g, K, overwritten.</param>
    /// <param name="masses">The columns' sums at the end, K, overwritten.</param>
    /// <param name="plan">q, items × K, overwritten.</param>
    /// <returns>False where a factor left the range: all results are then void.</returns>
    public static bool TrySolve<T>(
        Workers workers, int labels, ReadOnlySpan<T> energies, double beta, int sweeps,
        ReadOnlySpan<double> rowWeights, ReadOnlySpan<double> columnWeights, Span<double> rows,
        Span<double> columns, Span<double> masses, Span<T> plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int items = rowWeights.Length, chunks = (items + Chunk - 1) / Chunk;
        if (energies.Length != (long)items * labels || plan.Length != energies.Length || rows.Length != items
            || columns.Length != labels || columnWeights.Length != labels || masses.Length != labels)
            throw new ArgumentException(
                $"{energies.Length} energies do not fit {items} items and {labels} labels.");
        AlignedBuffer<double> room = Scratch<double>.Rent((chunks * labels) + (2 * items));
        AlignedBuffer<T> factors = Scratch<T>.Rent(labels);
        bool inReach;
        fixed (T* e = energies, q = plan)
        fixed (double* r = rowWeights)
        {
            Table<T> table = new(
                LaneWidths.Resolve<T>(LaneWidth.Widest), items, labels, e, beta, q, r, factors.Pointer,
                room.Pointer, room.Pointer + (chunks * labels), room.Pointer + (chunks * labels) + items);
            double middle = Solve(workers, table, chunks, sweeps, columnWeights, columns, masses);
            inReach = double.IsFinite(middle);
            for (int i = 0; i < items && inReach; i++)
                rows[i] = Math.Log(table.Scales[i]) - table.Shifts[i] - middle;
        }
        Scratch<T>.Return(factors);
        Scratch<double>.Return(room);
        return inReach;
    }

    /// <summary>The middle of g that v leaves out; NaN where a factor left the range.</summary>
    private static double Solve<T>(
        Workers workers, Table<T> table, int chunks, int sweeps, ReadOnlySpan<double> wanted,
        Span<double> columns, Span<double> masses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        workers.Run(chunks, table.Write);
        if (!table.Evened(out double reference))
            return double.NaN;
        table.Add(chunks, masses, reference);
        for (int j = 0; j < columns.Length; j++)
            columns[j] = Math.Log(wanted[j]) - Math.Log(masses[j]) - reference;
        for (int sweep = 1; ; sweep++)
        {
            double middle = table.Scale(columns);
            if (double.IsNaN(middle))
                return double.NaN;
            bool last = sweep == sweeps;
            workers.Run(chunks, chunk => table.Sweep(chunk, last));
            table.Add(chunks, masses, double.NaN);
            double greatest = 0;
            for (int j = 0; j < columns.Length; j++)
            {
                masses[j] *= double.CreateTruncating(table.Factors[j]);
                greatest = Math.Max(greatest, masses[j]);
            }
            if (!double.IsFinite(greatest) || greatest == 0)
                return double.NaN;
            if (last)
                return middle;
            for (int j = 0; j < columns.Length; j++)
                columns[j] += Math.Log(wanted[j] / masses[j]);
        }
    }

    /// <summary>What all passes share.</summary>
    private readonly struct Table<T>(
        LaneWidth width, int items, int labels, T* energies, double beta, T* plan, double* weights,
        T* factors, double* sums, double* shifts, double* scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>v, one for each label.</summary>
        public T* Factors => factors;

        /// <summary>m, one for each item.</summary>
        public double* Shifts => shifts;

        /// <summary>u, one for each item.</summary>
        public double* Scales => scales;

        /// <summary>M, and Σ_i M_ij e^(m_i − m_first) of the chunk.</summary>
        public void Write(int chunk)
        {
            AlignedBuffer<T> room = Scratch<T>.Rent(labels);
            T* own = room.Pointer;
            new Span<T>(own, labels).Clear();
            int first = chunk * Chunk;
            for (int i = first; i < Math.Min(items, first + Chunk); i++)
            {
                T* row = plan + ((long)i * labels);
                T most = ExponentRow.Write(
                    width, labels, energies + ((long)i * labels), T.CreateTruncating(-beta), null, row);
                shifts[i] = double.CreateTruncating(most);
                T weight = T.CreateTruncating(Math.Exp(Math.Clamp(shifts[i] - shifts[first], -Reach, Reach)));
                ElementRange.Part<T, Exponentials<T>>(width, 0, labels, new(row, most, weight, own));
            }
            Keep(chunk, own);
            Scratch<T>.Return(room);
        }

        /// <summary>Whether rows of one chunk lie within reach of each other; the shift of the first
        /// chunk.</summary>
        public bool Evened(out double reference)
        {
            reference = shifts[0];
            for (int i = 0; i < items; i++)
            {
                if (!(Math.Abs(shifts[i] - shifts[i / Chunk * Chunk]) < Reach)
                    || !(Math.Abs(shifts[i] - reference) < Reach))
                    return false;
            }
            return true;
        }

        /// <summary>The sums of all chunks; after the first pass each with its own shift against a
        /// reference.</summary>
        public void Add(int chunks, Span<double> totals, double reference)
        {
            totals.Clear();
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                double factor = double.IsNaN(reference) ? 1 : Math.Exp(shifts[chunk * Chunk] - reference);
                double* own = sums + ((long)chunk * labels);
                for (int j = 0; j < totals.Length; j++)
                    totals[j] += factor * own[j];
            }
        }

        /// <summary>v_j = e^(g_j − middle), and the middle; NaN where they reach too far.</summary>
        public double Scale(ReadOnlySpan<double> columns)
        {
            double least = double.PositiveInfinity, most = double.NegativeInfinity;
            foreach (double g in columns)
                (least, most) = (Math.Min(least, g), Math.Max(most, g));
            if (!(most - least < Reach))
                return double.NaN;
            double middle = (least + most) / 2;
            for (int j = 0; j < columns.Length; j++)
                factors[j] = T.CreateTruncating(Math.Exp(columns[j] - middle));
            return middle;
        }

        /// <summary>u_i = r_i/Σ_j M_ij v_j, and Σ_i u_i M_ij of the chunk; at last the plan.</summary>
        public void Sweep(int chunk, bool last)
        {
            AlignedBuffer<T> room = Scratch<T>.Rent(labels);
            T* own = room.Pointer;
            new Span<T>(own, labels).Clear();
            for (int i = chunk * Chunk; i < Math.Min(items, (chunk + 1) * Chunk); i++)
            {
                T* row = plan + ((long)i * labels);
                double sum = RowSums.Sum<T, Weighted<T>>(width, labels, new(row, factors));
                double u = weights[i] / sum;
                T narrow = T.CreateTruncating(u);
                if (last)
                    ElementRange.Part<T, Finished<T>>(width, 0, labels, new(row, narrow, factors, own));
                else
                    ElementRange.Part<T, Summed<T>>(width, 0, labels, new(row, narrow, own));
                scales[i] = u;
            }
            Keep(chunk, own);
            Scratch<T>.Return(room);
        }

        private void Keep(int chunk, T* own)
        {
            double* to = sums + ((long)chunk * labels);
            for (int j = 0; j < labels; j++)
                to[j] = double.CreateTruncating(own[j]);
        }
    }

    /// <summary>x = exp(x − most); sums += weight·x.</summary>
    private readonly struct Exponentials<T>(T* x, T most, T weight, T* sums) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L value = L.ExpOfNonPositive(L.Load(x + index) - L.All(most));
            L.Store(value, x + index);
            L.Store(L.MultiplyAdd(value, L.All(weight), L.Load(sums + index)), sums + index);
        }
    }

    private readonly struct Weighted<T>(T* x, T* v) : IRowTerm<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L At<L>(long index)
            where L : struct, ILanes<L, T> => L.Load(x + index) * L.Load(v + index);
    }

    /// <summary>sums += u·x.</summary>
    private readonly struct Summed<T>(T* x, T u, T* sums) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(L.MultiplyAdd(L.Load(x + index), L.All(u), L.Load(sums + index)), sums + index);
    }

    /// <summary>sums += u·x; x = u·x·v.</summary>
    private readonly struct Finished<T>(T* x, T u, T* v, T* sums) : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L value = L.Load(x + index) * L.All(u);
            L.Store(L.Load(sums + index) + value, sums + index);
            L.Store(value * L.Load(v + index), x + index);
        }
    }
}
