using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Takes one chunk of rows through the table, block by block.</summary>
internal readonly unsafe ref struct PairwiseChunk<L, T, TTerm, TGradient>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTerm : struct, IPairTerm
    where TGradient : struct, IPairGradient
{
    /// <summary>Panels whose exponentials and keys are used for both gradients while they are near.</summary>
    private const int GradientPanels = 8;

    /// <summary>Panels over which a row's sum stays in single precision.</summary>
    private const int SumPanels = 16;

    private const int Panel = PairwisePlan.Panel;
    private readonly PairwiseProblem<T> _problem;
    private readonly int _chunk;

    private PairwiseChunk(PairwiseProblem<T> problem, int chunk) => (_problem, _chunk) = (problem, chunk);

    private PairwisePlan Plan => _problem.Plan;

    /// <summary>Does chunk <paramref name="chunk"/> of <paramref name="problem"/>.</summary>
    public static void Run(PairwiseProblem<T> problem, int chunk)
    {
        PairwisePlan plan = problem.Plan;
        int rows = plan.RowsPerBlock, table = rows * plan.Stride;
        AlignedBuffer<T> room = Scratch<T>.Rent(
            (plan.Panels * rows * Panel) + ((2 + L.Width) * table) + (3 * PairwisePlan.MostRows * 16));
        new PairwiseChunk<L, T, TTerm, TGradient>(problem, chunk).Blocks(room.Pointer);
        Scratch<T>.Return(room);
    }

    private void Blocks(T* room)
    {
        int first = _chunk * Plan.RowsPerChunk;
        int end = Math.Min(first + Plan.RowsPerChunk, _problem.Queries);
        if (_problem.WantsGradient)
            KeySumsOfChunk().Clear();
        _problem.References[_chunk] = double.NegativeInfinity;
        Span<double> sums = stackalloc double[PairwisePlan.MostRows];
        for (int row = first; row < end; row += Plan.RowsPerBlock)
        {
            int count = Math.Min(Plan.RowsPerBlock, end - row);
            PairwiseBlock<T> block = Lay(room, (count + 3) & ~3, sums);
            Load(block, row, count);
            Logits(block, row, count);
            Exponentials(block, row, count);
            Weigh(block, row, count);
            if (_problem.WantsGradient)
                Gradients(block, row, count);
        }
    }

    private Span<T> KeySumsOfChunk() =>
        new(_problem.KeySums + ((long)_chunk * Plan.KeyNumbers), Plan.KeyNumbers);

    private PairwiseBlock<T> Lay(T* room, int rows, Span<double> sums)
    {
        int table = Plan.RowsPerBlock * Plan.Stride, registers = PairwisePlan.MostRows * 16;
        T* tables = room + (Plan.Panels * Plan.RowsPerBlock * Panel);
        T* small = tables + (2 * table);
        return new PairwiseBlock<T>
        {
            Plan = Plan,
            Dimensions = _problem.Dimensions,
            Rows = rows,
            Power = T.CreateTruncating(_problem.Form.Power),
            Keys = _problem.Keys,
            KeySums = _problem.WantsGradient ? _problem.KeySums + ((long)_chunk * Plan.KeyNumbers) : null,
            Logits = room,
            RowCoordinates = tables,
            WeightedRows = tables + table,
            RowRegisters = small,
            RowWeights = small + registers,
            Shifts = small + (2 * registers),
            QuerySums = small + (3 * registers),
            Sums = sums[..rows],
        };
    }

    private void Load(in PairwiseBlock<T> block, int row, int count)
    {
        int d = _problem.Dimensions, stride = Plan.Stride;
        new Span<T>(block.RowCoordinates, block.Rows * stride).Clear();
        for (int i = 0; i < count; i++)
        {
            T* from = _problem.Q + ((long)(row + i) * d), to = block.RowCoordinates + (i * stride);
            for (int c = 0; c < d; c++)
                to[c] = from[c] - _problem.Centre[c];
            to[d] = T.One;
        }
    }

    private void Logits(in PairwiseBlock<T> block, int row, int count)
    {
        int stride = Plan.Stride, d = _problem.Dimensions;
        T factor = T.CreateTruncating(_problem.LogitFactor);
        T* biases = stackalloc T[PairwisePlan.MostRows];
        if (_problem.ThroughProducts)
            PairwisePacking.Biases(block.RowCoordinates, block.Rows, stride, d, biases);
        new Span<T>(block.RowRegisters, block.Rows * L.Width).Fill(T.NegativeInfinity);
        for (int panel = 0; panel < Plan.Panels; panel++)
        {
            T* keys = block.Keys + ((long)panel * Plan.PanelNumbers);
            T* s = block.Logits + ((long)panel * block.Rows * Panel);
            for (int i = 0; i < block.Rows; i += 4)
            {
                PairwiseTiles.Sums<L, T, TTerm>(
                    block.RowCoordinates + (i * stride), stride, keys, d, block.Power, s + (i * Panel));
            }
            T* keyBias = _problem.ThroughProducts ? _problem.KeyBias + (panel * Panel) : null;
            PairwiseSweeps.Scale<L, T>(s, block.Rows, factor, biases, keyBias);
            Exclude(s, panel, row, count);
            PairwiseSweeps.Maxima<L, T>(s, block.Rows, block.RowRegisters);
        }
    }

    /// <summary>Pairs that do not count, and the padding of the last panel, get the logit −∞.</summary>
    private void Exclude(T* s, int panel, int row, int count)
    {
        int first = panel * Panel, keys = _problem.KeyCount;
        for (int j = Math.Min(Panel, keys - first); j < Panel; j++)
        {
            for (int i = 0; i < count; i++)
                s[(i * Panel) + j] = T.NegativeInfinity;
        }
        if (_problem.Form.ExcludedOffset is not { } offset)
            return;
        long shift = ((long)offset % keys) + keys;
        for (int i = 0; i < count; i++)
        {
            int j = (int)((row + i + shift) % keys) - first;
            if ((uint)j < Panel)
                s[(i * Panel) + j] = T.NegativeInfinity;
        }
    }

    private void Exponentials(in PairwiseBlock<T> block, int row, int count)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            T greatest = L.Greatest(L.Load(block.RowRegisters + (i * L.Width)));
            bool hasExtra = _problem.Extra != null && i < count;
            block.Shifts[i] = hasExtra ? T.Max(greatest, _problem.Extra[row + i]) : greatest;
        }
        block.Sums.Clear();
        new Span<T>(block.RowRegisters, block.Rows * L.Width).Clear();
        for (int panel = 0; panel < Plan.Panels; panel++)
        {
            T* s = block.Logits + ((long)panel * block.Rows * Panel);
            PairwiseSweeps.Exponentials<L, T>(s, block.Rows, block.Shifts, block.RowRegisters);
            if ((panel + 1) % SumPanels == 0 || panel + 1 == Plan.Panels)
                Flush(block);
        }
    }

    private static void Flush(in PairwiseBlock<T> block)
    {
        for (int i = 0; i < block.Rows; i++)
            block.Sums[i] += L.Sum(L.Load(block.RowRegisters + (i * L.Width)));
        new Span<T>(block.RowRegisters, block.Rows * L.Width).Clear();
    }

    /// <summary>Each row's log-sum-exp, the extra candidate's gradient, and the factor from exponentials to
    /// weights of pairs.</summary>
    private void Weigh(in PairwiseBlock<T> block, int row, int count)
    {
        double greatest = double.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            double shift = double.CreateTruncating(block.Shifts[i]);
            double extra = _problem.Extra == null
                ? 0 : Math.Exp(double.CreateTruncating(_problem.Extra[row + i]) - shift);
            double sum = block.Sums[i] + extra;
            double logSumExp = shift + Math.Log(sum);
            greatest = Math.Max(greatest, logSumExp);
            _problem.Rows[row + i] = logSumExp;
            if (_problem.RowLogSumExp != null)
                _problem.RowLogSumExp[row + i] = T.CreateTruncating(logSumExp);
            if (_problem.GradientExtra != null)
                _problem.GradientExtra[row + i] = T.CreateTruncating(extra / sum / _problem.Queries);
        }
        if (_problem.IsTotal && _problem.WantsGradient)
            RaiseReference(greatest);
        for (int i = 0; i < block.Rows; i++)
            block.RowWeights[i] = i < count ? RowWeight(block.Shifts[i], row + i) : T.Zero;
    }

    /// <summary>exp(shift − lse)/n for the mean of rows; exp(shift − reference) for the total.</summary>
    private T RowWeight(T shift, int row)
    {
        double s = double.CreateTruncating(shift);
        return T.CreateTruncating(_problem.IsTotal
            ? Math.Exp(s - _problem.References[_chunk])
            : Math.Exp(s - _problem.Rows[row]) / _problem.Queries);
    }

    /// <summary>The chunk's key sums are relative to the greatest log-sum-exp so far.</summary>
    private void RaiseReference(double greatest)
    {
        double old = _problem.References[_chunk];
        if (greatest <= old)
            return;
        _problem.References[_chunk] = greatest;
        if (double.IsNegativeInfinity(old))
            return;
        T factor = T.CreateTruncating(Math.Exp(old - greatest));
        foreach (ref T sum in KeySumsOfChunk())
            sum *= factor;
    }

    private void Gradients(in PairwiseBlock<T> block, int row, int count)
    {
        int stride = Plan.Stride;
        for (int i = 0; i < block.Rows * stride; i++)
            block.WeightedRows[i] = block.RowCoordinates[i] * block.RowWeights[i / stride];
        new Span<T>(block.QuerySums, block.Rows * stride * L.Width).Clear();
        for (int panel = 0; panel < Plan.Panels; panel += GradientPanels)
            TGradient.Accumulate<L, T>(block, panel, Math.Min(panel + GradientPanels, Plan.Panels));
        for (int i = 0; i < count; i++)
            StoreQueryGradient(block, row + i, i);
    }

    /// <summary>Relative to the row's own log-sum-exp; the last step weighs the rows of a
    /// total.</summary>
    private void StoreQueryGradient(in PairwiseBlock<T> block, int row, int i)
    {
        int d = _problem.Dimensions, stride = Plan.Stride;
        double weight = Math.Exp(double.CreateTruncating(block.Shifts[i]) - _problem.Rows[row]);
        weight *= _problem.SlopeFactor / (_problem.IsTotal ? 1 : _problem.Queries);
        bool squared = _problem.Form.Similarity == PairSimilarity.NegativeSquaredDistance;
        double sumOfWeights = squared ? block.Sums[i] : 0;
        for (int c = 0; c < d; c++)
        {
            double sum = L.Sum(L.Load(block.QuerySums + (((i * stride) + c) * L.Width)));
            double q = double.CreateTruncating(block.RowCoordinates[(i * stride) + c]);
            _problem.GradientQ[((long)row * d) + c] = T.CreateTruncating(weight * (sum - (q * sumOfWeights)));
        }
    }
}
