using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Log-sum-exp over all pairs of queries and keys, with gradients, without ever holding the table of
/// pairs: the heart of InfoNCE, NT-Xent and uniformity losses.</summary>
/// <remarks>
/// With logits s_ij = Scale · similarity(q_i, k_j):
/// <see cref="PairReduction.MeanOfRows"/> is L = (1/n) Σ_i log( Σ_j exp s_ij + exp extra_i ), and
/// <see cref="PairReduction.Total"/> is L = log Σ_ij exp s_ij, over the pairs not excluded.
/// Every row is shifted by its greatest logit first, so any finite logits are safe; sums of a row continue in
/// double after every 1024 keys. Memory is O((n + m) · d) plus a block of rows that fits in the cache. The
/// result has the same bits for any number of threads.
/// </remarks>
public static unsafe class PairwiseLogSumExp
{
    /// <summary>L and, unless the gradient pointers are null, its gradients, which are overwritten.</summary>
    /// <typeparam name="T"><c>float</c> (vectorised) or <c>double</c> (plain, for checks).</typeparam>
    /// <param name="workers">Threads to share the rows.</param>
    /// <param name="form">Which logits and which reduction.</param>
    /// <param name="queries">n ≥ 1.</param>
    /// <param name="keys">m ≥ 1.</param>
    /// <param name="dimensions">d ≥ 1.</param>
    /// <param name="q">Queries, n × d.</param>
    /// <param name="k">Keys, m × d; may be the same memory as <paramref name="q"/>.</param>
    /// <param name="extra">One more logit for each row, or null. Null for a total.</param>
    /// <param name="gradientQ">∂L/∂q, n × d, or null for the value alone.</param>
    /// <param name="gradientK">∂L/∂k, m × d; null exactly when <paramref name="gradientQ"/> is.</param>
    /// <param name="gradientExtra">∂L/∂extra, n, or null.</param>
    /// <param name="rowLogSumExp">The n per-row values log Σ_j exp s_ij (extra included), or null.</param>
    /// <returns>L, in double.</returns>
    /// <exception cref="ArgumentException">A size below 1, a power below 1, an extra candidate with a total,
    /// or rows without any candidate.</exception>
    public static double Evaluate<T>(
        Workers workers, PairForm form, int queries, int keys, int dimensions, T* q, T* k, T* extra,
        T* gradientQ, T* gradientK, T* gradientExtra, T* rowLogSumExp = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Evaluate(
            LaneWidth.Widest, workers, form, queries, keys, dimensions, q, k, extra,
            gradientQ, gradientK, gradientExtra, rowLogSumExp);

    /// <summary>The same at a given width.</summary>
    internal static double Evaluate<T>(
        LaneWidth width, Workers workers, PairForm form, int queries, int keys, int dimensions, T* q, T* k,
        T* extra, T* gradientQ, T* gradientK, T* gradientExtra, T* rowLogSumExp = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(form, queries, keys, dimensions, extra != null);
        if ((gradientQ == null) != (gradientK == null))
            throw new ArgumentException("Queries and keys have gradients together: give both or neither.");
        if (form is { Similarity: PairSimilarity.NegativePowerDistance, Power: 2 })
            form = form with { Similarity = PairSimilarity.NegativeSquaredDistance };
        PairwisePlan plan = new(queries, keys, dimensions);
        bool throughProducts = form.Similarity == PairSimilarity.NegativeSquaredDistance
            && dimensions > PairwiseEvaluation.MostDifferences;
        int biases = plan.Panels * PairwisePlan.Panel;
        long sums = gradientK == null ? 0 : (long)plan.KeyNumbers * plan.Chunks;
        long numbers = plan.KeyNumbers + biases + plan.Stride + sums;
        AlignedBuffer<T> room = Scratch<T>.Rent(checked((int)numbers));
        AlignedBuffer<double> rows = Scratch<double>.Rent(queries + plan.Chunks);
        T* bias = room.Pointer + plan.KeyNumbers + sums;
        PairwiseProblem<T> problem = new()
        {
            Form = form,
            Plan = plan,
            Queries = queries,
            KeyCount = keys,
            Dimensions = dimensions,
            Q = q,
            K = k,
            Extra = extra,
            GradientQ = gradientQ,
            GradientExtra = gradientExtra,
            RowLogSumExp = rowLogSumExp,
            Keys = room.Pointer,
            KeySums = gradientK == null ? null : room.Pointer + plan.KeyNumbers,
            KeyBias = throughProducts ? bias : null,
            Centre = bias + biases,
            Rows = rows.Pointer,
            References = rows.Pointer + queries,
        };
        double value = PairwiseEvaluation.Run(LaneWidths.Resolve<T>(width), workers, problem, gradientK);
        Scratch<double>.Return(rows);
        Scratch<T>.Return(room);
        return value;
    }

    private static void Check(PairForm form, int queries, int keys, int dimensions, bool hasExtra)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (form.Similarity == PairSimilarity.NegativePowerDistance && !(form.Power >= 1))
            throw new ArgumentException($"The power is {form.Power}, but a distance needs p of 1 or more.");
        if (hasExtra && form.Reduction == PairReduction.Total)
            throw new ArgumentException("A total has no rows to add an extra candidate to: leave it out.");
        if (form.ExcludedOffset is not null && keys == 1 && !hasExtra)
            throw new ArgumentException("One key that is excluded leaves no candidate: use at least 2 keys.");
    }
}
