using System.Buffers;
using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Finds candidates for nearest rows by products in single precision, which cost half of those in
/// double precision, and says of which queries they certainly hold all neighbours.</summary>
/// <remarks>Rows are scaled to length at most 1; two further columns carry the halves of squares, so that one
/// product is the score. A product of width w is off by at most (w + 3)·2⁻²⁴·Σ|qₖrₖ| in single precision, in
/// whatever order it is summed, and that sum is at most (1 + ‖q‖)²/2, for cosines 1. What the screen drops has
/// a score below that of its worst candidate plus this bound; where the k-th neighbour, taken in double
/// precision, beats that, none is missing.</remarks>
internal sealed class NeighbourScreen
{
    private const int Rows = 512, Spare = 4;
    private const double Rounding = 1.0 / (1 << 24);
    private readonly SearchRows _exact;
    private readonly float[] _queries, _references;
    private readonly double _scale;
    private readonly int _width, _kept;

    private NeighbourScreen(SearchRows rows, int k)
    {
        (_exact, _kept) = (rows, k + Spare);
        _width = rows.References.Columns + (rows.IsCosine ? 0 : 2);
        _scale = rows.IsCosine
            ? 1
            : Math.Sqrt(2 * Math.Max(
                TensorPrimitives.Max<double>(rows.QueryHalves),
                TensorPrimitives.Max<double>(rows.ReferenceHalves)));
        _references = Narrow(rows.References, rows.ReferenceHalves, one: 1);
        _queries = rows.IsCosine && rows.Queries == rows.References
            ? _references
            : Narrow(rows.Queries, rows.QueryHalves, one: 0);
    }

    /// <summary>Fills in the neighbours of all queries for which candidates settle them; returns the
    /// others.</summary>
    /// <param name="found">What is filled in.</param>
    /// <param name="rows">What is searched.</param>
    /// <param name="workers">Share out blocks of queries.</param>
    public static int[] Settle(Neighbours found, SearchRows rows, Workers workers)
    {
        int queries = rows.Queries.Rows;
        var screen = new NeighbourScreen(rows, found.K);
        if (!(screen._scale is > 0 and < 1e150) || rows.References.Rows <= screen._kept)
            return [.. Enumerable.Range(0, queries)];
        var candidates = new CandidateList(queries, screen._kept);
        if (rows.AreOne)
            screen.ScreenPairs(candidates, workers);
        else
            screen.ScreenRows(candidates, workers);
        int[][] chunks = [.. Enumerable.Range(0, queries).Chunk(Rows)];
        workers.Run(chunks.Length, chunk => chunks[chunk] =
            [.. chunks[chunk].Where(query => !screen.Settles(found, query, candidates))]);
        return [.. chunks.SelectMany(open => open)];
    }

    private bool Settles(Neighbours found, int query, CandidateList candidates)
    {
        found.Take(_exact, query, candidates.Select(query, out float worst));
        return found.ScoresOf(query)[^1] / (_scale * _scale) > worst + Bound(query);
    }

    private void ScreenRows(CandidateList candidates, Workers workers)
    {
        int queries = _exact.Queries.Rows, references = _exact.References.Rows;
        workers.Run((queries + Rows - 1) / Rows, chunk =>
        {
            int start = chunk * Rows, count = Math.Min(Rows, queries - start);
            float[] tile = ArrayPool<float>.Shared.Rent(count * Math.Min(Rows, references));
            for (int first = 0; first < references; first += Rows)
            {
                int columns = Math.Min(Rows, references - first);
                Multiply(start, count, first, columns, tile);
                for (int i = 0; i < count; i++)
                    candidates.Offer(start + i, tile.AsSpan(i * columns, columns), first);
            }
            ArrayPool<float>.Shared.Return(tile);
        });
    }

    /// <summary>One array against itself: each product serves both of its rows. What is kept does not depend
    /// on the order in which blocks come, but for equal scores at its end, which settle nothing.</summary>
    private void ScreenPairs(CandidateList candidates, Workers workers)
    {
        int rows = _exact.References.Rows, blocks = (rows + Rows - 1) / Rows;
        Lock[] locks = [.. Enumerable.Range(0, blocks).Select(_ => new Lock())];
        (int, int)[] pairs =
            [.. from a in Enumerable.Range(0, blocks) from b in Enumerable.Range(a, blocks - a) select (a, b)];
        workers.Run(pairs.Length, pair =>
        {
            (int a, int b) = pairs[pair];
            (int start, int first) = (a * Rows, b * Rows);
            (int count, int columns) = (Math.Min(Rows, rows - start), Math.Min(Rows, rows - first));
            float[] tile = ArrayPool<float>.Shared.Rent(count * columns);
            Multiply(start, count, first, columns, tile);
            for (int i = 0; i < count && a == b; i++)
                tile[(i * columns) + i] = float.NegativeInfinity;
            lock (locks[a])
            {
                for (int i = 0; i < count; i++)
                    candidates.Offer(start + i, tile.AsSpan(i * columns, columns), first);
            }
            lock (locks[b])
            {
                for (int i = 0; i < count && a != b; i++)
                    candidates.OfferTo(start + i, tile.AsSpan(i * columns, columns), first);
            }
            ArrayPool<float>.Shared.Return(tile);
        });
    }

    private void Multiply(int start, int count, int first, int columns, float[] tile) => MatrixProduct.Store(
        Block(_queries, start, count), Block(_references, first, columns).Transposed, tile, columns);

    /// <summary>The most by which a score is off, with room for the rounding of rows and halves.</summary>
    private double Bound(int query)
    {
        double length = 1 + (Math.Sqrt(2 * _exact.QueryHalves[query]) / _scale);
        return (_width + 8) * Rounding * (_exact.IsCosine ? 1 : length * length / 2);
    }

    private MatrixBlock<float> Block(float[] rows, int start, int count) =>
        new(rows.AsSpan(start * _width, count * _width), count, _width, _width);

    /// <summary>Rows in single precision; unless for cosines, followed by a 1 and minus the half of the square,
    /// which change places between queries and references.</summary>
    private float[] Narrow(Matrix rows, double[] halves, int one)
    {
        var narrow = new float[rows.Rows * _width];
        var row = new double[rows.Columns];
        for (int i = 0; i < rows.Rows; i++)
        {
            Span<float> result = narrow.AsSpan(i * _width, _width);
            TensorPrimitives.Divide(rows.Row(i), _scale, row);
            TensorPrimitives.ConvertTruncating<double, float>(row, result);
            if (_exact.IsCosine)
                continue;
            result[row.Length + one] = 1;
            result[row.Length + 1 - one] = -(float)(halves[i] / (_scale * _scale));
        }
        return narrow;
    }
}
