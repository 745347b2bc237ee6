using System.Numerics.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>Householder's reflection 1 − f·v·vᵀ, which leaves of a vector its first entry alone.</summary>
internal static class Reflection
{
    /// <summary>Makes v of the vector; returns what its first entry becomes, and f, which is 0 where there is
    /// nothing to clear.</summary>
    /// <param name="vector">At least one entry.</param>
    public static (double First, double Factor) Of(Span<double> vector)
    {
        double rest = vector.Length < 2 ? 0 : TensorPrimitives.Norm<double>(vector[1..]);
        if (!(rest > 0))
            return (vector[0], 0);
        double length = double.Hypot(vector[0], rest), first = vector[0] > 0 ? -length : length;
        vector[0] -= first;
        return (first, 2 / TensorPrimitives.SumOfSquares<double>(vector));
    }
}
