using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Similarity;
using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>Principal components of unit norm, and scores of their cross-products T, whose singular values
/// are the canonical correlations.</summary>
internal static class WhitenedColumns
{
    /// <summary>Orthonormal columns that span the centred array.</summary>
    /// <param name="rows">One sample per row.</param>
    /// <param name="share">Share of the variance that the components kept carry, in (0, 1].</param>
    public static Matrix Of(Matrix rows, double share)
    {
        Matrix centred = Columns.Centre(rows);
        return CrossProducts.MultiplyTransposed(centred, PrincipalAxes.Of(centred, share));
    }

    /// <summary>(1/c)·Σ ρᵢ, c the smaller rank.</summary>
    public static double Mean(Matrix cross) =>
        SingularValues.Sum(cross) / Math.Min(cross.Rows, cross.Columns);

    /// <summary>(1/c)·Σ ρᵢ²: no singular value is needed.</summary>
    public static double MeanSquare(Matrix cross) =>
        TensorPrimitives.SumOfSquares<double>(cross.Values) / Math.Min(cross.Rows, cross.Columns);

    /// <summary>Mean correlation weighted by what the directions carry, averaged over both arrays.</summary>
    /// <param name="cross">T.</param>
    /// <param name="x">The array of its rows.</param>
    /// <param name="y">The array of its columns.</param>
    public static double Weighted(Matrix cross, CrossArray x, CrossArray y) =>
        (OneSided(cross, x.Carried!) + OneSided(cross.Transpose(), y.Carried!)) / 2;

    private static double OneSided(Matrix cross, Matrix carried)
    {
        var eigen = SymmetricEigen.OfGram(CrossProducts.MultiplyTransposed(cross, cross));
        int count = Math.Min(cross.Rows, cross.Columns);
        Matrix held = CrossProducts.Multiply(eigen.Vectors.Slice(0, count), carried);
        double sum = 0, weights = 0;
        for (int i = 0; i < count; i++)
        {
            double weight = TensorPrimitives.SumOfMagnitudes<double>(held.Row(i));
            sum += weight * Math.Sqrt(Math.Min(1, eigen.Values[i]));
            weights += weight;
        }
        return sum / weights;
    }
}
