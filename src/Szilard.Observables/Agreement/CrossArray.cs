using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>A score that is a function of the cross-products XᵀPY of columns prepared once.</summary>
/// <param name="columns">Samples × columns: whitened for canonical correlations, of norm 1 for
/// Procrustes.</param>
/// <param name="statistic">From the cross-products and both arrays to the score.</param>
internal sealed class CrossArray(Matrix columns, Func<Matrix, CrossArray, CrossArray, double> statistic)
    : IPreparedArray
{
    /// <summary>Whitened columns' products with the columns as given, rank × dimensions; null where no
    /// weighting asks for them.</summary>
    public Matrix? Carried { get; init; }

    /// <inheritdoc/>
    public double With(IPreparedArray other, int[] order)
    {
        CrossArray y = (CrossArray)other;
        return columns.Columns == 0 || y.Width == 0
            ? double.NaN
            : statistic(
                CrossProducts.Of(columns, new double[Width], y.Select(order), new double[y.Width]), this, y);
    }

    private int Width => columns.Columns;

    private Matrix Select(int[] order) => columns.Select(order);
}
