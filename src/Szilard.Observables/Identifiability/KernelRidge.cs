using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

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
    public static KernelRidge Choose(Matrix x, Matrix y, Workers workers)
    {
        int[] rows = [.. Enumerable.Range(0, x.Rows)];
        int[] judged = [.. rows.Where(r => r % 4 == 3).Take(ChooseOn)];
        int[] fitted = [.. rows.Where(r => r % 4 != 3).Take(ChooseOn)];
        Matrix targets = Columns.Standardise(y);
        (Matrix fitX, Matrix fitY) = (x.Select(fitted), targets.Select(fitted));
        (Matrix testX, Matrix testY) = (x.Select(judged), targets.Select(judged));
        Matrix squares = SquaredDistances(fitX, fitX, workers);
        Matrix apart = SquaredDistances(testX, fitX, workers);
        double width = MedianDistance(squares);
        return (
            from factor in s_factors
            let kernel = Kernel(squares, width * factor, new(squares.Rows, squares.Columns), workers)
            let across = Kernel(apart, width * factor, new(apart.Rows, apart.Columns), workers)
            from ridge in s_ridges
            orderby TensorPrimitives.Distance<double>(
                Predict(kernel, ridge, fitY, across, workers).Values, testY.Values)
            select new KernelRidge(width * factor, ridge)).First();
    }

    /// <summary>Fits and predicts; the workers share the products and the exponentials.</summary>
    public Matrix FitPredict(Matrix x, Matrix y, Matrix testX, Workers workers)
    {
        Matrix kernel = SquaredDistances(x, x, workers), across = SquaredDistances(testX, x, workers);
        return Predict(
            Kernel(kernel, Width, kernel, workers), Ridge, y, Kernel(across, Width, across, workers),
            workers);
    }

    /// <summary>ȳ + K(x, x_fit)·(K + λI)⁻¹·(y − ȳ).</summary>
    /// <param name="kernel">K of the rows fitted.</param>
    /// <param name="ridge">λ.</param>
    /// <param name="y">Targets of the rows fitted.</param>
    /// <param name="across">K of the rows to predict with those fitted.</param>
    /// <param name="workers">Share the products.</param>
    private static Matrix Predict(Matrix kernel, double ridge, Matrix y, Matrix across, Workers workers)
    {
        double[] means = Columns.Means(y);
        Matrix weights = Columns.Centre(y).Transpose();
        var factor = Cholesky.TryFactor(kernel, 0, workers, ridge);
        factor?.SolveRows(weights);
        if (factor is null)
            Array.Clear(weights.Values);
        Matrix predicted = CrossProducts.MultiplyTransposed(across, weights, workers);
        for (int i = 0; i < predicted.Rows; i++)
            TensorPrimitives.Add(predicted.Row(i), means, predicted.Row(i));
        return predicted;
    }

    /// <summary>exp(−‖a − b‖²/(2·width²)).</summary>
    /// <param name="squares">Squared distances.</param>
    /// <param name="width">Width of the Gaussian.</param>
    /// <param name="kernel">Takes K, and is returned; may be the squares.</param>
    /// <param name="workers">Share the exponentials.</param>
    private static Matrix Kernel(Matrix squares, double width, Matrix kernel, Workers workers)
    {
        double factor = -0.5 / (width * width);
        workers.Run(squares.Rows, i =>
        {
            TensorPrimitives.Multiply(squares.Row(i), factor, kernel.Row(i));
            TensorPrimitives.Exp<double>(kernel.Row(i), kernel.Row(i));
        });
        return kernel;
    }

    private static Matrix SquaredDistances(Matrix a, Matrix b, Workers workers)
    {
        Matrix result = CrossProducts.MultiplyTransposed(a, b, workers);
        var norms = new double[b.Rows];
        for (int j = 0; j < b.Rows; j++)
            norms[j] = TensorPrimitives.SumOfSquares<double>(b.Row(j));
        workers.Run(a.Rows, i =>
        {
            Span<double> row = result.Row(i);
            TensorPrimitives.MultiplyAdd(row, -2, norms, row);
            TensorPrimitives.Add(row, TensorPrimitives.SumOfSquares<double>(a.Row(i)), row);
            TensorPrimitives.Max(row, 0, row);
        });
        return result;
    }

    /// <summary>The median over pairs of different rows; 1 where it is 0, as for a constant
    /// representation.</summary>
    private static double MedianDistance(Matrix squares)
    {
        var pairs = new List<double>(squares.Rows * (squares.Rows - 1) / 2);
        for (int i = 0; i < squares.Rows; i++)
            pairs.AddRange(squares.Row(i)[..i]);
        double median = Math.Sqrt(Spread.Quantile([.. pairs], 0.5));
        return median > 1e-6 ? median : 1;
    }
}
