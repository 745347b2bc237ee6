using Szilard.Observables.Operators;
using Szilard.Tensors;

namespace Szilard.Observables.Tests;

public sealed class OperatorTests
{
    [Fact]
    public void A_spectrum_keeps_its_signs_and_its_order()
    {
        var spectrum = SymmetricSpectrum.Of(Matrix.FromRows([0, 2], [2, 0]));
        Assert.Equal(2, spectrum.Values[0], 1e-12);
        Assert.Equal(-2, spectrum.Values[1], 1e-12);
        Assert.Equal(spectrum.Vectors[0, 0], spectrum.Vectors[0, 1], 1e-12);
        Assert.Equal(0.5, spectrum.Energy([3, 0], 1), 1e-12);
    }

    /// <summary>The third direction has no B: it does not come back.</summary>
    [Fact]
    public void Two_matrices_have_the_eigenvalues_of_their_quotient_where_the_second_has_directions()
    {
        var spectrum = SymmetricSpectrum.Of(
            Matrix.FromRows([2, 0, 0], [0, -3, 0], [0, 0, 9]),
            Matrix.FromRows([4, 0, 0], [0, 1, 0], [0, 0, 0]));
        Assert.Equal(2, spectrum.Values.Length);
        Assert.Equal(0.5, spectrum.Values[0], 1e-12);
        Assert.Equal(-3, spectrum.Values[1], 1e-12);
        Assert.Equal(0.5, Math.Abs(spectrum.Vectors[0, 0]), 1e-12);
        Assert.Equal(1, Math.Abs(spectrum.Vectors[1, 1]), 1e-12);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SymmetricSpectrum.Of(new Matrix(2, 3)));
        Assert.Throws<ArgumentException>(() => SymmetricSpectrum.Of(new Matrix(2, 2), new Matrix(3, 3)));
        Assert.Throws<ArgumentException>(() => PairCovariances.Of(new Matrix(2, 2), new Matrix(3, 2)));
        Assert.Throws<ArgumentException>(() => CovarianceOperator.Of([]));
        Assert.Throws<ArgumentException>(
            () => SimilarityGraph.OfViews(2, 2).LinearDirections(new Matrix(3, 2), 0));
    }

    /// <summary>β E‖ψ − ψ′‖² + ‖E ψψᵀ − I‖² + 2λ‖Θ‖², summed pair by pair as it is written, has the
    /// operator's least value at Θ = √μ·v, and no lower one nearby.</summary>
    [Theory]
    [InlineData(1, 0.02)]
    [InlineData(0.4, 0.1)]
    public void The_loss_of_views_is_least_at_the_operators_eigenvectors(double beta, double lambda)
    {
        RandomStream stream = RandomKey.FromSeed(3).Stream();
        Matrix left = new(40, 4), right = new(40, 4);
        for (int i = 0; i < left.Values.Length; i++)
        {
            left.Values[i] = stream.NextNormal();
            right.Values[i] = (0.8 * left.Values[i]) + (0.5 * stream.NextNormal());
        }
        SymmetricSpectrum spectrum = InterplayOperator.Solve(PairCovariances.Of(left, right), beta, lambda);
        Matrix theta = new(2, 4);
        for (int k = 0; k < 2; k++)
            for (int j = 0; j < 4; j++)
                theta[k, j] = Math.Sqrt(spectrum.Values[k]) * spectrum.Vectors[k, j];
        double least = InterplayOperator.LeastLoss(spectrum.Values, 2);
        Assert.Equal(least, Written(theta, left, right, beta, lambda), 1e-10);
        for (int trial = 0; trial < 50; trial++)
        {
            Matrix near = theta.Map(v => v + (0.1 * stream.NextNormal()));
            Assert.True(Written(near, left, right, beta, lambda) > least);
        }
    }

    [Fact]
    public void Balanced_classes_give_their_size_as_often_as_there_are_classes()
    {
        SymmetricSpectrum spectrum = SimilarityGraph.Of([0, 0, 0, 1, 1, 1, 2, 2, 2]).Spectrum();
        Assert.All(spectrum.Values[..3], v => Assert.Equal(3, v, 1e-12));
        Assert.All(spectrum.Values[3..], v => Assert.Equal(0, v, 1e-12));
        Assert.Equal(9, SimilarityGraph.Residual(spectrum, 2), 1e-10);
        Assert.Equal(0, SimilarityGraph.Residual(spectrum, 3), 1e-10);
    }

    [Fact]
    public void A_sample_without_label_is_like_itself_only_and_views_are_blocks()
    {
        Matrix graph = SimilarityGraph.Of([0, -1, 0, -1]).Weights;
        Assert.Equal([1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1], graph.Values);
        Assert.Equal(
            SimilarityGraph.Of([0, 0, 1, 1]).Weights.Values, SimilarityGraph.OfViews(2, 2).Weights.Values);
    }

    /// <summary>The class is in the first column, the second is noise: the first direction is the first
    /// axis, of generalised eigenvalue n/2 = 2 (two classes of two, centred at ±1).</summary>
    [Fact]
    public void The_best_linear_direction_is_the_one_that_tells_the_classes()
    {
        Matrix x = Matrix.FromRows([1, 1], [1, -1], [-1, 1], [-1, -1]);
        SymmetricSpectrum directions = SimilarityGraph.Of([0, 0, 1, 1]).LinearDirections(x, 0);
        Assert.Equal(2, directions.Values[0], 1e-12);
        Assert.Equal(0, directions.Values[1], 1e-12);
        Assert.Equal([0.5, 0.5, 0.5, 0.5],
            directions.Coordinates(x, 1).Values.Select(Math.Abs),
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    /// <summary>Two inputs with kernels (1, 0) and (3, 2): the covariance is that of two points.</summary>
    [Fact]
    public void The_covariance_operator_of_two_kernels_is_their_covariance()
    {
        Matrix op = CovarianceOperator.Of([Matrix.FromRows([1], [0]), Matrix.FromRows([3], [2])]);
        Assert.All(op.Values, v => Assert.Equal(1, v, 1e-12));
        Assert.Equal([7, 7], CovarianceOperator.Apply(op, [3, 4]));
    }

    private static double Written(Matrix theta, Matrix left, Matrix right, double beta, double lambda)
    {
        double apart = 0;
        Matrix moments = new(2, 2);
        for (int n = 0; n < left.Rows; n++)
        {
            double[] a = Map(theta, left.Row(n)), b = Map(theta, right.Row(n));
            apart += a.Zip(b, (x, y) => (x - y) * (x - y)).Sum() / left.Rows;
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                    moments[i, j] += ((a[i] * a[j]) + (b[i] * b[j])) / (2 * left.Rows);
        }
        double spread = Math.Pow(moments[0, 0] - 1, 2) + Math.Pow(moments[1, 1] - 1, 2)
            + Math.Pow(moments[0, 1], 2) + Math.Pow(moments[1, 0], 2);
        return (beta * apart) + spread + (2 * lambda * theta.Values.Sum(v => v * v));
    }

    private static double[] Map(Matrix theta, ReadOnlySpan<double> x)
    {
        double[] copy = x.ToArray();
        return [.. Enumerable.Range(0, theta.Rows).Select(k => copy.Select((v, j) => v * theta[k, j]).Sum())];
    }
}
