using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Exact nearest rows, in blocks: memory O(k) per query, never queries × references. Large searches are
/// screened in single precision; queries that the screen does not settle are searched in double.</summary>
/// <param name="Indices">The k nearest references of each query, nearest first.</param>
/// <param name="Scores">Their cosines; for Euclidean search q·r − ‖r‖²/2, which falls with the
/// distance.</param>
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
        Matrix q = cosine ? Columns.NormaliseRows(queries) : queries;
        Matrix r = queries == references ? q : cosine ? Columns.NormaliseRows(references) : references;
        double[] offsets = cosine ? new double[r.Rows] : HalfSquares(r);
        var found = new Neighbours(new int[q.Rows * k], new double[q.Rows * k], k);
        int[] open = (double)q.Rows * r.Rows * q.Columns < ScreenAbove
            ? [.. Enumerable.Range(0, q.Rows)]
            : NeighbourScreen.Settle(found, q, r, offsets, excludeSelf, cosine, workers);
        int[][] chunks = [.. open.Chunk(Block)];
        workers.Run(chunks.Length, chunk => found.Search(q, chunks[chunk], r, offsets, excludeSelf));
        return found;
    }

    /// <summary>Takes the neighbours of one query from candidates, whose scores it works out.</summary>
    /// <param name="query">Index of the query.</param>
    /// <param name="candidates">At least k references.</param>
    /// <param name="row">The query.</param>
    /// <param name="references">One candidate per row.</param>
    /// <param name="offsets">What the product is diminished by.</param>
    internal void Take(
        int query, ReadOnlySpan<int> candidates, ReadOnlySpan<double> row, Matrix references, double[] offsets)
    {
        int[] order = candidates.ToArray();
        double[] scores = Array.ConvertAll(order, c => -offsets[c]);
        for (int j = 0; j < order.Length; j++)
            scores[j] += TensorPrimitives.Dot(row, references.Row(order[j]));
        Array.Sort(order, scores);
        Scores.AsSpan(query * K, K).Fill(double.NegativeInfinity);
        for (int j = 0; j < order.Length; j++)
            Keep(query, scores.AsSpan(j, 1), order[j]);
    }

    /// <summary>A block of queries against all references.</summary>
    private void Search(Matrix q, int[] queries, Matrix r, double[] offsets, bool excludeSelf)
    {
        var tile = new double[queries.Length * Math.Min(Block, r.Rows)];
        Matrix block = q.Select(queries);
        foreach (int query in queries)
            Scores.AsSpan(query * K, K).Fill(double.NegativeInfinity);
        for (int first = 0; first < r.Rows; first += Block)
        {
            int columns = Math.Min(Block, r.Rows - first);
            MatrixProduct.Store(block.Block(), r.Block(first, columns).Transposed, tile, columns);
            for (int i = 0; i < queries.Length; i++)
            {
                Span<double> scores = tile.AsSpan(i * columns, columns);
                TensorPrimitives.Subtract(scores, offsets.AsSpan(first, columns), scores);
                int self = queries[i] - first;
                if (excludeSelf && self >= 0 && self < columns)
                    scores[self] = double.NegativeInfinity;
                Keep(queries[i], scores, first);
            }
        }
    }

    /// <summary>Inserts what beats the worst kept; references come in rising order, so a strict comparison
    /// keeps the lower index of equals.</summary>
    private void Keep(int query, ReadOnlySpan<double> offered, int first)
    {
        Span<double> scores = Scores.AsSpan(query * K, K);
        Span<int> indices = Indices.AsSpan(query * K, K);
        if (TensorPrimitives.Max(offered) <= scores[^1])
            return;
        for (int j = 0; j < offered.Length; j++)
        {
            if (offered[j] <= scores[^1])
                continue;
            int place = K - 1;
            for (; place > 0 && offered[j] > scores[place - 1]; place--)
                (scores[place], indices[place]) = (scores[place - 1], indices[place - 1]);
            (scores[place], indices[place]) = (offered[j], first + j);
        }
    }

    private static double[] HalfSquares(Matrix rows)
    {
        var halves = new double[rows.Rows];
        for (int i = 0; i < halves.Length; i++)
            halves[i] = TensorPrimitives.SumOfSquares<double>(rows.Row(i)) / 2;
        return halves;
    }
}
