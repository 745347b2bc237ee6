using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Algebra;

/// <summary>A = L·Lᵀ for symmetric positive definite A, by block columns so that the work is
/// matrix products.</summary>
internal sealed class Cholesky
{
    private const int Block = 64;
    private readonly Matrix _lower;

    private Cholesky(Matrix lower) => _lower = lower;

    /// <summary>The factor, or null when a pivot falls below <paramref name="tolerance"/> times the largest
    /// diagonal entry: A is singular, or so near it that a solution would be noise.</summary>
    /// <param name="a">A without the ridge; its lower triangle is read.</param>
    /// <param name="tolerance">≥ 0.</param>
    /// <param name="crew">Threads for the products; null for the calling one.</param>
    /// <param name="ridge">What is added to the diagonal.</param>
    public static Cholesky? TryFactor(
        Matrix a, double tolerance, Workers? crew = null, double ridge = 0)
    {
        var lower = new Matrix(a.Rows, a.Rows, [.. a.Values]);
        for (int i = 0; i < lower.Rows; i++)
            lower[i, i] += ridge;
        double least = tolerance * Largest(lower);
        for (int start = 0; start < a.Rows; start += Block)
        {
            int width = Math.Min(Block, a.Rows - start);
            SubtractEarlier(lower, start, width, crew);
            if (!FactorDiagonal(lower, start, width, least))
                return null;
            SolveBelow(lower, start, width, crew);
        }
        return new Cholesky(lower);
    }

    /// <summary>Solves A·x = b for each row b of <paramref name="rightHandSides"/>, in place.</summary>
    public void SolveRows(Matrix rightHandSides)
    {
        int last = (_lower.Rows - 1) / Block * Block;
        var products = new double[rightHandSides.Rows * Block];
        for (int start = 0; start < _lower.Rows; start += Block)
            Forward(rightHandSides, start, Math.Min(Block, _lower.Rows - start), products);
        for (int start = last; start >= 0; start -= Block)
            Backward(rightHandSides, start, Math.Min(Block, _lower.Rows - start), products);
    }

    /// <summary>Solves L·y = b for each row b, in place: rows b·L⁻ᵀ.</summary>
    public void SolveLowerRows(Matrix rightHandSides)
    {
        var products = new double[rightHandSides.Rows * Block];
        for (int start = 0; start < _lower.Rows; start += Block)
            Forward(rightHandSides, start, Math.Min(Block, _lower.Rows - start), products);
    }

    /// <summary>L·v for each row v: rows v·Lᵀ.</summary>
    public Matrix MultiplyRows(Matrix rows)
    {
        var lower = new Matrix(_lower.Rows, _lower.Rows);
        for (int i = 0; i < lower.Rows; i++)
            _lower.Row(i)[..(i + 1)].CopyTo(lower.Row(i));
        return CrossProducts.MultiplyTransposed(rows, lower);
    }

    /// <summary>L·y = b for the unknowns of one block, those before being known.</summary>
    private void Forward(Matrix b, int start, int width, double[] products)
    {
        MatrixProduct.Store(
            Part(b, 0, b.Rows, 0, start), Part(_lower, start, width, 0, start).Transposed, products, width);
        for (int r = 0; r < b.Rows; r++)
        {
            Span<double> row = b.Row(r).Slice(start, width);
            TensorPrimitives.Subtract(row, products.AsSpan(r * width, width), row);
            for (int i = 0; i < width; i++)
            {
                ReadOnlySpan<double> pivot = _lower.Row(start + i).Slice(start, i + 1);
                row[i] = (row[i] - TensorPrimitives.Dot(pivot[..i], row[..i])) / pivot[i];
            }
        }
    }

    /// <summary>Lᵀ·x = y for the unknowns of one block, those behind being known.</summary>
    private void Backward(Matrix b, int start, int width, double[] products)
    {
        int end = start + width, behind = _lower.Rows - end;
        MatrixProduct.Store(
            Part(b, 0, b.Rows, end, behind), Part(_lower, end, behind, start, width), products, width);
        for (int r = 0; r < b.Rows; r++)
        {
            Span<double> row = b.Row(r).Slice(start, width);
            TensorPrimitives.Subtract(row, products.AsSpan(r * width, width), row);
            for (int i = width - 1; i >= 0; i--)
            {
                ReadOnlySpan<double> pivot = _lower.Row(start + i).Slice(start, i + 1);
                row[i] /= pivot[i];
                TensorPrimitives.MultiplyAdd(pivot[..i], -row[i], row[..i], row[..i]);
            }
        }
    }

    private static MatrixBlock<double> Part(Matrix matrix, int row, int rows, int column, int columns) =>
        new(rows == 0 || columns == 0 ? [] : matrix.Values.AsSpan((row * matrix.Columns) + column), rows,
            columns, matrix.Columns);

    private static double Largest(Matrix a)
    {
        double largest = 0;
        for (int i = 0; i < a.Rows; i++)
            largest = Math.Max(largest, a[i, i]);
        return largest;
    }

    /// <summary>A[start.., block] −= L[start.., ..start] · L[block, ..start]ᵀ.</summary>
    private static void SubtractEarlier(Matrix lower, int start, int width, Workers? crew)
    {
        if (start == 0)
            return;
        var products = new double[(lower.Rows - start) * width];
        MatrixProduct.Store(
            Part(lower, start, lower.Rows - start, 0, start), Part(lower, start, width, 0, start).Transposed,
            products, width, crew);
        for (int i = start; i < lower.Rows; i++)
        {
            Span<double> row = lower.Row(i).Slice(start, width);
            TensorPrimitives.Subtract(row, products.AsSpan((i - start) * width, width), row);
        }
    }

    private static bool FactorDiagonal(Matrix lower, int start, int width, double least)
    {
        for (int i = start; i < start + width; i++)
        {
            SolveRow(lower, i, start, i);
            double pivot = lower[i, i] - TensorPrimitives.SumOfSquares<double>(lower.Row(i)[start..i]);
            if (!(pivot > least))
                return false;
            lower[i, i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>Rows below the block times its inverse, transposed.</summary>
    private static void SolveBelow(Matrix lower, int start, int width, Workers? crew)
    {
        int first = start + width, below = lower.Rows - first;
        if (below == 0)
            return;
        double[] inverse = InverseOfBlock(lower, start, width), products = new double[below * width];
        MatrixProduct.Store(
            Part(lower, first, below, start, width),
            new MatrixBlock<double>(inverse, width, width, width).Transposed, products, width, crew);
        for (int i = 0; i < below; i++)
            products.AsSpan(i * width, width).CopyTo(lower.Row(first + i)[start..]);
    }

    /// <summary>L⁻¹ of a block on the diagonal, row by row: (eᵢ − Σₖ lᵢₖ·rowₖ)/lᵢᵢ, k &lt; i.</summary>
    private static double[] InverseOfBlock(Matrix lower, int start, int width)
    {
        var inverse = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            Span<double> row = inverse.AsSpan(i * width, i + 1);
            row[i] = 1;
            for (int k = 0; k < i; k++)
                TensorPrimitives.MultiplyAdd(
                    inverse.AsSpan(k * width, k + 1), -lower[start + i, start + k], row[..(k + 1)], row[..(k + 1)]);
            TensorPrimitives.Divide(row, lower[start + i, start + i], row);
        }
        return inverse;
    }

    private static void SolveRow(Matrix lower, int i, int start, int end)
    {
        Span<double> row = lower.Row(i);
        for (int j = start; j < end; j++)
        {
            double known = TensorPrimitives.Dot<double>(row[start..j], lower.Row(j)[start..j]);
            row[j] = (row[j] - known) / lower[j, j];
        }
    }
}
