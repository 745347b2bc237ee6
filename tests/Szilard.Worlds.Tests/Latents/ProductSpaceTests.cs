using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

/// <summary>A product of spaces, each factor by its own closed forms; five standard errors.</summary>
public sealed class ProductSpaceTests
{
    private const int Draws = 50_000;
    private const string Mixed =
        "space: product; factors: sphere 3, box 2, real 1; dimensions: 6; marginal: uniform; "
        + "marginal_scale: 2; conditional: normal; scale: 0.1; box_minimum: -1";

    /// <summary>On S² a coordinate has mean square ⅓, in [−1, 1] as well, of a normal latent 4; factors are
    /// independent.</summary>
    [Fact]
    public void Each_factor_has_its_own_marginal_and_none_knows_of_another()
    {
        Matrix z = Latents();
        double[] squares = [1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 4];
        for (int j = 0; j < 6; j++)
        {
            Estimate.Of(z.Column(j)).Agrees(0);
            Estimate.Of([.. z.Column(j).Select(v => v * v)]).Agrees(squares[j]);
            for (int k = 3; k < 6; k++)
                if (j < 3 || j < k)
                    Estimate.Of([.. z.Column(j).Zip(z.Column(k), (a, b) => a * b)]).Agrees(0);
        }
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(1, Square(z, i), 1e-12));
    }

    [Fact]
    public void Noise_comes_back_into_each_factor_as_that_factor_does()
    {
        LatentWorld world = Study.World(Mixed);
        LatentPair pair = world.Pair(Latents(), RandomKey.FromSeed(2));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(1, Square(pair.Right, i), 1e-12));
        Assert.All(pair.Right.Column(3).Concat(pair.Right.Column(4)), v => Assert.InRange(v, -1, 1));
        Estimate.Of([.. pair.Left.Column(5).Zip(pair.Right.Column(5), (a, b) => (a - b) * (a - b))])
            .Agrees(0.01);
        Assert.Equal("product", world.Facts.Space);
        Assert.Equal("uniform, normal on ℝ", world.Facts.Marginal);
        Assert.Null(world.Facts.MutualInformation);
    }

    /// <summary>A product of one factor is that factor, draw for draw.</summary>
    [Theory]
    [InlineData("box", "dimensions: 3; conditional: laplace; marginal: uniform")]
    [InlineData("sphere", "dimensions: 3; conditional: normal; marginal: laplace")]
    [InlineData("real", "dimensions: 3; conditional: diagonal; marginal: normal")]
    public void A_product_of_one_factor_is_that_factor(string space, string rest)
    {
        LatentWorld alone = Study.World($"space: {space}; {rest}");
        LatentWorld product = Study.World($"space: product; factors: {space} 3; {rest}");
        RandomKey key = RandomKey.FromSeed(4);
        Matrix z = alone.Draw(20, 0, key).Latents!, w = product.Draw(20, 0, key).Latents!;
        Assert.Equal(z.Values, w.Values);
        Assert.Equal(alone.Pair(z, key).Right.Values, product.Pair(w, key).Right.Values);
    }

    private static Matrix Latents() =>
        Study.World(Mixed).Draw(Draws, 0, RandomKey.FromSeed(1)).Latents!;

    private static double Square(Matrix z, int row) =>
        Enumerable.Range(0, 3).Sum(j => z[row, j] * z[row, j]);
}
