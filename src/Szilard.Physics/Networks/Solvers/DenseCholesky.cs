namespace Szilard.Physics.Networks.Solvers;

/// <summary>A = L·Lᵀ of a small symmetric positive definite matrix, row-major, factored in place.</summary>
internal sealed class DenseCholesky(int size)
{
    private readonly double[] _l = new double[size * size];

    /// <summary>The row whose pivot was not positive in the last factorisation; −1 where all were.</summary>
    public int Dependent { get; private set; } = -1;

    /// <summary>Factors a matrix (its lower triangle is read).</summary>
    /// <param name="matrix">size × size.</param>
    /// <param name="threshold">A pivot at most this share of its diagonal entry counts as zero.</param>
    /// <returns>False where the matrix is not positive definite.</returns>
    public bool Factor(ReadOnlySpan<double> matrix, double threshold = 1e-13)
    {
        matrix.CopyTo(_l);
        Dependent = -1;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
                _l[(i * size) + j] = (_l[(i * size) + j] - Dot(i, j, j)) / _l[(j * size) + j];
            double diagonal = _l[(i * size) + i], pivot = diagonal - Dot(i, i, i);
            if (!(pivot > threshold * Math.Abs(diagonal)))
            {
                Dependent = i;
                return false;
            }
            _l[(i * size) + i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>b ← A⁻¹b.</summary>
    public void Solve(Span<double> b)
    {
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = _l.AsSpan(i * size, i);
            b[i] = (b[i] - System.Numerics.Tensors.TensorPrimitives.Dot(row, b[..i])) / _l[(i * size) + i];
        }
        for (int i = size - 1; i >= 0; i--)
        {
            double value = b[i] /= _l[(i * size) + i];
            for (int j = 0; j < i; j++)
                b[j] -= _l[(i * size) + j] * value;
        }
    }

    private double Dot(int i, int j, int count) =>
        System.Numerics.Tensors.TensorPrimitives.Dot<double>(
            _l.AsSpan(i * size, count), _l.AsSpan(j * size, count));
}
