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
    public static Cholesky? TryFactor(Matrix a, double tolerance)
    {
        var lower = new Matrix(a.Rows, a.Rows, [.. a.Values]);
        double least = tolerance * Largest(a);
        for (int start = 0; start < a.Rows; start += Block)
        {
            int width = Math.Min(Block, a.Rows - start);
            SubtractEarlier(lower, start, width);
            if (!FactorDiagonal(lower, start, width, least))
                return null;
            SolveBelow(lower, start, width);
        }
        return new Cholesky(lower);
    }

    /// <summary>Solves A·x = b for each row b of <paramref name="rightHandSides"/>, in place.</summary>
    public void SolveRows(Matrix rightHandSides)
    {
        for (int r = 0; r < rightHandSides.Rows; r++)
            Solve(rightHandSides.Row(r));
    }

    private void Solve(Span<double> b)
    {
        for (int i = 0; i < b.Length; i++)
            b[i] = (b[i] - TensorPrimitives.Dot<double>(_lower.Row(i)[..i], b[..i])) / _lower[i, i];
        for (int i = b.Length - 1; i >= 0; i--)
        {
            b[i] /= _lower[i, i];
            TensorPrimitives.MultiplyAdd(_lower.Row(i)[..i], -b[i], b[..i], b[..i]);
        }
    }

    private static double Largest(Matrix a)
    {
        double largest = 0;
        for (int i = 0; i < a.Rows; i++)
            largest = Math.Max(largest, a[i, i]);
        return largest;
    }

    /// <summary>A[start.., block] −= L[start.., ..start] · L[block, ..start]ᵀ.</summary>
    private static void SubtractEarlier(Matrix lower, int start, int width)
    {
        if (start == 0)
            return;
        var products = new double[(lower.Rows - start) * width];
        MatrixProduct.Store(
            Earlier(lower, start, lower.Rows - start), Earlier(lower, start, width).Transposed, products, width);
        for (int i = start; i < lower.Rows; i++)
        {
            Span<double> row = lower.Row(i).Slice(start, width);
            TensorPrimitives.Subtract(row, products.AsSpan((i - start) * width, width), row);
        }
    }

    /// <summary>Rows from <paramref name="start"/> on, as far as they are factored.</summary>
    private static MatrixBlock Earlier(Matrix lower, int start, int rows) =>
        new(lower.Values.AsSpan(start * lower.Columns), rows, start, lower.Columns);

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

    private static void SolveBelow(Matrix lower, int start, int width)
    {
        for (int i = start + width; i < lower.Rows; i++)
            SolveRow(lower, i, start, start + width);
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
