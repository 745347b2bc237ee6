using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Probes;

/// <summary>Multinomial logistic regression with a ridge penalty on the weights, not on the
/// intercepts.</summary>
/// <remarks>L-BFGS in the metric of Σ/C + λI, Σ the covariance of the columns: up to the probabilities, which
/// are near 1/C at the start, that is the curvature of the loss (Böhning, "Multinomial logistic regression
/// algorithm", 1992), so that correlated columns do not slow the descent. Products are taken in floats, whose
/// rounding moves the mean loss by about 10⁻⁸, far below the tolerance; sums and steps are doubles.</remarks>
/// <param name="x">Samples in rows; columns of mean 0.</param>
/// <param name="labels">Their classes.</param>
/// <param name="classes">How many classes, ≥ 2.</param>
/// <param name="workers">Share out the samples.</param>
internal sealed class LogisticRegression(Matrix x, int[] labels, int classes, Workers workers)
{
    private const int Block = 128;
    private const int PartsAtMost = 16;
    private const int StepsAtMost = 200;
    private readonly float[] _rows = Array.ConvertAll(x.Values, v => (float)v);
    private readonly Matrix _covariance = CrossProducts.Scale(
        CrossProducts.Gram(x, new double[x.Columns]), 1.0 / Math.Max(1, x.Rows));

    private double[] _weights = new double[(x.Columns + 1) * classes];

    /// <summary>Row j holds the weights of column j, one per class; the last row holds the
    /// intercepts. Copied on the way in and out.</summary>
    public double[] Weights
    {
        get => [.. _weights];
        set => _weights = [.. value];
    }

    /// <summary>Minimises mean cross-entropy + (penalty/2)·‖W‖² over samples <paramref name="start"/> and
    /// after, from the weights as they are; returns the minimum.</summary>
    /// <param name="start">The first sample to fit.</param>
    /// <param name="penalty">Ridge penalty, &gt; 0.</param>
    /// <param name="tolerance">Least gain worth a step, in nats of mean loss.</param>
    public double Fit(int start, double penalty, double tolerance)
    {
        Cholesky? metric = Metric(penalty);
        return new QuasiNewton(
            (w, g) => Objective(start, x.Rows, penalty, w, g), g => Precondition(metric, g))
            .Minimise(_weights, StepsAtMost, tolerance);
    }

    /// <summary>Mean cross-entropy in nats of samples <paramref name="start"/> to before
    /// <paramref name="end"/>.</summary>
    public double Loss(int start, int end) => Objective(start, end, 0, _weights, null);

    /// <summary>The most probable class of each row.</summary>
    public int[] Classify(Matrix rows)
    {
        var predicted = new int[rows.Rows];
        Each(rows, (i, logits) => predicted[i] = TensorPrimitives.IndexOfMax(logits));
        return predicted;
    }

    /// <summary>−ln p of the label of each row; NaN for a label below 0.</summary>
    public double[] Losses(Matrix rows, int[] truth)
    {
        var losses = new double[rows.Rows];
        Each(rows, (i, logits) => losses[i] = Loss(logits, truth[i]));
        return losses;
    }

    private delegate void RowLogits(int row, ReadOnlySpan<float> logits);

    private void Each(Matrix rows, RowLogits take)
    {
        float[] values = Array.ConvertAll(rows.Values, v => (float)v), weights = Rounded(_weights);
        var logits = new float[Block * classes];
        for (int start = 0; start < rows.Rows; start += Block)
        {
            int count = Math.Min(Block, rows.Rows - start);
            Logits(Rows(values, start, count), weights, logits);
            for (int i = 0; i < count; i++)
                take(start + i, logits.AsSpan(i * classes, classes));
        }
    }

    private static double Loss(ReadOnlySpan<float> logits, int truth)
    {
        double largest = TensorPrimitives.Max(logits), sum = 0;
        foreach (float logit in logits)
            sum += Math.Exp(logit - largest);
        return truth < 0 ? double.NaN : largest + Math.Log(sum) - logits[truth];
    }

    /// <summary>Cut into parts by the shape alone, whose sums are added in order.</summary>
    private double Objective(int start, int end, double penalty, double[] weights, double[]? gradient)
    {
        int count = end - start, parts = Math.Clamp(count / Block, 1, PartsAtMost);
        var losses = new double[parts];
        float[] rounded = Rounded(weights);
        float[][] slopes = [.. Enumerable.Range(0, parts).Select(_ => new float[gradient?.Length ?? 0])];
        workers.Run(parts, part => losses[part] = Part(
            start + (int)((long)count * part / parts), start + (int)((long)count * (part + 1) / parts),
            rounded, slopes[part]));
        if (gradient is not null)
            Average(slopes, count, gradient);
        return (losses.Sum() / count) + Penalise(penalty, weights, gradient);
    }

    /// <summary>Summed loss and its gradient; each block of rows stays in cache for both
    /// products.</summary>
    private double Part(int start, int end, float[] weights, float[] gradient)
    {
        double loss = 0;
        var errors = new float[Block * classes];
        for (; start < end; start += Block)
        {
            int count = Math.Min(Block, end - start);
            var rows = Rows(_rows, start, count);
            Logits(rows, weights, errors);
            loss += SoftmaxErrors(start, count, errors);
            if (gradient.Length == 0)
                continue;
            MatrixProduct.Add(
                rows.Transposed, new MatrixBlock<float>(errors, count, classes, classes), gradient, classes);
            Span<float> intercepts = gradient.AsSpan(x.Columns * classes);
            for (int i = 0; i < count; i++)
                TensorPrimitives.Add(intercepts, errors.AsSpan(i * classes, classes), intercepts);
        }
        return loss;
    }

    private static void Average(float[][] slopes, int count, double[] gradient)
    {
        Array.Clear(gradient);
        foreach (float[] slope in slopes)
            for (int j = 0; j < gradient.Length; j++)
                gradient[j] += slope[j];
        TensorPrimitives.Divide(gradient, count, gradient);
    }

    private MatrixBlock<float> Rows(float[] values, int start, int count) =>
        new(values.AsSpan(start * x.Columns), count, x.Columns, x.Columns);

    private static float[] Rounded(double[] weights) => Array.ConvertAll(weights, w => (float)w);

    private void Logits(MatrixBlock<float> rows, float[] weights, float[] logits)
    {
        for (int i = 0; i < rows.Rows; i++)
            weights.AsSpan(rows.Columns * classes).CopyTo(logits.AsSpan(i * classes));
        var slopes = new MatrixBlock<float>(weights, rows.Columns, classes, classes);
        MatrixProduct.Add(rows, slopes, logits, classes);
    }

    /// <summary>Replaces the logits of a block by probability − [class is true]; returns the summed
    /// loss.</summary>
    private double SoftmaxErrors(int start, int count, float[] logits)
    {
        double loss = 0;
        for (int i = 0; i < count; i++)
        {
            Span<float> row = logits.AsSpan(i * classes, classes);
            float largest = TensorPrimitives.Max<float>(row), truth = row[labels[start + i]];
            TensorPrimitives.Subtract(row, largest, row);
            TensorPrimitives.Exp<float>(row, row);
            float sum = TensorPrimitives.Sum<float>(row);
            TensorPrimitives.Divide(row, sum, row);
            row[labels[start + i]] -= 1;
            loss += (double)largest - truth + Math.Log(sum);
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
