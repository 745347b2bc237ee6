using Szilard.Physics.Networks;

namespace Szilard.Physics.Tests.Networks;

/// <summary>Σ |y − t|² + bend·Σ (y − t)⁴ + tie·(Σ over the batch of y − t)²: not quadratic where bent, and a
/// cost that couples samples where tied.</summary>
internal sealed class BentCost(double[] targets, double bend = 0, double tie = 0) : ICost
{
    public double Value(ReadOnlySpan<double> outputs, int count)
    {
        double sum = 0, total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double d = outputs[i] - targets[i];
            sum += (d * d) + (bend * d * d * d * d);
            total += d;
        }
        return sum + (tie * total * total);
    }

    public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient)
    {
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double d = outputs[i] - targets[i];
            gradient[i] = (2 * d) + (4 * bend * d * d * d);
            total += d;
        }
        for (int i = 0; i < targets.Length; i++)
            gradient[i] += 2 * tie * total;
    }
}
