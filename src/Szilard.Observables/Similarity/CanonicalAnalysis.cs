using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Canonical correlations of two arrays, and how much of the first each canonical direction
/// carries.</summary>
/// <param name="Correlations">ρ₁ ≥ ρ₂ ≥ …, min(p, q) of them.</param>
/// <param name="Weights">Σ over columns x of |⟨canonical variate, x⟩| for each, up to one factor.</param>
internal sealed record CanonicalAnalysis(double[] Correlations, double[] Weights)
{
    /// <summary>Directions of less than this share of the largest variance are rounding.</summary>
    private const double Absent = 1e-11;

    /// <summary>Mean correlation.</summary>
    public double Mean => Correlations.Average();

    /// <summary>Mean squared correlation.</summary>
    public double MeanSquare => Correlations.Average(r => r * r);

    /// <summary>Mean correlation weighted by what the directions carry of the first array.</summary>
    public double Weighted => Correlations.Zip(Weights, (r, w) => r * w).Sum() / Weights.Sum();

    /// <summary>On all samples, without each group, and of shuffled pairings. The principal axes that are
    /// kept are those of all samples.</summary>
    /// <param name="x">First array.</param>
    /// <param name="y">Second array, row for row.</param>
    /// <param name="share">Share of the variance that the principal axes kept carry, in (0, 1].</param>
    /// <param name="workers">Share out the evaluations.</param>
    public static (CanonicalAnalysis All, CanonicalAnalysis[] LeftOut, CanonicalAnalysis[] Shuffled)? Of(
        Matrix x, Matrix y, double share, Workers workers)
    {
        (Matrix axesX, Matrix axesY) = (PrincipalAxes(x, share), PrincipalAxes(y, share));
        if (axesX.Rows == 0 || axesY.Rows == 0)
            return null;
        return Resampling.OfMoments(
            CrossProducts.MultiplyTransposed(Columns.Centre(x), axesX),
            CrossProducts.MultiplyTransposed(Columns.Centre(y), axesY), workers, m => Of(m, axesX));
    }

    /// <summary>Why there are no canonical correlations; null where there are.</summary>
    public static string? Obstacle(Matrix x, Matrix y)
    {
        int needed = x.Columns + y.Columns + 2;
        return x.Rows < needed
            ? $"n = {x.Rows} samples of {x.Columns} and {y.Columns} dimensions: below {needed} samples "
            + "some canonical correlation is 1 whatever the arrays are. Give more samples, or fewer "
            + "dimensions."
            : null;
    }

    /// <summary>Unit eigenvectors of the covariance as rows, largest variance first, until the share is
    /// reached; scaled to unit variance.</summary>
    private static Matrix PrincipalAxes(Matrix x, double share)
    {
        Matrix centred = Columns.Centre(x);
        var eigen = SymmetricEigen.OfGram(CrossProducts.Gram(centred, new double[x.Columns]));
        double total = eigen.Values.Sum(), sum = 0;
        int kept = 0;
        while (kept < eigen.Values.Length && eigen.Values[kept] > Absent * eigen.Values[0]
            && (kept == 0 || sum < share * total * (1 - 1e-12)))
            sum += eigen.Values[kept++];
        Matrix axes = eigen.Vectors.Slice(0, total > 0 ? kept : 0);
        for (int i = 0; i < axes.Rows; i++)
            System.Numerics.Tensors.TensorPrimitives.Multiply(
                axes.Row(i), Math.Sqrt(x.Rows / eigen.Values[i]), axes.Row(i));
        return axes;
    }

    /// <summary>Singular values of T = Lx⁻¹·Sxy·Ly⁻ᵀ with Sxx = Lx·Lxᵀ. The variate of left singular vector u
    /// is x·Lx⁻ᵀ·u, and its product with the principal axes of x is Lx·u.</summary>
    private static CanonicalAnalysis Of(PairMoments moments, Matrix axes)
    {
        var lowerX = Cholesky.TryFactor(moments.CovarianceX, Absent);
        var lowerY = Cholesky.TryFactor(moments.CovarianceY, Absent);
        if (lowerX is null || lowerY is null)
            return new CanonicalAnalysis([double.NaN], [double.NaN]);
        Matrix transposed = moments.CovarianceXY.Transpose();
        lowerX.SolveLowerRows(transposed);
        Matrix whitened = transposed.Transpose();
        lowerY.SolveLowerRows(whitened);
        var eigen = SymmetricEigen.OfGram(CrossProducts.MultiplyTransposed(whitened, whitened));
        int count = Math.Min(whitened.Rows, whitened.Columns);
        return new CanonicalAnalysis(
            [.. eigen.Values[..count].Select(v => Math.Sqrt(Math.Min(1, v)))],
            Carried(lowerX, eigen.Vectors, axes, count));
    }

    /// <summary>Column j of x is, in whitened principal coordinates, row j of the inverse of the axes: axis i
    /// over its square, since the axes are orthogonal.</summary>
    private static double[] Carried(Cholesky lower, Matrix vectors, Matrix axes, int count)
    {
        Matrix variates = lower.MultiplyRows(vectors.Slice(0, count));
        var columns = new Matrix(axes.Rows, axes.Columns);
        for (int i = 0; i < axes.Rows; i++)
        {
            double square = System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(axes.Row(i));
            System.Numerics.Tensors.TensorPrimitives.Divide(axes.Row(i), square, columns.Row(i));
        }
        Matrix products = CrossProducts.Multiply(variates, columns);
        return [.. Enumerable.Range(0, count).Select(i =>
            (double)System.Numerics.Tensors.TensorPrimitives.SumOfMagnitudes<double>(products.Row(i)))];
    }
}
