using System.Numerics;

namespace Szilard.Observables.Similarity;

/// <summary>The best-scored references of each query of a block, best first.</summary>
/// <param name="queries">How many queries.</param>
/// <param name="kept">How many references of each are kept.</param>
internal sealed class CandidateList(int queries, int kept)
{
    private readonly int[] _indices = new int[queries * kept];
    private readonly float[] _scores = [.. Enumerable.Repeat(float.NegativeInfinity, queries * kept)];

    /// <summary>What is kept of one query; before <c>kept</c> references were offered the last places mean
    /// nothing.</summary>
    public ReadOnlySpan<int> Of(int query) => _indices.AsSpan(query * kept, kept);

    /// <summary>No reference that was dropped has a greater score.</summary>
    public float Worst(int query) => _scores[((query + 1) * kept) - 1];

    /// <summary>Keeps those of the references whose product less offset beats the worst.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="products">One number per reference.</param>
    /// <param name="offsets">Likewise.</param>
    /// <param name="first">Index of the first reference.</param>
    public void Offer(int query, ReadOnlySpan<float> products, ReadOnlySpan<float> offsets, int first)
    {
        Span<float> scores = _scores.AsSpan(query * kept, kept);
        Span<int> indices = _indices.AsSpan(query * kept, kept);
        int width = Vector<float>.Count, j = 0;
        for (; j + width <= products.Length; j += width)
        {
            Vector<float> offered = new Vector<float>(products[j..]) - new Vector<float>(offsets[j..]);
            if (!Vector.GreaterThanAny(offered, new Vector<float>(scores[^1])))
                continue;
            for (int lane = 0; lane < width; lane++)
                Insert(scores, indices, offered[lane], first + j + lane);
        }
        for (; j < products.Length; j++)
            Insert(scores, indices, products[j] - offsets[j], first + j);
    }

    private static void Insert(Span<float> scores, Span<int> indices, float score, int index)
    {
        if (!(score > scores[^1]))
            return;
        int place = scores.Length - 1;
        for (; place > 0 && score > scores[place - 1]; place--)
            (scores[place], indices[place]) = (scores[place - 1], indices[place - 1]);
        (scores[place], indices[place]) = (score, index);
    }
}
