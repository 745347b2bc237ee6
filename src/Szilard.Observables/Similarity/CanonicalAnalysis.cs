using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Canonical correlations of two arrays, and how much of the first each canonical direction
/// carries.</summary>
/// <param name="Correlations">ρ₁ ≥ ρ₂ ≥ …, min(p, q) of them.</param>
/// <param name="Weights">Σ over columns x of |⟨canonical variate, x⟩| for each, up to one factor; empty where
/// they were not asked for.</param>
internal sealed record CanonicalAnalysis(double[] Correlations, double[] Weights)
{
    /// <summary>Mean correlation.</summary>
    public double Mean => Correlations.Average();

    /// <summary>Mean squared correlation.</summary>
    public double MeanSquare => Correlations.Average(r => r * r);

    /// <summary>Mean correlation weighted by what the directions carry of the first array.</summary>
    public double Weighted => Correlations.Zip(Weights, (r, w) => r * w).Sum() / Weights.Sum();

    /// <summary>On all samples, without each group, and of shuffled pairings. The principal axes that are
    /// kept are those of all samples.</summary>
    /// <param name="x">First array, centred.</param>
    /// <param name="y">Second array, row for row.</param>
    /// <param name="share">Share of the variance that the principal axes kept carry, in (0, 1].</param>
    /// <param name="weighted">Whether weights are asked for.</param>
    /// <param name="workers">Share out the evaluations.</param>
    public static (CanonicalAnalysis All, CanonicalAnalysis[] LeftOut, CanonicalAnalysis[] Shuffled)? Of(
        Matrix x, Matrix y, double share, bool weighted, Workers workers)
    {
        Matrix axesX = PrincipalAxes.Of(x, share), axesY = PrincipalAxes.Of(y, share);
        if (axesX.Rows == 0 || axesY.Rows == 0)
            return null;
        Matrix alongX = Columns.Centre(CrossProducts.MultiplyTransposed(x, axesX));
        Matrix alongY = Columns.Centre(CrossProducts.MultiplyTransposed(y, axesY));
        return Resampling.OfMoments(
            GroupMoments.Of(alongX, alongY, workers), new CrossNull(alongX, alongY), workers,
            m => Of(m, weighted ? axesX : null));
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

    /// <summary>Singular values of T = Lx⁻¹·Sxy·Ly⁻ᵀ with Sxx = Lx·Lxᵀ. The variate of left singular vector u
    /// is x·Lx⁻ᵀ·u, and its product with the principal axes of x is Lx·u.</summary>
    private static CanonicalAnalysis Of(PairMoments moments, Matrix? axes)
    {
        var lowerX = Cholesky.TryFactor(moments.CovarianceX, PrincipalAxes.Absent);
        var lowerY = Cholesky.TryFactor(moments.CovarianceY, PrincipalAxes.Absent);
        if (lowerX is null || lowerY is null)
            return new CanonicalAnalysis([double.NaN], [double.NaN]);
        Matrix transposed = moments.CovarianceXY.Transpose();
        lowerX.SolveLowerRows(transposed);
        Matrix whitened = transposed.Transpose();
        lowerY.SolveLowerRows(whitened);
        if (axes is null)
            return new CanonicalAnalysis(
                Array.ConvertAll(SingularValues.Of(whitened), v => Math.Min(1, v)), []);
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
            double square = TensorPrimitives.SumOfSquares<double>(axes.Row(i));
            TensorPrimitives.Divide(axes.Row(i), square, columns.Row(i));
        }
        Matrix products = CrossProducts.Multiply(variates, columns);
        return [.. Enumerable.Range(0, count).Select(i =>
            (double)TensorPrimitives.SumOfMagnitudes<double>(products.Row(i)))];
    }
}
