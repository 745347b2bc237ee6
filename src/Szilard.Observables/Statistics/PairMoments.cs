using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Statistics;

/// <summary>Sums over paired rows (x, y), enough for every linear meter: samples can be taken away without
/// seeing the rest again.</summary>
/// <param name="Count">n.</param>
/// <param name="SumX">Σx.</param>
/// <param name="SumY">Σy.</param>
/// <param name="XX">Σx·xᵀ.</param>
/// <param name="XY">Σx·yᵀ.</param>
/// <param name="YY">Σy·yᵀ.</param>
internal sealed record PairMoments(int Count, double[] SumX, double[] SumY, Matrix XX, Matrix XY, Matrix YY)
{
    /// <summary>Covariance of x, divisor n.</summary>
    public Matrix CovarianceX => Covariance(XX, SumX, SumX);

    /// <summary>Covariance of y.</summary>
    public Matrix CovarianceY => Covariance(YY, SumY, SumY);

    /// <summary>Covariance of x with y.</summary>
    public Matrix CovarianceXY => Covariance(XY, SumX, SumY);

    /// <summary>Moments of the rows named.</summary>
    public static PairMoments Of(Matrix x, Matrix y, ReadOnlySpan<int> rows)
    {
        Matrix left = x.Select(rows), right = x == y ? left : y.Select(rows);
        return new PairMoments(
            rows.Length, Sum(left), Sum(right), Products(left, left), Products(left, right),
            Products(right, right));
    }

    /// <summary>Moments of all rows.</summary>
    public static PairMoments Of(Matrix x, Matrix y) => Of(x, y, Enumerable.Range(0, x.Rows).ToArray());

    /// <summary>Moments of what is left without the other rows.</summary>
    public PairMoments Minus(PairMoments other) => new(
        Count - other.Count, Subtract(SumX, other.SumX), Subtract(SumY, other.SumY),
        Subtract(XX, other.XX), Subtract(XY, other.XY), Subtract(YY, other.YY));

    /// <summary>Moments of all groups together.</summary>
    public static PairMoments Sum(IReadOnlyList<PairMoments> groups) => groups.Aggregate((a, b) => new(
        a.Count + b.Count, Add(a.SumX, b.SumX), Add(a.SumY, b.SumY), Add(a.XX, b.XX), Add(a.XY, b.XY),
        Add(a.YY, b.YY)));

    private Matrix Covariance(Matrix products, double[] left, double[] right)
    {
        var result = new Matrix(products.Rows, products.Columns);
        double n = Count;
        for (int i = 0; i < result.Rows; i++)
            for (int j = 0; j < result.Columns; j++)
                result[i, j] = (products[i, j] / n) - (left[i] / n * (right[j] / n));
        return result;
    }

    private static Matrix Products(Matrix a, Matrix b)
    {
        var products = new Matrix(a.Columns, b.Columns);
        MatrixProduct.Store(a.Block().Transposed, b.Block(), products.Values, b.Columns);
        return products;
    }

    private static double[] Sum(Matrix x)
    {
        var sum = new double[x.Columns];
        for (int i = 0; i < x.Rows; i++)
            TensorPrimitives.Add(sum, x.Row(i), sum);
        return sum;
    }

    private static double[] Subtract(double[] a, double[] b)
    {
        var result = new double[a.Length];
        TensorPrimitives.Subtract(a, b, result);
        return result;
    }

    private static double[] Add(double[] a, double[] b)
    {
        var result = new double[a.Length];
        TensorPrimitives.Add(a, b, result);
        return result;
    }

    private static Matrix Add(Matrix a, Matrix b) => new(a.Rows, a.Columns, Add(a.Values, b.Values));

    private static Matrix Subtract(Matrix a, Matrix b) =>
        new(a.Rows, a.Columns, Subtract(a.Values, b.Values));
}
