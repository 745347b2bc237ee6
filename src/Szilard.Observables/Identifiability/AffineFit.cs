using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>The least-squares map y ≈ ȳ + (x − x̄)·B.</summary>
/// <param name="MeanX">x̄.</param>
/// <param name="MeanY">ȳ.</param>
/// <param name="Slope">B, x columns × y columns.</param>
/// <param name="GramX">Σ(x − x̄)(x − x̄)ᵀ.</param>
/// <param name="Deficient">True where columns of x are constant or depend on one another.</param>
internal sealed record AffineFit(double[] MeanX, double[] MeanY, Matrix Slope, Matrix GramX, bool Deficient)
{
    /// <summary>Fits on rows of equal count.</summary>
    public static AffineFit Of(Matrix x, Matrix y)
    {
        double[] meanX = Columns.Means(x), meanY = Columns.Means(y);
        Matrix gram = CrossProducts.Gram(x, meanX);
        DropConstants(gram, Columns.Variances(x, meanX));
        Matrix slope = LeastSquares.Solve(gram, CrossProducts.Of(x, meanX, y, meanY), out bool deficient);
        return new AffineFit(meanX, meanY, slope, gram, deficient);
    }

    /// <summary>Predictions for the rows of x.</summary>
    public Matrix Predict(Matrix x)
    {
        Matrix result = CrossProducts.Multiply(Columns.Affine(x, MeanX, Ones(x.Columns)), Slope);
        for (int i = 0; i < result.Rows; i++)
            TensorPrimitives.Add(result.Row(i), MeanY, result.Row(i));
        return result;
    }

    /// <summary>tr(Sxx⁻¹·T)·n/(n − 1) with T the mean of (x − x̄)(x − x̄)ᵀ over the held-out rows: what
    /// ‖ŷ − ȳ‖² is on average when unit-variance targets of the n fitted rows are shuffled.</summary>
    public double NullLeverage(Matrix heldOut, int fitted)
    {
        Matrix test = CrossProducts.Gram(heldOut, MeanX);
        Matrix ratio = LeastSquares.Solve(GramX, test, out _);
        double trace = 0;
        for (int j = 0; j < ratio.Rows; j++)
            trace += ratio[j, j];
        return trace / heldOut.Rows * fitted / (fitted - 1);
    }

    /// <summary>What rounding leaves of a constant column must not look like a direction.</summary>
    private static void DropConstants(Matrix gram, double[] variances)
    {
        for (int j = 0; j < variances.Length; j++)
        {
            if (variances[j] > 0)
                continue;
            gram.Row(j).Clear();
            for (int i = 0; i < gram.Rows; i++)
                gram[i, j] = 0;
        }
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
