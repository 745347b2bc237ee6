using Szilard.Observables.Identifiability;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Representations whose map from the latents is known, with noise as a share of variance.</summary>
public sealed class CauseBlocksTests
{
    public static TheoryData<int, double> Sizes => new()
    {
        { 2, 0 }, { 4, 0 }, { 10, 0 }, { 2, 0.03 }, { 4, 0.03 }, { 10, 0.03 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_rotation_is_one_block(int n, double noise) => Assert.Single(Blocks(Turn(n), noise));

    /// <summary>Of singular values 1 and 2 in turn all causes share all dimensions as well.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_stretched_rotation_is_one_block(int n, double noise) =>
        Assert.Single(Blocks(Turn(n).Times(Diagonal(n, i => 1 + (i % 2))).Times(Turn(n, 30)), noise));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_signed_permutation_with_scales_leaves_every_cause_alone(int n, double noise)
    {
        var map = new Matrix(n, n);
        for (int i = 0; i < n; i++)
            map[i, (i + 1) % n] = (i % 2 == 0 ? 1 : -1) * (i + 1);
        var found = Blocks(map, noise);
        Assert.Equal(n, found.Count);
        Assert.All(found, b => Assert.Equal([(b.Causes.Single() + 1) % n], b.Dimensions));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(10, 0)]
    [InlineData(4, 0.03)]
    [InlineData(10, 0.03)]
    public void Rotations_within_the_halves_of_the_causes_are_two_blocks(int n, double noise)
    {
        int half = n / 2;
        var map = new Matrix(n, n);
        Matrix turn = Turn(half);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                map[i, n - 1 - j] = i / half == j / half ? turn[i % half, j % half] * (1 + (i / half)) : 0;
        Assert.Equal([[.. Enumerable.Range(0, half)], [.. Enumerable.Range(half, half)]],
            Blocks(map, noise).Select(b => b.Causes.Order().ToArray()).OrderBy(b => b[0]));
    }

    /// <summary>Two reflections around 1, 2, …, rank: Σσ = rank(rank + 1)/2, whatever the shape.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 3)]
    [InlineData(40, 25, 25)]
    [InlineData(20, 12, 2)]
    public void The_nuclear_norm_is_the_sum_of_what_was_put_on_the_diagonal(int rows, int columns, int rank)
    {
        var diagonal = new Matrix(rows, columns);
        for (int i = 0; i < rank; i++)
            diagonal[i, i] = i + 1;
        Matrix turned = Reflection(rows, "left").Times(diagonal).Times(Reflection(columns, "right"));
        double expected = rank * (rank + 1) / 2.0;
        Assert.Equal(expected, Algebra.SingularValues.Sum(turned), 1e-12 * expected);
    }

    [Fact]
    public void The_nuclear_norm_of_nothing_is_zero()
    {
        Assert.Equal(0, Algebra.SingularValues.Sum(new Matrix(3, 3)));
        Assert.Equal(0, Algebra.SingularValues.Sum(new Matrix(3, 0)));
    }

    /// <summary>1 − 2vvᵀ/|v|².</summary>
    private static Matrix Reflection(int n, string name)
    {
        double[] axis = Normal(n, 1, name).Column(0);
        double square = axis.Sum(v => v * v);
        Matrix reflection = Diagonal(n, _ => 1);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                reflection[i, j] -= 2 * axis[i] * axis[j] / square;
        return reflection;
    }

    private static IReadOnlyList<(int[] Causes, int[] Dimensions)> Blocks(Matrix map, double noise)
    {
        Matrix z = Normal(4000, map.Rows, "z"), h = z.Times(map), e = Normal(4000, map.Columns, "e");
        for (int k = 0; k < h.Columns; k++)
        {
            double deviation = Math.Sqrt(noise / (1 - noise) * h.Column(k).Average(v => v * v));
            for (int i = 0; i < h.Rows; i++)
                h[i, k] += deviation * e[i, k];
        }
        return CauseBlocks.Of(z, h, noise);
    }

    /// <summary>Turns by the angle in every plane of two neighbouring axes, one after the other.</summary>
    private static Matrix Turn(int n, double degrees = 40)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        Matrix turn = Diagonal(n, _ => 1);
        for (int i = 0; i + 1 < n; i++)
        {
            Matrix plane = Diagonal(n, j => j == i || j == i + 1 ? cos : 1);
            (plane[i, i + 1], plane[i + 1, i]) = (-sin, sin);
            turn = turn.Times(plane);
        }
        return turn;
    }

    private static Matrix Diagonal(int n, Func<int, double> entry)
    {
        var matrix = new Matrix(n, n);
        for (int i = 0; i < n; i++)
            matrix[i, i] = entry(i);
        return matrix;
    }
}
