using System.Buffers;
using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Finds candidates for nearest rows by products in single precision, which cost half of those in
/// double precision, and says of which queries they certainly hold all neighbours.</summary>
/// <remarks>A product of rows of length at most 1 and dimension d is off by at most (d + 3)·2⁻²⁴ in single
/// precision, in whatever order it is summed. What the screen drops has a score below that of its worst
/// candidate plus this bound; where the k-th neighbour, taken in double precision, beats that, none is
/// missing.</remarks>
internal sealed class NeighbourScreen
{
    private const int Rows = 512, Spare = 8;
    private const double Rounding = 1.0 / (1 << 24);
    private readonly float[] _queries, _references, _offsets;
    private readonly double[] _lengths;
    private readonly double _scale;
    private readonly int _dimensions, _rows, _kept;
    private readonly bool _cosine;

    /// <summary>Rows in single precision: of length 1 for cosines, else with the mean of the references at 0
    /// and no length above 1.</summary>
    private NeighbourScreen(Matrix queries, Matrix references, int k, bool cosine)
    {
        (_dimensions, _rows, _cosine, _kept) = (queries.Columns, references.Rows, cosine, k + Spare);
        double[] centre = cosine ? new double[_dimensions] : Columns.Means(references);
        double[] lengths = Lengths(references, centre);
        _lengths = queries == references ? lengths : Lengths(queries, centre);
        _scale = cosine
            ? 1 : Math.Max(TensorPrimitives.Max<double>(lengths), TensorPrimitives.Max<double>(_lengths));
        _references = Narrow(references, centre);
        _queries = queries == references ? _references : Narrow(queries, centre);
        _offsets = Array.ConvertAll(lengths, v => cosine ? 0 : (float)(v * v / (2 * _scale * _scale)));
    }

    /// <summary>Fills in the neighbours of all queries for which candidates settle them; returns the
    /// others.</summary>
    /// <param name="found">What is filled in.</param>
    /// <param name="queries">Rows, of length 1 for cosines.</param>
    /// <param name="references">Likewise.</param>
    /// <param name="offsets">What the product is diminished by to give the score of a reference.</param>
    /// <param name="excludeSelf">Query i is not its own neighbour: the two arrays are one.</param>
    /// <param name="cosine">Cosine, otherwise Euclidean distance.</param>
    /// <param name="workers">Share out blocks of queries.</param>
    public static int[] Settle(
        Neighbours found, Matrix queries, Matrix references, double[] offsets, bool excludeSelf, bool cosine,
        Workers workers)
    {
        var screen = new NeighbourScreen(queries, references, found.K, cosine);
        if (!(screen._scale is > 0 and < 1e150) || references.Rows <= screen._kept)
            return [.. Enumerable.Range(0, queries.Rows)];
        var candidates = new CandidateList(queries.Rows, screen._kept);
        if (excludeSelf)
            screen.ScreenPairs(candidates, workers);
        else
            screen.ScreenRows(candidates, queries.Rows, workers);
        int[][] chunks = [.. Enumerable.Range(0, queries.Rows).Chunk(Rows)];
        workers.Run(chunks.Length, chunk => chunks[chunk] =
            [.. chunks[chunk].Where(q => !screen.Settles(found, q, candidates, queries, references, offsets))]);
        return [.. chunks.SelectMany(o => o)];
    }

    private bool Settles(
        Neighbours found, int query, CandidateList candidates, Matrix queries, Matrix references,
        double[] offsets)
    {
        found.Take(query, candidates.Of(query), queries.Row(query), references, offsets);
        return Kth(found, query, queries, references) > candidates.Worst(query) + Bound(query);
    }

    private void ScreenRows(CandidateList candidates, int queries, Workers workers) => workers.Run(
        (queries + Rows - 1) / Rows, chunk =>
        {
            int start = chunk * Rows, count = Math.Min(Rows, queries - start);
            float[] tile = ArrayPool<float>.Shared.Rent(count * Math.Min(Rows, _rows));
            for (int first = 0; first < _rows; first += Rows)
            {
                int columns = Math.Min(Rows, _rows - first);
                Multiply(start, count, first, columns, tile);
                for (int i = 0; i < count; i++)
                    candidates.Offer(
                        start + i, tile.AsSpan(i * columns, columns), _offsets.AsSpan(first, columns), first);
            }
            ArrayPool<float>.Shared.Return(tile);
        });

    /// <summary>One array against itself: each product serves both of its rows. What is kept does not depend
    /// on the order in which blocks come, but for equal scores at its end, which settle nothing.</summary>
    private void ScreenPairs(CandidateList candidates, Workers workers)
    {
        int blocks = (_rows + Rows - 1) / Rows;
        Lock[] locks = [.. Enumerable.Range(0, blocks).Select(_ => new Lock())];
        (int, int)[] pairs =
            [.. from a in Enumerable.Range(0, blocks) from b in Enumerable.Range(a, blocks - a) select (a, b)];
        workers.Run(pairs.Length, pair =>
        {
            (int a, int b) = pairs[pair];
            (int start, int first) = (a * Rows, b * Rows);
            (int count, int columns) = (Math.Min(Rows, _rows - start), Math.Min(Rows, _rows - first));
            float[] tile = ArrayPool<float>.Shared.Rent(count * columns);
            Multiply(start, count, first, columns, tile);
            for (int i = 0; i < count && a == b; i++)
                tile[(i * columns) + i] = float.NegativeInfinity;
            lock (locks[a])
            {
                for (int i = 0; i < count; i++)
                    candidates.Offer(
                        start + i, tile.AsSpan(i * columns, columns), _offsets.AsSpan(first, columns), first);
            }
            lock (locks[b])
            {
                for (int i = 0; i < count && a != b; i++)
                    candidates.OfferTo(
                        start + i, tile.AsSpan(i * columns, columns), _offsets[start + i], first);
            }
            ArrayPool<float>.Shared.Return(tile);
        });
    }

    private void Multiply(int start, int count, int first, int columns, float[] tile) => MatrixProduct.Store(
        Block(_queries, start, count), Block(_references, first, columns).Transposed, tile, columns);

    /// <summary>The score of the k-th neighbour in the screen's own units.</summary>
    private double Kth(Neighbours found, int query, Matrix queries, Matrix references)
    {
        if (_cosine)
            return found.ScoresOf(query)[^1];
        double distance = TensorPrimitives.Distance<double>(
            queries.Row(query), references.Row(found.Of(query)[^1]));
        (double length, double apart) = (_lengths[query] / _scale, distance / _scale);
        return ((length * length) - (apart * apart)) / 2;
    }

    /// <summary>The most by which a score is off, with room for the offset's own rounding.</summary>
    private double Bound(int query) =>
        (_dimensions + 8) * Rounding * (_cosine ? 1 : (_lengths[query] / _scale) + 0.5);

    private MatrixBlock<float> Block(float[] rows, int start, int count) =>
        new(rows.AsSpan(start * _dimensions, count * _dimensions), count, _dimensions, _dimensions);

    private float[] Narrow(Matrix rows, double[] centre)
    {
        var narrow = new float[rows.Values.Length];
        var row = new double[_dimensions];
        for (int i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.Subtract(rows.Row(i), centre, row);
            TensorPrimitives.Divide(row, _scale, row);
            TensorPrimitives.ConvertTruncating<double, float>(
                row, narrow.AsSpan(i * _dimensions, _dimensions));
        }
        return narrow;
    }

    private static double[] Lengths(Matrix rows, double[] centre)
    {
        var lengths = new double[rows.Rows];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = TensorPrimitives.Distance<double>(rows.Row(i), centre);
        return lengths;
    }
}
