using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Szilard.Tensors;
using Matrix = Szilard.Tensors.Matrix;

namespace Szilard.Worlds.Latents;

/// <summary>Square matrices kept for their good condition, and the condition number that none of them
/// exceeds.</summary>
/// <param name="Layers">The matrices, in the order in which they were drawn.</param>
/// <param name="ConditionNumbers">Largest over smallest singular value of each.</param>
/// <param name="Threshold">The smallest condition number among the matrices that were not kept.</param>
public sealed record ConditionedMatrices(
    IReadOnlyList<Matrix> Layers, IReadOnlyList<double> ConditionNumbers, double Threshold);

/// <summary>Random matrices as mixings need them.</summary>
public static class RandomMatrices
{
    /// <summary>Gain × a random matrix whose rows (or columns, if there are fewer) are orthonormal: Q of the
    /// QR decomposition of a normal matrix, signs fixed so that its law is uniform (Mezzadri 2007).</summary>
    public static Matrix Orthonormal(int rows, int columns, double gain, RandomKey key)
    {
        RandomStream stream = key.Stream();
        (int tall, int wide) = (Math.Max(rows, columns), Math.Min(rows, columns));
        var normal = new double[tall * wide];
        stream.FillNormal(normal);
        QR<double> qr = Matrix<double>.Build.Dense(tall, wide, normal).QR(QRMethod.Thin);
        var result = new Matrix(rows, columns);
        for (int i = 0; i < tall; i++)
            for (int j = 0; j < wide; j++)
                result[rows == tall ? i : j, rows == tall ? j : i] =
                    gain * Math.Sign(qr.R[j, j]) * qr.Q[i, j];
        return result;
    }

    /// <summary>The <paramref name="count"/> best conditioned of <paramref name="draws"/> random n × n
    /// matrices with entries uniform on [−1, 1) and columns of unit length.</summary>
    /// <remarks>cl-ica draws 25,000 matrices, takes a low quantile of their condition numbers (by default the
    /// least) as threshold, and then draws afresh until each layer lies under it. That wait has no finite
    /// mean when the threshold is the least of the draws. Keeping the best of the draws themselves costs a
    /// fixed time and has the same law: given the (count + 1)-th smallest condition number, the kept ones, in
    /// the order drawn, are independent draws conditioned to lie under it.</remarks>
    /// <param name="dimensions">n ≥ 1.</param>
    /// <param name="count">How many to keep, below <paramref name="draws"/>.</param>
    /// <param name="draws">How many to draw.</param>
    /// <param name="key">Where randomness comes from.</param>
    public static ConditionedMatrices BestConditioned(int dimensions, int count, int draws, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(draws, count);
        (double Condition, int Index)[] ranked =
        [
            .. Enumerable.Range(0, draws)
                .Select(i => (ConditionNumber(UnitColumns(dimensions, key.Split(i))), i)),
        ];
        Array.Sort(ranked);
        (double Condition, int Index)[] kept = [.. ranked.Take(count).OrderBy(r => r.Index)];
        return new ConditionedMatrices(
            [.. kept.Select(r => UnitColumns(dimensions, key.Split(r.Index)))],
            [.. kept.Select(r => r.Condition)],
            ranked[count].Condition);
    }

    /// <summary>Largest over smallest singular value.</summary>
    public static double ConditionNumber(Matrix matrix) => Dense(matrix).ConditionNumber();

    /// <summary>The inverse of a square matrix.</summary>
    public static Matrix Inverse(Matrix matrix) =>
        new(matrix.Rows, matrix.Columns, Dense(matrix).Inverse().ToRowMajorArray());

    private static Matrix<double> Dense(Matrix matrix) =>
        Matrix<double>.Build.DenseOfRowMajor(matrix.Rows, matrix.Columns, matrix.Values);

    private static Matrix UnitColumns(int dimensions, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var matrix = new Matrix(dimensions, dimensions);
        foreach (ref double value in matrix.Values.AsSpan())
            value = stream.NextUniform(-1, 1);
        for (int j = 0; j < dimensions; j++)
        {
            double norm = SphereSpace.Norm(matrix.Column(j));
            for (int i = 0; i < dimensions; i++)
                matrix[i, j] /= norm;
        }
        return matrix;
    }
}
