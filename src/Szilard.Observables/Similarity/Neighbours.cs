using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Exact nearest rows, in blocks: memory O(k) per query, never queries × references. Large searches
/// are screened by quicker products; queries that the screen does not settle are searched in double
/// precision.</summary>
/// <param name="Indices">The k nearest references of each query, nearest first.</param>
/// <param name="Scores">Their cosines; for Euclidean search −‖q − r‖²/2.</param>
/// <param name="K">k.</param>
internal sealed record Neighbours(int[] Indices, double[] Scores, int K)
{
    private const int Block = 512;
    private const double ScreenAbove = 1 << 24;

    /// <summary>The neighbours of one query.</summary>
    public ReadOnlySpan<int> Of(int query) => Indices.AsSpan(query * K, K);

    /// <summary>The scores of the neighbours of one query.</summary>
    public ReadOnlySpan<double> ScoresOf(int query) => Scores.AsSpan(query * K, K);

    /// <summary>Searches. Of equal scores the lower index is the nearer.</summary>
    /// <param name="queries">One query per row.</param>
    /// <param name="references">One candidate per row, at least k (k + 1 when self is excluded).</param>
    /// <param name="k">How many, ≥ 1.</param>
    /// <param name="cosine">Cosine, otherwise Euclidean distance.</param>
    /// <param name="excludeSelf">Query i is not its own neighbour: the two arrays are one.</param>
    /// <param name="workers">Share out the blocks of queries.</param>
    public static Neighbours Find(
        Matrix queries, Matrix references, int k, bool cosine, bool excludeSelf, Workers workers)
    {
        var rows = SearchRows.Of(queries, references, cosine, excludeSelf, workers);
        var found = new Neighbours(new int[queries.Rows * k], new double[queries.Rows * k], k);
        int[] open = (double)queries.Rows * references.Rows * queries.Columns < ScreenAbove
            ? [.. Enumerable.Range(0, queries.Rows)]
            : NeighbourScreen.Settle(found, rows, workers);
        int[][] chunks = [.. open.Chunk(Block)];
        workers.Run(chunks.Length, chunk => found.Search(rows, chunks[chunk]));
        return found;
    }

    /// <summary>Takes the neighbours of one query from candidates, whose scores it works out.</summary>
    /// <param name="rows">What is searched.</param>
    /// <param name="query">Index of the query.</param>
    /// <param name="candidates">At least k references.</param>
    internal void Take(SearchRows rows, int query, ReadOnlySpan<int> candidates)
    {
        int[] rising = candidates.ToArray();
        Array.Sort(rising);
        Scores.AsSpan(query * K, K).Fill(double.NegativeInfinity);
        foreach (int candidate in rising)
            Keep(query, rows.Score(query, candidate), candidate);
    }

    /// <summary>A block of queries against all references.</summary>
    private void Search(SearchRows rows, int[] queries)
    {
        Matrix block = rows.Queries.Select(queries), references = rows.References;
        var tile = new double[queries.Length * Math.Min(Block, references.Rows)];
        foreach (int query in queries)
            Scores.AsSpan(query * K, K).Fill(double.NegativeInfinity);
        for (int first = 0; first < references.Rows; first += Block)
        {
            int columns = Math.Min(Block, references.Rows - first);
            MatrixProduct.Store(block.Block(), references.Block(first, columns).Transposed, tile, columns);
            for (int i = 0; i < queries.Length; i++)
                Offer(rows, queries[i], tile.AsSpan(i * columns, columns), first);
        }
        foreach (int query in queries)
            Take(rows, query, Of(query));
    }

    /// <summary>Keeps what is near among references next to each other.</summary>
    private void Offer(SearchRows rows, int query, Span<double> products, int first)
    {
        TensorPrimitives.Subtract(products, rows.ReferenceHalves.AsSpan(first, products.Length), products);
        TensorPrimitives.Subtract(products, rows.QueryHalves[query], products);
        if (rows.AreOne && query >= first && query < first + products.Length)
            products[query - first] = double.NegativeInfinity;
        if (TensorPrimitives.Max<double>(products) <= ScoresOf(query)[^1])
            return;
        for (int j = 0; j < products.Length; j++)
            Keep(query, products[j], first + j);
    }

    /// <summary>Inserts what beats the worst kept; references come in rising order, so a strict comparison
    /// keeps the lower index of equals.</summary>
    private void Keep(int query, double score, int index)
    {
        Span<double> scores = Scores.AsSpan(query * K, K);
        if (!(score > scores[^1]))
            return;
        Span<int> indices = Indices.AsSpan(query * K, K);
        int place = K - 1;
        for (; place > 0 && score > scores[place - 1]; place--)
            (scores[place], indices[place]) = (scores[place - 1], indices[place - 1]);
        (scores[place], indices[place]) = (score, index);
    }
}
