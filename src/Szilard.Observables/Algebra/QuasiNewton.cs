using System.Numerics.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Limited-memory BFGS with a backtracking line search, for smooth convex functions.</summary>
/// <remarks>Nocedal and Wright, "Numerical Optimization", 2006, algorithms 7.4 and 7.5.</remarks>
internal sealed class QuasiNewton(Func<double[], double[], double> valueAndGradient)
{
    private const int Memory = 10;
    private readonly LinkedList<(double[] Step, double[] Change, double Curvature)> _pairs = new();

    /// <summary>Descends from <paramref name="point"/>, in place, until ‖gradient‖ ≤ tolerance, no step helps
    /// or the limit is reached; returns the value.</summary>
    public double Minimise(double[] point, int steps, double tolerance)
    {
        var gradient = new double[point.Length];
        double value = valueAndGradient(point, gradient);
        for (int step = 0; step < steps && TensorPrimitives.Norm<double>(gradient) > tolerance; step++)
        {
            double[] direction = Direction(gradient);
            if (!TrySearch(point, gradient, direction, ref value))
                break;
        }
        return value;
    }

    private bool TrySearch(double[] point, double[] gradient, double[] direction, ref double value)
    {
        double slope = TensorPrimitives.Dot<double>(gradient, direction);
        double[] trial = new double[point.Length], trialGradient = new double[point.Length];
        double length = _pairs.Count == 0 ? Math.Min(1, 1 / TensorPrimitives.Norm<double>(gradient)) : 1;
        for (int halving = 0; halving < 30; halving++, length /= 2)
        {
            TensorPrimitives.MultiplyAdd(direction, length, point, trial);
            double trialValue = valueAndGradient(trial, trialGradient);
            if (!(trialValue <= value + (1e-4 * length * slope)))
                continue;
            Remember(point, trial, gradient, trialGradient);
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
            value = trialValue;
            return true;
        }
        return false;
    }

    private void Remember(double[] point, double[] trial, double[] gradient, double[] trialGradient)
    {
        double[] step = new double[point.Length], change = new double[point.Length];
        TensorPrimitives.Subtract(trial, point, step);
        TensorPrimitives.Subtract(trialGradient, gradient, change);
        double curvature = TensorPrimitives.Dot<double>(step, change);
        if (curvature <= 1e-14)
            return;
        _pairs.AddLast((step, change, curvature));
        if (_pairs.Count > Memory)
            _pairs.RemoveFirst();
    }

    /// <summary>−H·gradient by the two-loop recursion.</summary>
    private double[] Direction(double[] gradient)
    {
        var direction = new double[gradient.Length];
        TensorPrimitives.Negate(gradient, direction);
        var weights = new Stack<double>();
        for (var node = _pairs.Last; node is not null; node = node.Previous)
        {
            (double[] step, double[] change, double curvature) = node.Value;
            weights.Push(TensorPrimitives.Dot<double>(step, direction) / curvature);
            TensorPrimitives.MultiplyAdd(change, -weights.Peek(), direction, direction);
        }
        if (_pairs.Last is { Value: var last })
            TensorPrimitives.Multiply(
                direction, last.Curvature / TensorPrimitives.SumOfSquares<double>(last.Change), direction);
        foreach ((double[] step, double[] change, double curvature) in _pairs)
        {
            double beta = TensorPrimitives.Dot<double>(change, direction) / curvature;
            TensorPrimitives.MultiplyAdd(step, weights.Pop() - beta, direction, direction);
        }
        return direction;
    }
}
