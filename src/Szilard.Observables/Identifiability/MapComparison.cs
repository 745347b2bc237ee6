using Szilard.Observables.Algebra;
using Szilard.Observables.Probes;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>Predictions of held-out latents by maps of each class, fitted on the other half.</summary>
internal sealed class MapComparison(Halves halves)
{
    private readonly Matrix _h = halves.Fit.Representation;
    private readonly Matrix _z = halves.Fit.Latents!;
    private readonly Matrix _testH = halves.Test.Representation;

    /// <summary>Held-out R², uniform average, of predictions.</summary>
    public Reading Score(Matrix predicted) =>
        (RegressionScore.Of(_z, halves.Test.Latents!, predicted, 0, false) with { Chance = double.NaN })
            .Noting(Cautions.Constant(_z, _h), Cautions.Classes(_z));

    /// <summary>z ≈ h·A + b.</summary>
    public Matrix Affine() => halves.Affine().Predicted;

    /// <summary>Each latent by a line through its own dimension, matched by |Pearson|.</summary>
    public Matrix Permutation() => ByDimension(
        Matching.Of(Columns.Standardise(_z), Columns.Standardise(_h)), (x, y, _) =>
        {
            var fit = AffineFit.Of(new Matrix(x.Length, 1, x), new Matrix(y.Length, 1, y));
            return v => fit.MeanY[0] + ((v - fit.MeanX[0]) * fit.Slope[0, 0]);
        });

    /// <summary>Each latent by an increasing or decreasing function of its own dimension, matched by
    /// |Spearman|.</summary>
    public Matrix Monotone() => ByDimension(
        Matching.Of(
            Columns.Standardise(Ranks.OfColumns(_z)), Columns.Standardise(Ranks.OfColumns(_h))),
        (x, y, correlation) => new Isotonic(x, y, correlation).At);

    /// <summary>Within each block of causes h ≈ s·z·Qᵀ with QᵀQ = I, so ẑ = h·Q/s; a cause without as many
    /// dimensions as its block has causes is predicted by its mean.</summary>
    public Matrix Orthogonal(IReadOnlyList<(int[] Causes, int[] Dimensions)> blocks)
    {
        double[] meanH = Columns.Means(_h), meanZ = Columns.Means(_z);
        var predicted = new Matrix(_testH.Rows, _z.Columns);
        for (int i = 0; i < predicted.Rows; i++)
            meanZ.CopyTo(predicted.Row(i));
        Matrix cross = CrossProducts.Of(_h, meanH, _z, meanZ);
        double[] variances = Columns.Variances(_z, meanZ);
        foreach ((int[] causes, int[] dimensions) in blocks)
            if (dimensions.Length >= causes.Length)
                Turn(predicted, cross, causes, dimensions, meanH, causes.Sum(k => variances[k]) * _z.Rows);
        return predicted;
    }

    private void Turn(
        Matrix predicted, Matrix cross, int[] causes, int[] dimensions, double[] meanH, double squares)
    {
        (Matrix rotation, double overlap) = Polar(Part(cross, dimensions, causes));
        double scale = overlap / squares;
        if (!(scale > 0))
            return;
        double[] units = [.. Enumerable.Repeat(1 / scale, dimensions.Length)];
        Matrix inputs = Part(_testH, [.. Enumerable.Range(0, _testH.Rows)], dimensions);
        Matrix turned = CrossProducts.Multiply(
            Columns.Affine(inputs, [.. dimensions.Select(j => meanH[j])], units), rotation);
        for (int i = 0; i < predicted.Rows; i++)
            for (int k = 0; k < causes.Length; k++)
                predicted[i, causes[k]] += turned[i, k];
    }

    /// <summary>C·(CᵀC)^(−1/2), the columns orthonormal, and Σσ of C.</summary>
    private static (Matrix Rotation, double Overlap) Polar(Matrix c)
    {
        var eigen = SymmetricEigen.OfGram(CrossProducts.Multiply(c.Transpose(), c));
        Matrix root = eigen.Function(v => v > 0 ? 1 / Math.Sqrt(v) : 0);
        return (CrossProducts.Multiply(c, root), eigen.Values.Sum(Math.Sqrt));
    }

    private Matrix ByDimension(
        Matching matching, Func<double[], double[], double, Func<double, double>> fit)
    {
        var predicted = new Matrix(_testH.Rows, _z.Columns);
        double[] means = Columns.Means(_z);
        for (int k = 0; k < means.Length; k++)
        {
            int j = matching.ColumnOf[k];
            Func<double, double> function = j < 0
                ? _ => means[k]
                : fit(_h.Column(j), _z.Column(k), matching.Correlations[k, j]);
            for (int i = 0; i < predicted.Rows; i++)
                predicted[i, k] = function(j < 0 ? 0 : _testH[i, j]);
        }
        return predicted;
    }

    private static Matrix Part(Matrix matrix, int[] rows, int[] columns)
    {
        var part = new Matrix(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
                part[i, j] = matrix[rows[i], columns[j]];
        return part;
    }
}
