using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Rows in single precision, whose products cost half of those in double precision.</summary>
/// <remarks>A product of width w is off by at most (w + 3)·2⁻²⁴·Σ|qₖrₖ|, in whatever order it is summed, and
/// that sum is at most (1 + ‖q‖)²/2, for cosines 1.</remarks>
internal sealed class SingleRows : ScreenRows
{
    private const double Rounding = 1.0 / (1 << 24);
    private readonly float[] _queries, _references;

    /// <inheritdoc cref="ScreenRows(SearchRows)"/>
    /// <param name="workers">Share the rows out.</param>
    public SingleRows(SearchRows exact, Workers workers)
        : base(exact)
    {
        _references = Narrow(false, workers);
        _queries = exact.IsCosine && exact.Queries == exact.References ? _references : Narrow(true, workers);
    }

    /// <inheritdoc/>
    public override void Multiply(int start, int step, int count, int first, int columns, Span<float> tile) =>
        MatrixProduct.Store(
            Block(_queries, start, step, count), Block(_references, first, 1, columns).Transposed, tile,
            columns);

    /// <inheritdoc/>
    protected override double ScaledCeiling(int query, double length, float product) =>
        product + ((Values + 8) * Rounding * (Exact.IsCosine ? 1 : (1 + length) * (1 + length) / 2));

    private float[] Narrow(bool areQueries, Workers workers)
    {
        var narrow = new float[(areQueries ? Exact.Queries : Exact.References).Rows * Values];
        LayOut(areQueries, workers, (i, row) =>
            TensorPrimitives.ConvertTruncating<double, float>(row, narrow.AsSpan(i * Values, Values)));
        return narrow;
    }

    private MatrixBlock<float> Block(float[] rows, int start, int step, int count) =>
        new(rows.AsSpan(start * Values), count, Values, step * Values);
}
