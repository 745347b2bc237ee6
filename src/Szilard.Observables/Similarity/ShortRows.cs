using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Rows in whole numbers of 16 bits, whose products cost seven tenths of those in single precision
/// but are coarser: for rows far shorter than the longest, or far nearer than long, too coarse.</summary>
/// <remarks>Rounding moves a query by δq and a reference by δr, both known; so a product is off by at most
/// ‖q‖·‖δr‖ + ‖δq‖·(‖r‖ + ‖δr‖), by half a unit for either half of a square, and by what is lost when its
/// sum, which is exact and lies between −2 and 1, is taken for a number in single precision.</remarks>
internal sealed class ShortRows : ScreenRows
{
    // As large as it can be so that −2 still fits 32 bits when rows and halves have been rounded.
    private const int Unit = 32_000;
    private const double Rounding = 1.0 / (1 << 22);
    private readonly int _width;
    private readonly short[] _queries, _references;
    private readonly double[] _queryErrors;
    private readonly double _referenceError;

    /// <inheritdoc cref="ScreenRows(SearchRows)"/>
    /// <param name="workers">Share the rows out.</param>
    public ShortRows(SearchRows exact, Workers workers)
        : base(exact)
    {
        _width = Values + (Values % 2);
        (_references, double[] errors) = Round(false, workers);
        (_queries, _queryErrors) = exact.IsCosine && exact.Queries == exact.References
            ? (_references, errors)
            : Round(true, workers);
        _referenceError = TensorPrimitives.Max<double>(errors);
    }

    /// <inheritdoc/>
    public override void Multiply(int start, int step, int count, int first, int columns, Span<float> tile) =>
        ShortProduct.Store(
            Block(_queries, start, step, count), Block(_references, first, 1, columns).Transposed, tile,
            columns);

    /// <inheritdoc/>
    protected override double ScaledCeiling(int query, double length, float product)
    {
        double error = (length * _referenceError) + (_queryErrors[query] * (1 + _referenceError));
        double halves = Exact.IsCosine ? 0 : 1.0 / Unit;
        return ((double)product / Unit / Unit) + error + halves + ((2 + (_width / 512)) * Rounding);
    }

    private (short[] Rows, double[] Errors) Round(bool areQueries, Workers workers)
    {
        int rows = (areQueries ? Exact.Queries : Exact.References).Rows, columns = Exact.References.Columns;
        var (rounded, errors) = (new short[rows * _width], new double[rows]);
        LayOut(areQueries, workers, (i, row) =>
        {
            Span<short> result = rounded.AsSpan(i * _width, Values);
            TensorPrimitives.Multiply(row, Unit, row);
            for (int k = 0; k < row.Length; k++)
                result[k] = (short)Math.Round(row[k]);
            double sum = 0;
            for (int k = 0; k < columns; k++)
                sum += (row[k] - result[k]) * (row[k] - result[k]);
            errors[i] = Math.Sqrt(sum) / Unit;
        });
        return (rounded, errors);
    }

    private MatrixBlock<short> Block(short[] rows, int start, int step, int count) =>
        new(rows.AsSpan(start * _width), count, _width, step * _width);
}
