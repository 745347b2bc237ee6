using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Szilard.Records;
using Szilard.Tensors;
using Matrix = Szilard.Tensors.Matrix;

namespace Szilard.Reports;

/// <summary>The picture of a run: its latents, and its representation turned onto them.</summary>
/// <remarks>Orthogonal Procrustes with scale: with centred z and h, hᵀz = U·S·Vᵀ, R = U·Vᵀ and
/// s = ΣS / ‖h·R‖² minimise ‖z − s·h·R‖ where h has no more columns than z; with more columns R picks the
/// subspace of the singular vectors. Source: Schönemann, "A generalized solution of the orthogonal Procrustes
/// problem", 1966.</remarks>
internal static class AlignedPicture
{
    /// <summary>The picture; null where the run kept no latents, where either array has fewer than two
    /// columns, or where one is not finite.</summary>
    /// <exception cref="Parts.SzilardException">An array cannot be read.</exception>
    public static Scatter? Of(RunFolder folder) =>
        Read(folder, "latents.npy") is { } z && Read(folder, "representation.npy") is { } h
        && z.Rows == h.Rows
            ? new Scatter(z, Align(z, h))
            : null;

    /// <summary>s·(h − h̄)·R + z̄, of the shape of z.</summary>
    /// <param name="latents">z, samples × n.</param>
    /// <param name="representation">h, samples × k.</param>
    public static Matrix Align(Matrix latents, Matrix representation)
    {
        Vector<double> centre = Columns(latents).ColumnSums() / latents.Rows;
        Matrix<double> z = Centred(latents), h = Centred(representation);
        Svd<double> svd = h.TransposeThisAndMultiply(z).Svd();
        int rank = Math.Min(h.ColumnCount, z.ColumnCount);
        Matrix<double> rotation =
            svd.U.SubMatrix(0, h.ColumnCount, 0, rank) * svd.VT.SubMatrix(0, rank, 0, z.ColumnCount);
        Matrix<double> turned = h * rotation;
        double square = turned.Enumerate().Sum(v => v * v);
        double scale = square > 0 ? svd.S.Sum() / square : 0;
        Matrix aligned = new(latents.Rows, latents.Columns);
        for (int i = 0; i < aligned.Rows; i++)
            for (int j = 0; j < aligned.Columns; j++)
                aligned[i, j] = (scale * turned[i, j]) + centre[j];
        return aligned;
    }

    private static Matrix? Read(RunFolder folder, string name)
    {
        string path = Path.Combine(folder.ArraysPath, name);
        if (!File.Exists(path))
            return null;
        Matrix matrix = NpyFile.Read(path).ToMatrix();
        return matrix.Columns >= 2 && matrix.Rows > 0 && matrix.Values.All(double.IsFinite) ? matrix : null;
    }

    private static Matrix<double> Columns(Matrix matrix) =>
        Matrix<double>.Build.DenseOfRowMajor(matrix.Rows, matrix.Columns, matrix.Values);

    private static Matrix<double> Centred(Matrix matrix)
    {
        Matrix<double> values = Columns(matrix);
        Vector<double> means = values.ColumnSums() / matrix.Rows;
        return values.MapIndexed((_, j, v) => v - means[j]);
    }
}
