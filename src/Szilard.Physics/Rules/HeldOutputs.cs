using Szilard.Physics.Networks;

namespace Szilard.Physics.Rules;

/// <summary>Outputs moved towards lower cost and held.</summary>
internal static class HeldOutputs
{
    /// <summary>y − (fraction/2)·∂C/∂y: for C = |y − t|² that fraction of the way from y to t.</summary>
    public static Hold Towards(ICost cost, ReadOnlySpan<double> free, int count, double fraction)
    {
        var held = new double[free.Length];
        cost.Gradient(free, count, held);
        for (int i = 0; i < held.Length; i++)
            held[i] = free[i] - (0.5 * fraction * held[i]);
        return new Hold(held);
    }
}
