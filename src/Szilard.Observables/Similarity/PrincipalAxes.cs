using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Similarity;

/// <summary>The directions in which an array varies.</summary>
internal static class PrincipalAxes
{
    /// <summary>Directions of less than this share of the largest variance are rounding.</summary>
    public const double Absent = 1e-11;

    /// <summary>Eigenvectors of the covariance as rows, largest variance first, until their share of the
    /// variance is reached, each over the root of its centred sum of squares: products with the centred array
    /// are orthonormal columns.</summary>
    /// <param name="centred">One sample per row, columns of mean 0.</param>
    /// <param name="share">Share of the variance that the axes kept carry, in (0, 1].</param>
    public static Matrix Of(Matrix centred, double share)
    {
        var eigen = SymmetricEigen.OfGram(CrossProducts.Gram(centred, new double[centred.Columns]));
        double total = eigen.Values.Sum(), sum = 0;
        int kept = 0;
        while (kept < eigen.Values.Length && eigen.Values[kept] > Absent * eigen.Values[0]
            && (kept == 0 || sum < share * total * (1 - 1e-12)))
            sum += eigen.Values[kept++];
        Matrix axes = eigen.Vectors.Slice(0, kept);
        for (int i = 0; i < kept; i++)
            TensorPrimitives.Divide(axes.Row(i), Math.Sqrt(eigen.Values[i]), axes.Row(i));
        return axes;
    }
}
