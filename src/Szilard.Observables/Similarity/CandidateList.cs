using System.Numerics;

namespace Szilard.Observables.Similarity;

/// <summary>The best-scored references of each query, best first.</summary>
/// <param name="queries">How many queries.</param>
/// <param name="kept">How many references of each are kept.</param>
internal sealed class CandidateList(int queries, int kept)
{
    private readonly int[] _indices = new int[queries * kept];
    private readonly float[] _scores = [.. Enumerable.Repeat(float.NegativeInfinity, queries * kept)];
    private readonly float[] _worst = [.. Enumerable.Repeat(float.NegativeInfinity, queries)];

    /// <summary>What is kept of one query; before <c>kept</c> references were offered the last places mean
    /// nothing.</summary>
    public ReadOnlySpan<int> Of(int query) => _indices.AsSpan(query * kept, kept);

    /// <summary>No reference that was dropped has a greater score.</summary>
    public float Worst(int query) => _worst[query];

    /// <summary>Keeps those of the references whose product less offset beats the worst.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="products">One number per reference.</param>
    /// <param name="offsets">Likewise.</param>
    /// <param name="first">Index of the first reference.</param>
    public void Offer(int query, ReadOnlySpan<float> products, ReadOnlySpan<float> offsets, int first)
    {
        int width = Vector<float>.Count, j = 0;
        for (; j + width <= products.Length; j += width)
        {
            Vector<float> offered = new Vector<float>(products[j..]) - new Vector<float>(offsets[j..]);
            if (!Vector.GreaterThanAny(offered, new Vector<float>(_worst[query])))
                continue;
            for (int lane = 0; lane < width; lane++)
                Insert(query, offered[lane], first + j + lane);
        }
        for (; j < products.Length; j++)
            Insert(query, products[j] - offsets[j], first + j);
    }

    /// <summary>The other way round: one reference, offered to neighbouring queries.</summary>
    /// <param name="reference">Index of the reference.</param>
    /// <param name="products">One number per query.</param>
    /// <param name="offset">Of the reference.</param>
    /// <param name="first">Index of the first query.</param>
    public void OfferTo(int reference, ReadOnlySpan<float> products, float offset, int first)
    {
        ReadOnlySpan<float> worst = _worst.AsSpan(first, products.Length);
        int width = Vector<float>.Count, j = 0;
        for (; j + width <= products.Length; j += width)
        {
            Vector<float> offered = new Vector<float>(products[j..]) - new Vector<float>(offset);
            if (!Vector.GreaterThanAny(offered, new Vector<float>(worst[j..])))
                continue;
            for (int lane = 0; lane < width; lane++)
                Insert(first + j + lane, offered[lane], reference);
        }
        for (; j < products.Length; j++)
            Insert(first + j, products[j] - offset, reference);
    }

    private void Insert(int query, float score, int index)
    {
        if (!(score > _worst[query]))
            return;
        Span<float> scores = _scores.AsSpan(query * kept, kept);
        Span<int> indices = _indices.AsSpan(query * kept, kept);
        int place = kept - 1;
        for (; place > 0 && score > scores[place - 1]; place--)
            (scores[place], indices[place]) = (scores[place - 1], indices[place - 1]);
        (scores[place], indices[place]) = (score, index);
        _worst[query] = scores[^1];
    }
}
