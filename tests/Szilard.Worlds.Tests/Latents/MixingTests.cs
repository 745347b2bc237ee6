using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearRegression;
using Szilard.Tensors;
using Szilard.Worlds.Latents;
using Matrix = Szilard.Tensors.Matrix;

namespace Szilard.Worlds.Tests.Latents;

public sealed class MixingTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(21);

    public static TheoryData<string, int> Mixings => new()
    {
        { "identity", 3 }, { "spiral", 2 }, { "banana", 2 }, { "sinusoid", 2 }, { "coupling", 2 },
        { "coupling", 7 }, { "glow", 6 }, { "gin", 2 }, { "gin", 7 },
        { "mlp", 1 }, { "mlp", 2 }, { "mlp", 10 },
    };

    [Theory]
    [MemberData(nameof(Mixings))]
    public void A_mixing_and_its_inverse_undo_each_other(string name, int dimensions)
    {
        IMixing mixing = Mixing(name, dimensions);
        double[] z = Normals(500, dimensions), x = new double[z.Length], back = new double[z.Length];
        mixing.Forward(z, x);
        mixing.Inverse(x, back);
        AssertClose(z, back);
        mixing.Inverse(z, x);
        mixing.Forward(x, back);
        AssertClose(z, back);
    }

    [Theory]
    [MemberData(nameof(Mixings))]
    public void A_mixing_says_that_it_is_injective_and_how_wide_it_is(string name, int dimensions)
    {
        IMixing mixing = Mixing(name, dimensions);
        Assert.Equal((name, dimensions, dimensions), (mixing.Name, mixing.Inputs, mixing.Outputs));
        Assert.True(mixing.Injective);
    }

    /// <summary>Jacobian by central differences: the error is of the order h² ≈ 10⁻¹⁰ times third
    /// derivatives, which for the spiral grow with π³.</summary>
    [Theory]
    [InlineData("spiral")]
    [InlineData("banana")]
    [InlineData("sinusoid")]
    public void The_maps_of_the_plane_keep_areas(string name)
    {
        IMixing mixing = Study.World($"mixing: {name}").Mixing;
        double[] points = Normals(200, 2);
        for (int i = 0; i < points.Length; i += 2)
            Assert.Equal(1, Math.Abs(Determinant(mixing, points[i], points[i + 1])), 1e-6);
    }

    /// <summary>Closed forms for normal latents (E‖·‖ integrals of the three maps); R² of z on x, mean over
    /// latents, from 20 blocks of 10,000 samples, whose bias 2/10,000 is far below five standard
    /// errors.</summary>
    [Theory]
    [InlineData("banana", 2.0 / 3)]
    [InlineData("sinusoid", 0.897678)]
    [InlineData("spiral", 0.011842)]
    public void A_linear_probe_of_the_raw_observation_has_its_closed_form(string name, double expected)
    {
        LatentWorld world = Study.World($"mixing: {name}");
        double[] blocks = [.. Enumerable.Range(0, 20).Select(i => Explained(world.Draw(10_000, i, _key)))];
        Estimate.Of(blocks).Agrees(expected);
    }

    [Fact]
    public void The_spiral_turns_a_point_of_radius_one_by_half_a_turn()
    {
        double[] x = new double[2];
        PlaneMixing.Spiral.Forward([0.6, 0.8], x);
        AssertClose([-0.6, -0.8], x);
    }

    /// <summary>Condition numbers from the eigenvalues of WᵀW, independently of the singular values used
    /// inside.</summary>
    [Fact]
    public void The_perceptron_keeps_only_layers_below_its_condition_threshold()
    {
        PerceptronMixing mixing = new(10, 3, 400, _key);
        ConditionedMatrices kept = mixing.Conditioning;
        Assert.Equal(3, kept.Layers.Count);
        foreach ((Matrix layer, double stated) in kept.Layers.Zip(kept.ConditionNumbers))
        {
            Matrix<double> w = Matrix<double>.Build.DenseOfRowMajor(10, 10, layer.Values);
            var eigen = w.TransposeThisAndMultiply(w).Evd(Symmetricity.Symmetric).EigenValues;
            double[] values = [.. eigen.Select(v => v.Real)];
            Assert.Equal(Math.Sqrt(values.Max() / values.Min()), stated, 1e-8);
            Assert.True(stated <= kept.Threshold, $"{stated} > {kept.Threshold}");
            Assert.All(w.ColumnNorms(2), norm => Assert.Equal(1, norm, 1e-12));
        }
        Assert.Equal(kept.ConditionNumbers.Max(), mixing.ConditionNumber);
    }

    /// <summary>The threshold is the 4th smallest of 400. For more than 40 of 400 fresh matrices to lie below
    /// it, at most 3 of the 44 least among all 800 may be of the first set: probability below 10⁻⁹.</summary>
    [Fact]
    public void Few_random_matrices_are_as_well_conditioned_as_the_layers()
    {
        double threshold = RandomMatrices.BestConditioned(6, 3, 400, _key).Threshold;
        ConditionedMatrices fresh = RandomMatrices.BestConditioned(6, 399, 400, _key.Split("fresh"));
        Assert.InRange(fresh.ConditionNumbers.Count(c => c < threshold), 0, 40);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    public void Orthonormal_matrices_have_equal_singular_values(int rows, int columns)
    {
        Matrix matrix = RandomMatrices.Orthonormal(rows, columns, 2, _key);
        var dense = Matrix<double>.Build.DenseOfRowMajor(rows, columns, matrix.Values);
        Assert.All(dense.Svd(false).S, s => Assert.Equal(2, s, 1e-12));
    }

    [Fact]
    public void Every_coordinate_is_moved_by_a_flow_of_two_couplings()
    {
        double[] z = Normals(1, 5), x = new double[5];
        new CouplingMixing(5, 2, _key).Forward(z, x);
        Assert.All(z.Zip(x), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    private static IMixing Mixing(string name, int dimensions) =>
        Study.World($"mixing: {name}; dimensions: {dimensions}; condition_draws: 200").Mixing;

    private static double Explained(Situations situations)
    {
        Matrix z = situations.Latents!;
        float[] x = ((VectorObservations)situations.Observations).Values.Values;
        double[][] predictors =
            [.. Enumerable.Range(0, z.Rows).Select(i => new double[] { x[2 * i], x[(2 * i) + 1] })];
        return Enumerable.Range(0, 2).Average(j =>
        {
            double[] target = z.Column(j);
            double[] fit = MultipleRegression.NormalEquations(predictors, target, intercept: true);
            double mean = target.Average();
            double[] residual =
                [.. target.Zip(predictors, (t, p) => t - fit[0] - (fit[1] * p[0]) - (fit[2] * p[1]))];
            return 1 - (residual.Sum(r => r * r) / target.Sum(t => (t - mean) * (t - mean)));
        });
    }

    private static double Determinant(IMixing mixing, double a, double b)
    {
        const double Step = 1e-5;
        double[] from = [a + Step, b, a - Step, b, a, b + Step, a, b - Step], to = new double[8];
        mixing.Forward(from, to);
        (double aa, double ba) = (to[0] - to[2], to[1] - to[3]);
        (double ab, double bb) = (to[4] - to[6], to[5] - to[7]);
        return ((aa * bb) - (ab * ba)) / (4 * Step * Step);
    }

    private static double[] Normals(int rows, int columns)
    {
        RandomStream stream = _key.Split("points").Stream();
        var values = new double[rows * columns];
        stream.FillNormal(values);
        return values;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        foreach ((double e, double a) in expected.Zip(actual))
            Assert.Equal(e, a, 1e-9 * Math.Max(1, Math.Abs(e)));
    }
}
