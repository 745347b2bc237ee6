using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Sums over samples of outer products, O(n·d²), by transposed blocks that stay in cache.</summary>
internal static class CrossProducts
{
    private const int Block = 128;

    /// <summary>Σᵢ (xᵢ − a)(yᵢ − b)ᵀ, x columns × y columns.</summary>
    public static Matrix Of(Matrix x, double[] a, Matrix y, double[] b) =>
        Of(x, a, y, b, Enumerable.Range(0, x.Rows).ToArray());

    /// <summary>The same over the rows named.</summary>
    public static Matrix Of(Matrix x, double[] a, Matrix y, double[] b, ReadOnlySpan<int> rows)
    {
        var sum = new Matrix(x.Columns, y.Columns);
        var left = new double[x.Columns * Block];
        var right = new double[y.Columns * Block];
        for (int start = 0; start < rows.Length; start += Block)
        {
            ReadOnlySpan<int> block = rows.Slice(start, Math.Min(Block, rows.Length - start));
            Pack(x, a, block, left);
            Pack(y, b, block, right);
            RowDots.Add(new Rows(left, Block, x.Columns), new Rows(right, Block, y.Columns), Block,
                sum.Values, y.Columns);
        }
        return sum;
    }

    /// <summary>Σᵢ (xᵢ − a)(xᵢ − a)ᵀ.</summary>
    public static Matrix Gram(Matrix x, double[] a) => Gram(x, a, Enumerable.Range(0, x.Rows).ToArray());

    /// <summary>The same over the rows named.</summary>
    public static Matrix Gram(Matrix x, double[] a, ReadOnlySpan<int> rows)
    {
        var sum = new Matrix(x.Columns, x.Columns);
        var packed = new double[x.Columns * Block];
        for (int start = 0; start < rows.Length; start += Block)
        {
            Pack(x, a, rows.Slice(start, Math.Min(Block, rows.Length - start)), packed);
            RowDots.AddLower(new Rows(packed, Block, x.Columns), Block, sum.Values, x.Columns);
        }
        return Mirror(sum);
    }

    /// <summary>a · b, with b transposed once so that rows meet rows.</summary>
    public static Matrix Multiply(Matrix a, Matrix b) => MultiplyTransposed(a, b.Transpose());

    /// <summary>a · bᵀ.</summary>
    public static Matrix MultiplyTransposed(Matrix a, Matrix b)
    {
        var product = new Matrix(a.Rows, b.Rows);
        RowDots.Add(Rows.Of(a), Rows.Of(b), a.Columns, product.Values, b.Rows);
        return product;
    }

    /// <summary>Every entry times the factor.</summary>
    public static Matrix Scale(Matrix matrix, double factor)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        TensorPrimitives.Multiply(matrix.Values, factor, result.Values);
        return result;
    }

    /// <summary>Columns of the block become rows; what is missing of a full block is zero.</summary>
    private static void Pack(Matrix x, double[] centre, ReadOnlySpan<int> rows, double[] packed)
    {
        if (rows.Length < Block)
            Array.Clear(packed);
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<double> row = x.Row(rows[i]);
            for (int j = 0; j < row.Length; j++)
                packed[(j * Block) + i] = row[j] - centre[j];
        }
    }

    private static Matrix Mirror(Matrix lower)
    {
        for (int i = 0; i < lower.Rows; i++)
            for (int j = 0; j < i; j++)
                lower[j, i] = lower[i, j];
        return lower;
    }
}
