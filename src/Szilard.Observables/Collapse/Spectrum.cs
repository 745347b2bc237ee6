using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Collapse;

/// <summary>Eigenvalues of Σ x·xᵀ and each sample's share in them.</summary>
/// <param name="Values">λ₁ ≥ λ₂ ≥ … ≥ 0, min(n, d) of them: squared singular values of the array.</param>
/// <param name="Scores">(uⱼ·xᵢ), samples × values.</param>
internal sealed record Spectrum(double[] Values, Matrix Scores)
{
    /// <summary>By the smaller of the two Gram matrices.</summary>
    public static Spectrum Of(Matrix x) => x.Columns <= x.Rows ? OfColumns(x) : OfRows(x);

    /// <summary>A function of the spectrum that does not change with its scale, with the standard error by
    /// the delta method: sample i moves λⱼ in proportion to n·(uⱼ·xᵢ)² − λⱼ.</summary>
    /// <param name="value">The function here.</param>
    /// <param name="slopes">Its derivatives by each λ.</param>
    public Reading Read(double value, double[] slopes)
    {
        var influence = new double[Scores.Rows];
        for (int i = 0; i < influence.Length; i++)
        {
            ReadOnlySpan<double> row = Scores.Row(i);
            for (int j = 0; j < slopes.Length; j++)
                influence[i] += slopes[j] * ((influence.Length * row[j] * row[j]) - Values[j]);
        }
        return new Reading(value, Spread.OfMean(influence), double.NaN);
    }

    private static Spectrum OfColumns(Matrix x)
    {
        var eigen = SymmetricEigen.OfGram(CrossProducts.Gram(x, new double[x.Columns]));
        return new Spectrum(eigen.Values, CrossProducts.MultiplyTransposed(x, eigen.Vectors));
    }

    private static Spectrum OfRows(Matrix x)
    {
        var eigen = SymmetricEigen.OfGram(CrossProducts.MultiplyTransposed(x, x));
        double[] sigma = Array.ConvertAll(eigen.Values, Math.Sqrt);
        return new Spectrum(
            eigen.Values, Columns.Affine(eigen.Vectors.Transpose(), new double[x.Rows], sigma));
    }
}
