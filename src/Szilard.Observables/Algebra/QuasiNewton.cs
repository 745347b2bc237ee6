using System.Numerics.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Limited-memory BFGS with a backtracking line search, for smooth convex functions.</summary>
/// <remarks>Nocedal and Wright, "Numerical Optimization", 2006, algorithms 7.4 and 7.5; the start of the
/// recursion is γ·M⁻¹ with γ of their eq. 7.20 in the metric M.</remarks>
/// <param name="valueAndGradient">The function at a point; it writes its gradient there.</param>
/// <param name="precondition">M⁻¹·gradient as a new array, M about the curvature; a copy for none.</param>
internal sealed class QuasiNewton(
    Func<double[], double[], double> valueAndGradient, Func<double[], double[]> precondition)
{
    private const int Memory = 10;
    private readonly LinkedList<(double[] Step, double[] Change, double Curvature)> _pairs = new();
    private double _scale = 1;

    /// <summary>Descends from <paramref name="point"/>, in place, until the quadratic model promises no more
    /// than the tolerance, no step helps or the limit is reached; returns the value.</summary>
    /// <param name="point">Where to start; where it ended.</param>
    /// <param name="steps">At most so many.</param>
    /// <param name="tolerance">Least gain worth a step, in units of the function: ½·gᵀ·H·g.</param>
    public double Minimise(double[] point, int steps, double tolerance)
    {
        var gradient = new double[point.Length];
        double value = valueAndGradient(point, gradient);
        for (int step = 0; step < steps; step++)
        {
            double[] direction = Direction(gradient);
            double slope = TensorPrimitives.Dot<double>(gradient, direction);
            if (slope >= -2 * tolerance || !TrySearch(point, gradient, direction, slope, ref value))
                break;
        }
        return value;
    }

    private bool TrySearch(
        double[] point, double[] gradient, double[] direction, double slope, ref double value)
    {
        double[] trial = new double[point.Length], trialGradient = new double[point.Length];
        double length = _pairs.Count == 0 ? Math.Min(1, 1 / TensorPrimitives.Norm<double>(direction)) : 1;
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
        _scale = curvature / TensorPrimitives.Dot<double>(change, precondition(change));
        _pairs.AddLast((step, change, curvature));
        if (_pairs.Count > Memory)
            _pairs.RemoveFirst();
    }

    /// <summary>−H·gradient by the two-loop recursion.</summary>
    private double[] Direction(double[] gradient)
    {
        var rest = new double[gradient.Length];
        TensorPrimitives.Negate(gradient, rest);
        var weights = new Stack<double>();
        for (var node = _pairs.Last; node is not null; node = node.Previous)
        {
            (double[] step, double[] change, double curvature) = node.Value;
            weights.Push(TensorPrimitives.Dot<double>(step, rest) / curvature);
            TensorPrimitives.MultiplyAdd(change, -weights.Peek(), rest, rest);
        }
        double[] direction = precondition(rest);
        TensorPrimitives.Multiply(direction, _scale, direction);
        foreach ((double[] step, double[] change, double curvature) in _pairs)
        {
            double beta = TensorPrimitives.Dot<double>(change, direction) / curvature;
            TensorPrimitives.MultiplyAdd(step, weights.Pop() - beta, direction, direction);
        }
        return direction;
    }
}
