using System.Numerics.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Rows among which nearest ones are sought, laid out for products that are quick and whose error
/// is bounded. They are scaled to length at most 1; unless for cosines, two further columns carry 1 and minus
/// the half of the square, which change places between queries and references, so that one product is the
/// score.</summary>
/// <param name="exact">What is searched.</param>
internal abstract class ScreenRows(SearchRows exact)
{
    private const int Chunk = 1024;
    private readonly double _scale = exact.Longest;

    /// <summary>What is searched.</summary>
    public SearchRows Exact { get; } = exact;

    /// <summary>The columns that count.</summary>
    protected int Values { get; } = exact.References.Columns + (exact.IsCosine ? 0 : 2);

    /// <summary>Products of neighbouring references with queries that are each <paramref name="step"/> after
    /// the one before.</summary>
    /// <param name="start">Index of the first query.</param>
    /// <param name="step">Distance of queries.</param>
    /// <param name="count">How many queries.</param>
    /// <param name="first">Index of the first reference.</param>
    /// <param name="columns">How many references.</param>
    /// <param name="tile">The products of one query after those of another.</param>
    public abstract void Multiply(int start, int step, int count, int first, int columns, Span<float> tile);

    /// <summary>The greatest score that a reference can have whose product is at most that given.</summary>
    /// <param name="query">Index of the query.</param>
    /// <param name="product">A product.</param>
    public double Ceiling(int query, float product)
    {
        double length = Exact.IsCosine ? 1 : Math.Sqrt(2 * Exact.QueryHalves[query]) / _scale;
        return _scale * _scale * ScaledCeiling(query, length, product);
    }

    /// <summary>The same for rows as they are laid out.</summary>
    /// <param name="query">Index of the query.</param>
    /// <param name="length">The length of the query, at most 1.</param>
    /// <param name="product">A product.</param>
    protected abstract double ScaledCeiling(int query, double length, float product);

    /// <summary>Lays rows out in double precision, one after the other, to be stored in less.</summary>
    /// <param name="areQueries">Queries, not references.</param>
    /// <param name="workers">Share the rows out.</param>
    /// <param name="store">Takes the index of a row and its values.</param>
    protected void LayOut(bool areQueries, Workers workers, Action<int, double[]> store)
    {
        var (rows, halves, one) = areQueries
            ? (Exact.Queries, Exact.QueryHalves, Values - 2)
            : (Exact.References, Exact.ReferenceHalves, Values - 1);
        workers.Run((rows.Rows + Chunk - 1) / Chunk, chunk =>
        {
            var row = new double[Values];
            for (int i = chunk * Chunk; i < Math.Min(rows.Rows, (chunk + 1) * Chunk); i++)
            {
                TensorPrimitives.Divide(rows.Row(i), _scale, row);
                if (!Exact.IsCosine)
                {
                    row.AsSpan(rows.Columns).Fill(-halves[i] / (_scale * _scale));
                    row[one] = 1;
                }
                store(i, row);
            }
        });
    }
}
