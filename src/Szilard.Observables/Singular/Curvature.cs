using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Singular;

/// <summary>How sharply a potential bends, from gradients alone.</summary>
public static class Curvature
{
    private const double Reach = 0.01;

    /// <summary>|h| of the Hessian's largest eigenvalue in absolute value, by power iteration with H·v ≈
    /// (∇L(w + δv) − ∇L(w − δv))/2δ, δ = 0.01. It never overestimates that of a quadratic.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="point">w.</param>
    /// <param name="key">For the first direction.</param>
    /// <param name="iterations">How many; 30 find the largest of well-separated eigenvalues to 1 %.</param>
    public static double Largest(Potential potential, double[] point, RandomKey key, int iterations = 30)
    {
        double[] direction = new double[point.Length];
        RandomStream random = key.Stream();
        random.FillNormal(direction);
        double size = 0;
        for (int i = 0; i < iterations; i++)
        {
            double norm = TensorPrimitives.Norm<double>(direction);
            if (!(norm > 0) || !double.IsFinite(norm))
                return norm;
            TensorPrimitives.Divide(direction, norm, direction);
            direction = Product(potential, point, direction);
            size = TensorPrimitives.Norm<double>(direction);
        }
        return size;
    }

    /// <summary>H·v by central differences; v of unit length.</summary>
    internal static double[] Product(Potential potential, double[] point, double[] direction)
    {
        double[] ahead = Gradient(potential, point, direction, Reach);
        double[] behind = Gradient(potential, point, direction, -Reach);
        TensorPrimitives.Subtract(ahead, behind, ahead);
        TensorPrimitives.Divide(ahead, 2 * Reach, ahead);
        return ahead;
    }

    private static double[] Gradient(Potential potential, double[] point, double[] direction, double off)
    {
        double[] moved = new double[point.Length], gradient = new double[point.Length];
        TensorPrimitives.MultiplyAdd(direction, off, point, moved);
        potential.Value(moved, gradient);
        return gradient;
    }
}
