using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Probes;

/// <summary>Multinomial logistic regression with a ridge penalty on the weights, not on the
/// intercepts.</summary>
/// <param name="columns">Columns of x.</param>
/// <param name="classes">Classes, ≥ 2.</param>
internal sealed class LogisticRegression(int columns, int classes)
{
    private const int Block = 128;
    private const int StepsAtMost = 200;
    private const double Tolerance = 1e-5;

    /// <summary>Row c holds the weights of class c and then its intercept.</summary>
    private readonly double[] _weights = new double[classes * (columns + 1)];

    /// <summary>Minimises mean cross-entropy + (penalty/2)·‖W‖² from the weights as they are.</summary>
    public void Fit(Matrix x, int[] labels, double penalty)
    {
        Matrix design = WithOnes(x);
        new QuasiNewton((w, g) => Objective(design, labels, penalty, w, g))
            .Minimise(_weights, StepsAtMost, Tolerance);
    }

    /// <summary>Mean cross-entropy in nats.</summary>
    public double Loss(Matrix x, int[] labels) => Objective(WithOnes(x), labels, 0, _weights, null);

    /// <summary>The most probable class of each row.</summary>
    public int[] Classify(Matrix x)
    {
        var weights = new Matrix(classes, columns + 1, _weights);
        Matrix logits = CrossProducts.MultiplyTransposed(WithOnes(x), weights);
        IEnumerable<int> rows = Enumerable.Range(0, x.Rows);
        return [.. rows.Select(i => TensorPrimitives.IndexOfMax<double>(logits.Row(i)))];
    }

    private double Objective(
        Matrix design, int[] labels, double penalty, double[] weights, double[]? gradient)
    {
        double loss = 0;
        if (gradient is not null)
            Array.Clear(gradient);
        var logits = new double[Block * classes];
        for (int start = 0; start < design.Rows; start += Block)
        {
            int count = Math.Min(Block, design.Rows - start);
            loss += SoftmaxErrors(design, labels, start, count, weights, logits);
            if (gradient is not null)
                AddGradient(design, start, count, logits, gradient);
        }
        if (gradient is not null)
            TensorPrimitives.Divide(gradient, design.Rows, gradient);
        return (loss / design.Rows) + Penalise(penalty, weights, gradient);
    }

    /// <summary>Replaces the logits of a block by probability − [class is true]; returns the summed
    /// loss.</summary>
    private double SoftmaxErrors(
        Matrix design, int[] labels, int start, int count, double[] weights, double[] logits)
    {
        Array.Clear(logits);
        var directions = new Rows(weights, columns + 1, classes);
        RowDots.Add(Rows.Of(design, start, count), directions, columns + 1, logits, classes);
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

    private void AddGradient(Matrix design, int start, int count, double[] errors, double[] gradient)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> x = design.Row(start + i);
            for (int c = 0; c < classes; c++)
            {
                Span<double> row = gradient.AsSpan(c * x.Length, x.Length);
                TensorPrimitives.MultiplyAdd(x, errors[(i * classes) + c], row, row);
            }
        }
    }

    private double Penalise(double penalty, double[] weights, double[]? gradient)
    {
        double squares = 0;
        for (int c = 0; c < classes; c++)
        {
            Span<double> row = weights.AsSpan(c * (columns + 1), columns);
            squares += TensorPrimitives.SumOfSquares<double>(row);
            if (gradient is null)
                continue;
            Span<double> slope = gradient.AsSpan(c * (columns + 1), columns);
            TensorPrimitives.MultiplyAdd(row, penalty, slope, slope);
        }
        return penalty / 2 * squares;
    }

    private static Matrix WithOnes(Matrix x)
    {
        var design = new Matrix(x.Rows, x.Columns + 1);
        for (int i = 0; i < x.Rows; i++)
        {
            x.Row(i).CopyTo(design.Row(i));
            design[i, x.Columns] = 1;
        }
        return design;
    }
}
