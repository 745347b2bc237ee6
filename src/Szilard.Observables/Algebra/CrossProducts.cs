using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Algebra;

/// <summary>Matrix products, and sums over samples of outer products, O(n·d²).</summary>
internal static class CrossProducts
{
    private const int Block = 1024;

    /// <summary>Σᵢ (xᵢ − a)(yᵢ − b)ᵀ, x columns × y columns.</summary>
    public static Matrix Of(Matrix x, double[] a, Matrix y, double[] b) =>
        Of(x, a, y, b, Enumerable.Range(0, x.Rows).ToArray());

    /// <summary>The same over the rows named.</summary>
    public static Matrix Of(Matrix x, double[] a, Matrix y, double[] b, ReadOnlySpan<int> rows)
    {
        var sum = new Matrix(x.Columns, y.Columns);
        int most = Math.Min(Block, rows.Length);
        Matrix left = new(most, x.Columns), right = x == y && a == b ? left : new(most, y.Columns);
        for (int start = 0; start < rows.Length; start += Block)
        {
            ReadOnlySpan<int> block = rows.Slice(start, Math.Min(Block, rows.Length - start));
            Centre(x, a, block, left);
            if (right != left)
                Centre(y, b, block, right);
            MatrixProduct.Add(
                left.Block(0, block.Length).Transposed, right.Block(0, block.Length),
                sum.Values, y.Columns);
        }
        return sum;
    }

    /// <summary>Σᵢ (xᵢ − a)(xᵢ − a)ᵀ.</summary>
    public static Matrix Gram(Matrix x, double[] a) => Of(x, a, x, a);

    /// <summary>The same over the rows named.</summary>
    public static Matrix Gram(Matrix x, double[] a, ReadOnlySpan<int> rows) => Of(x, a, x, a, rows);

    /// <summary>a · b.</summary>
    public static Matrix Multiply(Matrix a, Matrix b) => Product(a.Block(), b.Block(), null);

    /// <summary>a · bᵀ.</summary>
    public static Matrix MultiplyTransposed(Matrix a, Matrix b, Workers? crew = null) =>
        Product(a.Block(), b.Block().Transposed, crew);

    /// <summary>Every entry times the factor.</summary>
    public static Matrix Scale(Matrix matrix, double factor)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        TensorPrimitives.Multiply(matrix.Values, factor, result.Values);
        return result;
    }

    private static Matrix Product(MatrixBlock<double> a, MatrixBlock<double> b, Workers? crew)
    {
        var product = new Matrix(a.Rows, b.Columns);
        MatrixProduct.Store(a, b, product.Values, b.Columns, crew);
        return product;
    }

    private static void Centre(Matrix x, double[] centre, ReadOnlySpan<int> rows, Matrix centred)
    {
        for (int i = 0; i < rows.Length; i++)
            TensorPrimitives.Subtract(x.Row(rows[i]), centre, centred.Row(i));
    }
}
