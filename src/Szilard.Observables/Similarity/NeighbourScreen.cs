using System.Buffers;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Finds candidates for nearest rows by products in less than double precision, and says of which
/// queries they certainly hold all neighbours.</summary>
/// <remarks>What the screen drops has a product at most that of its worst candidate. Where the k-th
/// neighbour, taken in double precision, beats every score that such a product allows, none is
/// missing.</remarks>
internal sealed class NeighbourScreen
{
    private const int Rows = 512, Spare = 4, Sample = 128, OpenAtMost = 4, WideEnough = 32;
    private readonly ScreenRows _rows;
    private readonly int _kept;

    private NeighbourScreen(ScreenRows rows, int k) => (_rows, _kept) = (rows, k + Spare);

    private SearchRows Exact => _rows.Exact;

    /// <summary>Fills in the neighbours of all queries for which candidates settle them; returns the
    /// others.</summary>
    /// <remarks>Whole numbers are tried on a sample of the queries, and taken where they settle all but a
    /// few.</remarks>
    /// <param name="found">What is filled in.</param>
    /// <param name="rows">What is searched.</param>
    /// <param name="workers">Share out blocks of queries.</param>
    public static int[] Settle(Neighbours found, SearchRows rows, Workers workers)
    {
        double scale = rows.Longest;
        if (!(scale is > 0 and < 1e150) || rows.References.Rows <= found.K + Spare)
            return [.. Enumerable.Range(0, rows.Queries.Rows)];
        if (ShortProduct.IsQuick && rows.References.Columns >= WideEnough)
        {
            var quick = new NeighbourScreen(new ShortRows(rows, workers), found.K);
            if (quick.SettlesSample(found, workers))
                return quick.SettleAll(found, workers);
        }
        return new NeighbourScreen(new SingleRows(rows, workers), found.K).SettleAll(found, workers);
    }

    /// <summary>Whether all but a few of a sample of the queries are settled. A query that is one of the
    /// references counts as its own neighbour here: the gap of four that settles it is as wide.</summary>
    private bool SettlesSample(Neighbours found, Workers workers)
    {
        int count = Math.Min(Sample, Exact.Queries.Rows), step = Exact.Queries.Rows / count;
        var candidates = new CandidateList(count, _kept);
        Screen(candidates, count, step, workers);
        return Enumerable.Range(0, count).Count(i => !Settles(found, i * step, i, candidates)) <= OpenAtMost;
    }

    private int[] SettleAll(Neighbours found, Workers workers)
    {
        int queries = Exact.Queries.Rows;
        var candidates = new CandidateList(queries, _kept);
        if (Exact.AreOne)
            ScreenPairs(candidates, workers);
        else
            Screen(candidates, queries, 1, workers);
        int[][] chunks = [.. Enumerable.Range(0, queries).Chunk(Rows)];
        workers.Run(chunks.Length, chunk => chunks[chunk] =
            [.. chunks[chunk].Where(query => !Settles(found, query, query, candidates))]);
        return [.. chunks.SelectMany(open => open)];
    }

    /// <summary>Takes the neighbours of a query from its candidates, and says whether none can be
    /// missing.</summary>
    private bool Settles(Neighbours found, int query, int place, CandidateList candidates)
    {
        found.Take(Exact, query, candidates.Select(place, out float worst));
        return found.ScoresOf(query)[^1] > _rows.Ceiling(query, worst);
    }

    /// <summary>Queries, each a step after the one before, against all references.</summary>
    private void Screen(CandidateList candidates, int queries, int step, Workers workers)
    {
        int references = Exact.References.Rows;
        workers.Run((queries + Rows - 1) / Rows, chunk =>
        {
            int start = chunk * Rows, count = Math.Min(Rows, queries - start);
            float[] tile = ArrayPool<float>.Shared.Rent(count * Math.Min(Rows, references));
            for (int first = 0; first < references; first += Rows)
            {
                int columns = Math.Min(Rows, references - first);
                _rows.Multiply(start * step, step, count, first, columns, tile);
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
        int rows = Exact.References.Rows, blocks = (rows + Rows - 1) / Rows;
        Lock[] locks = [.. Enumerable.Range(0, blocks).Select(_ => new Lock())];
        (int, int)[] pairs = [.. Enumerable.Range(0, blocks).SelectMany(
            a => Enumerable.Range(a, blocks - a).Select(b => (a, b)))];
        workers.Run(pairs.Length, pair =>
        {
            (int a, int b) = pairs[pair];
            (int start, int first) = (a * Rows, b * Rows);
            (int count, int columns) = (Math.Min(Rows, rows - start), Math.Min(Rows, rows - first));
            float[] tile = ArrayPool<float>.Shared.Rent(count * columns);
            _rows.Multiply(start, 1, count, first, columns, tile);
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
}
