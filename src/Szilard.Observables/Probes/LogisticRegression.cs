using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Probes;

/// <summary>Multinomial logistic regression with a ridge penalty on the weights, not on the
/// intercepts.</summary>
/// <remarks>L-BFGS in the metric of Σ/C + λI, Σ the covariance of the columns: up to the probabilities, which
/// are near 1/C at the start, that is the curvature of the loss (Böhning, "Multinomial logistic regression
/// algorithm", 1992), so that correlated columns do not slow the descent.</remarks>
/// <param name="x">Samples in rows; columns of mean 0.</param>
/// <param name="labels">Their classes.</param>
/// <param name="classes">How many classes, ≥ 2.</param>
/// <param name="workers">Share out the samples.</param>
internal sealed class LogisticRegression(Matrix x, int[] labels, int classes, Workers workers)
{
    private const int Block = 128;
    private const int PartsAtMost = 16;
    private const int StepsAtMost = 200;
    private const double Tolerance = 1e-5;
    private readonly Matrix _covariance = CrossProducts.Scale(
        CrossProducts.Gram(x, new double[x.Columns]), 1.0 / Math.Max(1, x.Rows));

    /// <summary>Row j holds the weights of column j, one per class; the last row holds the
    /// intercepts.</summary>
    private readonly double[] _weights = new double[(x.Columns + 1) * classes];

    /// <summary>Minimises mean cross-entropy + (penalty/2)·‖W‖² over samples <paramref name="start"/> and
    /// after, from the weights as they are.</summary>
    public void Fit(int start, double penalty)
    {
        Cholesky? metric = Metric(penalty);
        new QuasiNewton((w, g) => Objective(start, x.Rows, penalty, w, g), g => Precondition(metric, g))
            .Minimise(_weights, StepsAtMost, Tolerance);
    }

    /// <summary>Mean cross-entropy in nats of samples <paramref name="start"/> to before
    /// <paramref name="end"/>.</summary>
    public double Loss(int start, int end) => Objective(start, end, 0, _weights, null);

    /// <summary>The most probable class of each row.</summary>
    public int[] Classify(Matrix rows)
    {
        var predicted = new int[rows.Rows];
        var logits = new double[Block * classes];
        for (int start = 0; start < rows.Rows; start += Block)
        {
            int count = Math.Min(Block, rows.Rows - start);
            Logits(MatrixBlock.Of(rows, start, count), _weights, logits);
            for (int i = 0; i < count; i++)
                predicted[start + i] = TensorPrimitives.IndexOfMax<double>(logits.AsSpan(i * classes, classes));
        }
        return predicted;
    }

    /// <summary>Cut into parts by the shape alone, whose sums are added in order.</summary>
    private double Objective(int start, int end, double penalty, double[] weights, double[]? gradient)
    {
        int count = end - start, parts = Math.Clamp(count / Block, 1, PartsAtMost);
        var losses = new double[parts];
        double[][] slopes = [.. Enumerable.Range(0, parts).Select(_ => new double[gradient?.Length ?? 0])];
        workers.Run(parts, part => losses[part] = Part(
            start + (int)((long)count * part / parts), start + (int)((long)count * (part + 1) / parts),
            weights, gradient is null ? null : slopes[part]));
        if (gradient is not null)
        {
            Array.Clear(gradient);
            foreach (double[] slope in slopes)
                TensorPrimitives.Add(gradient, slope, gradient);
            TensorPrimitives.Divide(gradient, count, gradient);
        }
        return (losses.Sum() / count) + Penalise(penalty, weights, gradient);
    }

    /// <summary>Summed loss and its gradient; each block of rows stays in cache for both
    /// products.</summary>
    private double Part(int start, int end, double[] weights, double[]? gradient)
    {
        double loss = 0;
        var errors = new double[Block * classes];
        for (; start < end; start += Block)
        {
            int count = Math.Min(Block, end - start);
            var rows = MatrixBlock.Of(x, start, count);
            Logits(rows, weights, errors);
            loss += SoftmaxErrors(start, count, errors);
            if (gradient is null)
                continue;
            MatrixProduct.Add(
                rows.Transposed, new MatrixBlock(errors, count, classes, classes), gradient, classes);
            Span<double> intercepts = gradient.AsSpan(x.Columns * classes);
            for (int i = 0; i < count; i++)
                TensorPrimitives.Add(intercepts, errors.AsSpan(i * classes, classes), intercepts);
        }
        return loss;
    }

    private void Logits(MatrixBlock rows, double[] weights, double[] logits)
    {
        for (int i = 0; i < rows.Rows; i++)
            weights.AsSpan(rows.Columns * classes).CopyTo(logits.AsSpan(i * classes));
        MatrixProduct.Add(rows, new MatrixBlock(weights, rows.Columns, classes, classes), logits, classes);
    }

    /// <summary>Replaces the logits of a block by probability − [class is true]; returns the summed
    /// loss.</summary>
    private double SoftmaxErrors(int start, int count, double[] logits)
    {
        double loss = 0;
        for (int i = 0; i < count; i++)
        {
            Span<double> row = logits.AsSpan(i * classes, classes);
            double largest = TensorPrimitives.Max<double>(row), truth = row[labels[start + i]];
            TensorPrimitives.Subtract(row, largest, row);
            TensorPrimitives.Exp<double>(row, row);
            double sum = TensorPrimitives.Sum<double>(row);
            TensorPrimitives.Divide(row, sum, row);
            row[labels[start + i]] -= 1;
            loss += largest + Math.Log(sum) - truth;
        }
        return loss;
    }

    private double Penalise(double penalty, double[] weights, double[]? gradient)
    {
        ReadOnlySpan<double> slopes = weights.AsSpan(0, x.Columns * classes);
        if (gradient is not null)
        {
            Span<double> target = gradient.AsSpan(0, slopes.Length);
            TensorPrimitives.MultiplyAdd(slopes, penalty, target, target);
        }
        return penalty / 2 * TensorPrimitives.SumOfSquares(slopes);
    }

    /// <summary>Σ/C + λI; null where rounding leaves it no factor.</summary>
    private Cholesky? Metric(double penalty)
    {
        Matrix metric = CrossProducts.Scale(_covariance, 1.0 / classes);
        for (int j = 0; j < metric.Rows; j++)
            metric[j, j] += penalty;
        return Cholesky.TryFactor(metric, 0);
    }

    private double[] Precondition(Cholesky? metric, double[] gradient)
    {
        double[] result = [.. gradient];
        if (metric is null)
            return result;
        Matrix perClass = new Matrix(x.Columns, classes, gradient[..(x.Columns * classes)]).Transpose();
        metric.SolveRows(perClass);
        perClass.Transpose().Values.CopyTo(result, 0);
        Span<double> intercepts = result.AsSpan(x.Columns * classes);
        TensorPrimitives.Multiply(intercepts, classes, intercepts);
        return result;
    }
}
