using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Singular;

/// <summary>What a walk would read if the loss were its quadratic form at the point: a volume, and a
/// slope.</summary>
/// <remarks>With a = th + γ for each curvature h of the Hessian H and g = ∇L: t·(E L − L(w*)) = Σ ½th/(a(1 −
/// εa/4)) + Σ gₕ²(½t³h/a² − t²/a). The traces are stochastic Lanczos quadrature (S. Ubaru, J. Chen, Y. Saad,
/// "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature", SIAM J. Matrix Anal. Appl. 38, 2017),
/// from gradients alone and without a walk: a second opinion on <see cref="LearningCoefficient"/> where the
/// loss is nearly quadratic.</remarks>
/// <param name="Volume">The first sum: λ̂ of a minimum; NaN where some th ≤ −γ, so that the form holds no
/// walk.</param>
/// <param name="VolumeError">Its standard error over probes.</param>
/// <param name="Slope">The second sum, ≤ 0 where H ≥ 0: what a point that is no minimum takes from
/// λ̂.</param>
public sealed record QuadraticForm(double Volume, double VolumeError, double Slope)
{
    /// <summary>λ̂ as a walk of this step would read it.</summary>
    public double Value => Volume + Slope;

    /// <summary>Reads it.</summary>
    /// <param name="potential">The loss.</param>
    /// <param name="point">w*.</param>
    /// <param name="settings">t, γ and ε.</param>
    /// <param name="key">Of the probes.</param>
    /// <param name="probes">Random directions, ≥ 2.</param>
    /// <param name="iterations">Lanczos steps of each, 2·iterations gradients; ≥ 1.</param>
    public static QuadraticForm Of(
        Potential potential, double[] point, LangevinSettings settings, RandomKey key, int probes = 8,
        int iterations = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        (double t, double gamma) = (settings.InverseTemperature, settings.Localisation);
        double[] volumes = [.. Enumerable.Range(0, probes).Select(i =>
        {
            double[] probe = new double[point.Length];
            RandomStream random = key.Split("probe", i).Stream();
            random.FillNormal(probe);
            return point.Length * Mean(potential, point, probe, iterations, h => VolumeOf(h, settings));
        })];
        double[] gradient = new double[point.Length];
        potential.Value(point, gradient);
        double squared = TensorPrimitives.SumOfSquares<double>(gradient);
        double slope = squared == 0 ? 0 : squared * Mean(potential, point, gradient, iterations, h =>
        {
            double a = (t * h) + gamma;
            return a > 0 ? (0.5 * t * t * t * h / (a * a)) - (t * t / a) : double.NaN;
        });
        return new QuadraticForm(Spread.Mean(volumes), Spread.OfMean(volumes), slope);
    }

    private static double VolumeOf(double h, LangevinSettings settings)
    {
        double a = settings.Stiffness(h);
        return a > 0
            ? 0.5 * settings.InverseTemperature * h
                / (a * (1 - (settings.Step * a / LangevinSampler.StabilityLimit)))
            : double.NaN;
    }

    /// <summary>vᵀf(H)v/vᵀv by Gauss quadrature: the nodes are the eigenvalues of Lanczos's tridiagonal
    /// matrix, the weights the squared first entries of its eigenvectors.</summary>
    private static double Mean(
        Potential potential, double[] point, double[] start, int iterations, Func<double, double> f)
    {
        (double[] diagonal, double[] off) = Lanczos(potential, point, start, iterations);
        Matrix tridiagonal = new(diagonal.Length, diagonal.Length);
        for (int i = 0; i < diagonal.Length; i++)
        {
            tridiagonal[i, i] = diagonal[i];
            if (i > 0)
                tridiagonal[i - 1, i] = tridiagonal[i, i - 1] = off[i - 1];
        }
        (double[] nodes, Matrix vectors) = Tridiagonal.Eigen(tridiagonal);
        return Enumerable.Range(0, nodes.Length).Sum(k => vectors[k, 0] * vectors[k, 0] * f(nodes[k]));
    }

    /// <summary>Lanczos's recursion with full orthogonalisation; it ends early where the directions are used
    /// up.</summary>
    private static (double[] Diagonal, double[] Off) Lanczos(
        Potential potential, double[] point, double[] start, int iterations)
    {
        List<double[]> basis = [Scaled(start, 1 / TensorPrimitives.Norm<double>(start))];
        List<double> diagonal = [], off = [];
        double largest = 0;
        for (int i = 0; i < Math.Min(iterations, point.Length); i++)
        {
            double[] next = Curvature.Product(potential, point, basis[i]);
            largest = Math.Max(largest, TensorPrimitives.Norm<double>(next));
            diagonal.Add(TensorPrimitives.Dot<double>(next, basis[i]));
            for (int twice = 0; twice < 2; twice++)
            {
                foreach (double[] unit in basis)
                    TensorPrimitives.MultiplyAdd(unit, -TensorPrimitives.Dot<double>(unit, next), next, next);
            }
            double norm = TensorPrimitives.Norm<double>(next);
            if (!(norm > 1e-7 * largest))
                break;
            off.Add(norm);
            basis.Add(Scaled(next, 1 / norm));
        }
        return ([.. diagonal], [.. off]);
    }

    private static double[] Scaled(double[] x, double by) => [.. x.Select(v => v * by)];
}
