using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Thermodynamics.Tests.Langevin;

/// <summary>Stochastic gradients whose noise is of low rank: three parameters, two examples.</summary>
public class MinibatchTests
{
    private const double Rate = 0.1;

    /// <summary>Examples ½(a·θ − b)²; two of them leave one direction of three without any force or
    /// noise.</summary>
    private static readonly (double[] A, double B)[] _examples = [([1, 2, 0], 1), ([0, 1, -1], -0.5)];

    [Fact]
    public void A_minibatch_has_the_covariance_of_its_examples()
    {
        GradientNoise noise = GradientNoise.Of(Matrix.FromRows([1, 4], [3, 0]), 2);
        Assert.Equal([2, 2], noise.Mean);
        Assert.Equal([0.5, -1, -1, 2], noise.Covariance.Values);
        Assert.Throws<SzilardException>(() => GradientNoise.Of(Matrix.FromRows([1.0]), 0));
    }

    [Fact]
    public void Directions_without_noise_are_refused_with_the_reason()
    {
        MinibatchKernel kernel = new(3, Noise, Rate, 0, new SilentDirections.Refuse());
        SzilardException refusal = Assert.Throws<SzilardException>(
            () => kernel.LogDensity([0, 0, 0], [0.1, 0, 0]));
        Assert.Contains("rank 1 of 3", refusal.Message);
        Assert.Contains("infinite", refusal.Message);
        Assert.True(double.IsFinite(
            new MinibatchKernel(3, Noise, Rate, 0.5, new SilentDirections.Refuse()).LogDensity(
                [0, 0, 0], [0.1, 0, 0])));
    }

    /// <summary>With noise added on purpose a step of one parameter is a Gaussian that can be written
    /// down.</summary>
    [Fact]
    public void Densities_are_gaussian_with_the_covariance_of_where_the_step_begins()
    {
        const double Heat = 0.3;
        MinibatchKernel kernel = new(1, At, Rate, Heat, new SilentDirections.Refuse());
        double x = 0.4, y = 0.9;
        Assert.Equal(Written(x, y), kernel.LogDensity([x], [y]), 1e-12);
        Assert.Equal(
            Written(x, y) - Written(y, x), PathProbability.Of([[x], [y]], kernel).BathEntropy, 1e-12);

        static GradientNoise At(double[] at) => new([2 * at[0]], new Matrix(1, 1, [1 + (at[0] * at[0])]));

        static double Written(double from, double to)
        {
            double variance = (Rate * Rate * (1 + (from * from))) + (2 * Rate * Heat);
            double off = to - (from - (Rate * 2 * from));
            return -(off * off / (2 * variance)) - (Math.Log(2 * Math.PI * variance) / 2);
        }
    }

    /// <summary>The less noise stands in for none, the more entropy: without bound, as 1/variance.</summary>
    [Fact]
    public void Regularised_entropy_grows_without_bound()
    {
        double[][] path = Path(6);
        double coarse = Entropy(1e-4), fine = Entropy(1e-6), finer = Entropy(1e-8);
        Assert.True(Math.Abs(fine) > Math.Abs(coarse), $"{coarse}, {fine}");
        Assert.Equal(100, finer / fine, 5.0);

        double Entropy(double variance) => PathProbability.Of(
            path, new MinibatchKernel(
                3, Noise, Rate, 0, new SilentDirections.Regularise(variance))).BathEntropy;
    }

    /// <summary>On a fixed direction the projected density is that of one number.</summary>
    [Fact]
    public void Projected_paths_are_those_of_the_directions_with_noise()
    {
        double[][] path = Path(5);
        Matrix basis = MinibatchKernel.RangeAlong(path, Noise);
        Assert.Equal((3, 1), (basis.Rows, basis.Columns));
        Assert.Equal(1, basis.Values.Sum(v => v * v), 1e-12);
        MinibatchKernel kernel = new(3, Noise, Rate, 0, new SilentDirections.Project(basis));
        PathProbability found = PathProbability.Of(path, kernel);
        double expected = 0;
        for (int n = 0; n + 1 < path.Length; n++)
            expected += Along(path[n], path[n + 1]);
        Assert.Equal(expected, found.LogForward, 1e-9);

        double Along(double[] from, double[] to)
        {
            GradientNoise at = Noise(from);
            double off = 0, variance = 0;
            for (int i = 0; i < 3; i++)
            {
                off += basis[i, 0] * (to[i] - from[i] + (Rate * at.Mean[i]));
                for (int j = 0; j < 3; j++)
                    variance += Rate * Rate * basis[i, 0] * at.Covariance[i, j] * basis[j, 0];
            }
            return -(off * off / (2 * variance)) - (Math.Log(2 * Math.PI * variance) / 2);
        }
    }

    [Fact]
    public void A_descent_without_noise_in_a_direction_has_no_finite_entropy_production()
    {
        Matrix drift = Matrix.FromRows([1, 0], [0, 2]);
        StationaryDescent descent = new(drift, Matrix.FromRows([1, 0], [0.0, 0]), Rate);
        Assert.Contains(
            "rank 1 of 2", Assert.Throws<SzilardException>(() => descent.EntropyProductionPerStep()).Message);
        Assert.Throws<SzilardException>(() => new StationaryDescent(drift, drift, 1));
    }

    private static GradientNoise Noise(double[] at) => GradientNoise.Of(
        Matrix.FromRows([.. _examples.Select(
            e => Array.ConvertAll(e.A, a => a * (e.A.Zip(at, (p, q) => p * q).Sum() - e.B)))]),
        1);

    private static double[][] Path(int steps)
    {
        MinibatchKernel kernel = new(3, Noise, Rate, 0, new SilentDirections.Refuse());
        RandomStream random = RandomKey.FromSeed(12).Stream();
        List<double[]> path = [[0.3, -0.2, 0.5]];
        for (int n = 0; n < steps; n++)
            path.Add(kernel.Move(path[^1], ref random));
        return [.. path];
    }
}
