using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>ŷ = ȳ + K(x, x_fit)·(K + λI)⁻¹·(y − ȳ), K = exp(−‖a − b‖²/(2·width²)).</summary>
/// <param name="Width">Width of the Gaussian, in the units of x.</param>
/// <param name="Ridge">λ.</param>
internal sealed record KernelRidge(double Width, double Ridge)
{
    private const int ChooseOn = 512;
    private static readonly double[] s_factors = [0.25, 0.5, 1];
    private static readonly double[] s_ridges = [1e-5, 1e-3, 1e-1];

    /// <summary>The pair of least squared error, per target variance, on every fourth row after a fit on the
    /// others (at most 512 rows of either kind).</summary>
    public static KernelRidge Choose(Matrix x, Matrix y)
    {
        int[] rows = [.. Enumerable.Range(0, x.Rows)];
        int[] judged = [.. rows.Where(r => r % 4 == 3).Take(ChooseOn)];
        int[] fitted = [.. rows.Where(r => r % 4 != 3).Take(ChooseOn)];
        Matrix targets = Columns.Standardise(y);
        (Matrix fitX, Matrix fitY) = (x.Select(fitted), targets.Select(fitted));
        (Matrix testX, Matrix testY) = (x.Select(judged), targets.Select(judged));
        double width = MedianDistance(fitX);
        return (
            from factor in s_factors
            from ridge in s_ridges
            let candidate = new KernelRidge(width * factor, ridge)
            orderby candidate.Error(fitX, fitY, testX, testY)
            select candidate).First();
    }

    /// <summary>Fits and predicts.</summary>
    public Matrix FitPredict(Matrix x, Matrix y, Matrix testX)
    {
        double[] means = Columns.Means(y);
        Matrix kernel = Kernel(x, x);
        for (int i = 0; i < kernel.Rows; i++)
            kernel[i, i] += Ridge;
        Matrix weights = Columns.Centre(y).Transpose();
        var factor = Cholesky.TryFactor(kernel, 0);
        factor?.SolveRows(weights);
        if (factor is null)
            Array.Clear(weights.Values);
        Matrix predicted = CrossProducts.MultiplyTransposed(Kernel(testX, x), weights);
        for (int i = 0; i < predicted.Rows; i++)
            TensorPrimitives.Add(predicted.Row(i), means, predicted.Row(i));
        return predicted;
    }

    private double Error(Matrix x, Matrix y, Matrix testX, Matrix testY) =>
        TensorPrimitives.Distance<double>(FitPredict(x, y, testX).Values, testY.Values);

    private Matrix Kernel(Matrix a, Matrix b)
    {
        Matrix squares = SquaredDistances(a, b);
        TensorPrimitives.Multiply(squares.Values, -0.5 / (Width * Width), squares.Values);
        TensorPrimitives.Exp<double>(squares.Values, squares.Values);
        return squares;
    }

    private static Matrix SquaredDistances(Matrix a, Matrix b)
    {
        Matrix result = CrossProducts.MultiplyTransposed(a, b);
        for (int i = 0; i < a.Rows; i++)
        {
            double own = TensorPrimitives.SumOfSquares<double>(a.Row(i));
            for (int j = 0; j < b.Rows; j++)
                result[i, j] = own - (2 * result[i, j]);
        }
        var norms = new double[b.Rows];
        for (int j = 0; j < b.Rows; j++)
            norms[j] = TensorPrimitives.SumOfSquares<double>(b.Row(j));
        for (int i = 0; i < a.Rows; i++)
            TensorPrimitives.Add(result.Row(i), norms, result.Row(i));
        TensorPrimitives.Max(result.Values, 0, result.Values);
        return result;
    }

    /// <summary>The median over pairs of different rows; 1 where it is 0, as for a constant
    /// representation.</summary>
    private static double MedianDistance(Matrix x)
    {
        Matrix squares = SquaredDistances(x, x);
        var pairs = new List<double>(x.Rows * (x.Rows - 1) / 2);
        for (int i = 0; i < x.Rows; i++)
            pairs.AddRange(squares.Row(i)[..i]);
        double median = Math.Sqrt(Spread.Quantile([.. pairs], 0.5));
        return median > 1e-6 ? median : 1;
    }
}
