using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Szilard.Observables.Similarity;

/// <summary>The best-scored references of each query. They are gathered in no order; whenever there is no room
/// for more, the best are parted from the rest and what they beat is not taken up again.</summary>
/// <param name="queries">How many queries.</param>
/// <param name="kept">How many references of each are kept.</param>
internal sealed class CandidateList(int queries, int kept)
{
    private readonly int _room = 3 * kept;
    private readonly int[] _counts = new int[queries];
    private readonly int[] _indices = new int[queries * 3 * kept];
    private readonly float[] _scores = new float[queries * 3 * kept];
    private readonly float[] _worst = [.. Enumerable.Repeat(float.NegativeInfinity, queries)];

    /// <summary>What is kept of one query, at the end, in no order.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="worst">No reference that was dropped has a greater score.</param>
    public ReadOnlySpan<int> Select(int query, out float worst)
    {
        if (_counts[query] > kept)
            Part(query, 0);
        worst = _worst[query];
        return _indices.AsSpan(query * _room, _counts[query]);
    }

    /// <summary>Takes up those of neighbouring references that beat the worst.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="scores">One number per reference.</param>
    /// <param name="first">Index of the first reference.</param>
    public void Offer(int query, ReadOnlySpan<float> scores, int first)
    {
        int j = 0;
        for (; j + Vector512<float>.Count <= scores.Length; j += Vector512<float>.Count)
        {
            ulong better = Vector512.GreaterThan(
                Vector512.Create(scores[j..]), Vector512.Create(_worst[query])).ExtractMostSignificantBits();
            for (; better != 0; better &= better - 1)
            {
                int at = j + BitOperations.TrailingZeroCount(better);
                Add(query, scores[at], first + at);
            }
        }
        for (; j < scores.Length; j++)
            Add(query, scores[j], first + j);
    }

    /// <summary>The other way round: one reference, offered to neighbouring queries.</summary>
    /// <param name="reference">Index of the reference.</param>
    /// <param name="scores">One number per query.</param>
    /// <param name="first">Index of the first query.</param>
    public void OfferTo(int reference, ReadOnlySpan<float> scores, int first)
    {
        ReadOnlySpan<float> worst = _worst.AsSpan(first, scores.Length);
        int j = 0;
        for (; j + Vector512<float>.Count <= scores.Length; j += Vector512<float>.Count)
        {
            ulong better = Vector512.GreaterThan(
                Vector512.Create(scores[j..]), Vector512.Create(worst[j..])).ExtractMostSignificantBits();
            for (; better != 0; better &= better - 1)
            {
                int at = j + BitOperations.TrailingZeroCount(better);
                Add(first + at, scores[at], reference);
            }
        }
        for (; j < scores.Length; j++)
            Add(first + j, scores[j], reference);
    }

    private void Add(int query, float score, int index)
    {
        if (_counts[query] == _room)
            Part(query, kept / 2);
        if (!(score > _worst[query]))
            return;
        int place = (query * _room) + _counts[query]++;
        (_scores[place], _indices[place]) = (score, index);
    }

    /// <summary>Brings the best to the front, as many as are kept and at most a few more, and forgets the
    /// others.</summary>
    /// <remarks>Quickselect (C. A. R. Hoare, "Algorithm 65: FIND", Comm. ACM 4 (1961) 321) that may stop
    /// early. Up to <c>low</c> none is worse than any behind, from <c>high</c> none is better than any
    /// before.</remarks>
    private void Part(int query, int spare)
    {
        Span<float> scores = _scores.AsSpan(query * _room, _counts[query]);
        Span<int> indices = _indices.AsSpan(query * _room, _counts[query]);
        int low = 0, high = scores.Length;
        while (high > kept + spare)
        {
            float pivot = Middle(scores[low], scores[(low + high) / 2], scores[high - 1]);
            int better = Front(scores[..high], indices, low, pivot);
            if (better >= kept)
            {
                high = better;
                continue;
            }
            low = Front(scores[..high], indices, better, float.BitDecrement(pivot));
            if (low >= kept)
                high = kept;
        }
        _worst[query] = TensorPrimitives.Min<float>(scores[..high]);
        _counts[query] = high;
    }

    /// <summary>Brings scores above the bound to the front, from low on; returns the place behind them. Without
    /// branches on the scores, which a processor could not foresee.</summary>
    private static int Front(Span<float> scores, Span<int> indices, int low, float bound)
    {
        for (int i = low; i < scores.Length; i++)
        {
            (float score, int index) = (scores[i], indices[i]);
            (scores[i], indices[i]) = (scores[low], indices[low]);
            (scores[low], indices[low]) = (score, index);
            low += score > bound ? 1 : 0;
        }
        return low;
    }

    private static float Middle(float a, float b, float c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
