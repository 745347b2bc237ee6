using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>An energy over ℝᵈ with its gradient, for motion that drifts downhill.</summary>
/// <param name="Dimensions">d ≥ 1.</param>
/// <param name="Energy">V(x), in units of k_BT = T of the motion.</param>
/// <param name="Gradient">∇V(x), d numbers in an array of its own.</param>
public sealed record Potential(
    int Dimensions, Func<double[], double> Energy, Func<double[], double[]> Gradient)
{
    /// <summary>V(x) = ½(x − λ)ᵀK(x − λ).</summary>
    /// <param name="stiffness">K, d×d, symmetric.</param>
    /// <param name="centre">λ.</param>
    /// <exception cref="ArgumentException">K is not d×d, or not symmetric.</exception>
    public static Potential Quadratic(Matrix stiffness, double[] centre)
    {
        int d = centre.Length;
        if (stiffness.Rows != d || stiffness.Columns != d)
            throw new ArgumentException(
                $"K is {stiffness.Rows}×{stiffness.Columns}, but the centre has {d} entries.");
        for (int i = 0; i < d; i++)
            for (int j = 0; j < i; j++)
                if (stiffness[i, j] != stiffness[j, i])
                    throw new ArgumentException(
                        $"K({i}, {j}) and K({j}, {i}) differ; an energy has a symmetric K.");
        return new Potential(d, Energy, Gradient);

        double[] Gradient(double[] x)
        {
            var slope = new double[d];
            for (int i = 0; i < d; i++)
                for (int j = 0; j < d; j++)
                    slope[i] += stiffness[i, j] * (x[j] - centre[j]);
            return slope;
        }

        double Energy(double[] x) =>
            x.Zip(centre, Gradient(x)).Sum(t => 0.5 * (t.First - t.Second) * t.Third);
    }
}
