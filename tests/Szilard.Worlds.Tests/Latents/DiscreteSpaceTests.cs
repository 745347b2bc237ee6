using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

/// <summary>Discrete factors: values, marginal and pairs counted, against closed forms summed over the joint
/// table; five standard errors.</summary>
public sealed class DiscreteSpaceTests
{
    private const int Draws = 50_000;
    private const string Uniform = "space: discrete; marginal: uniform; conditional: redraw";

    private static readonly RandomKey s_key = RandomKey.FromSeed(12);

    [Theory]
    [InlineData("marginal: uniform; conditional: redraw; change_probability: 0.5")]
    [InlineData("marginal: normal; conditional: normal; scale: 0.4")]
    [InlineData("marginal: laplace; conditional: diagonal; concentration_low: 3")]
    public void Anchors_and_children_take_the_values_of_the_grid(string laws)
    {
        LatentWorld world = Study.World($"space: discrete; levels: 5; {laws}");
        LatentPair pair = Pair(world, 2000);
        Assert.Equal(
            [-1, -0.5, 0, 0.5, 1], pair.Left.Values.Concat(pair.Right.Values).Distinct().Order());
        Assert.Equal("discrete", world.Facts.Space);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Uniform_values_are_equally_likely(int levels)
    {
        Matrix z = Pair(Study.World($"{Uniform}; levels: {levels}; change_probability: 0.5"), Draws).Left;
        Assert.Equal(levels, z.Values.Distinct().Count());
        foreach (double value in z.Values.Distinct())
            Estimate.Of([.. z.Column(1).Select(v => v == value ? 1.0 : 0)]).Agrees(1.0 / levels);
    }

    /// <summary>A latent keeps its value with 1 − p, or comes back to it by chance; correlation, distance and
    /// information are those of the K×K table of such a pair.</summary>
    [Theory]
    [InlineData(2, 0.3, 0, "parent-child")]
    [InlineData(4, 0.5, 0, "parent-child")]
    [InlineData(4, 0.5, 0, "two-children")]
    [InlineData(5, 0.9, 1, "parent-child")]
    [InlineData(3, 1, 2, "parent-child")]
    public void Pairs_have_the_closed_forms_of_their_table(int levels, double p, int moving, string pairs)
    {
        LatentWorld world = Study.World(
            $"{Uniform}; dimensions: 3; levels: {levels}; change_probability: {p}; moving: {moving}; pairs: {pairs}");
        LatentPair pair = Pair(world, Draws);
        double kept = pairs == "two-children" ? (1 - p) * (1 - p) : 1 - p;
        double[] values = [.. Enumerable.Range(0, levels).Select(k => -1 + (2.0 * k / (levels - 1)))];
        double information = 0, distance = 0, variance = values.Average(v => v * v);
        for (int a = 0; a < levels; a++)
        {
            for (int b = 0; b < levels; b++)
            {
                double joint = ((a == b ? kept : 0) + ((1 - kept) / levels)) / levels;
                information += joint > 0 ? joint * Math.Log(joint * levels * levels) : 0;
                distance += joint * Math.Pow(values[a] - values[b], 2);
            }
        }
        int changing = moving == 0 ? 3 : moving;
        WorldFacts facts = world.Facts;
        Assert.Equal(
            (changing * information) + ((3 - changing) * Math.Log(levels)), facts.MutualInformation!.Value, 1e-12);
        Assert.Equal(changing * distance, facts.Alignment!.Value, 1e-12);
        Assert.Equal(changing == 3 ? kept : null, facts.PairCorrelation);
        Assert.True(facts.Stationary);
        Estimate.Of([.. pair.Left.Column(0).Zip(pair.Right.Column(0), (a, b) => (a - b) * (a - b))])
            .Agrees(distance);
        Estimate.Of([.. pair.Left.Column(0).Zip(pair.Right.Column(0), (a, b) => a * b)])
            .Agrees(kept * variance);
        Assert.Equal(changing < 3, pair.Left.Column(2).SequenceEqual(pair.Right.Column(2)));
    }

    /// <summary>Of values of a density the same holds, but for the information, which has no bound.</summary>
    [Theory]
    [InlineData("space: real; marginal: normal; marginal_scale: 2", 4)]
    [InlineData("space: box; marginal: uniform", 1.0 / 12)]
    public void Latents_of_a_density_are_redrawn_too(string space, double variance)
    {
        LatentWorld world = Study.World($"{space}; conditional: redraw; change_probability: 0.4");
        Assert.Equal(0.6, world.Facts.PairCorrelation!.Value, 1e-12);
        Assert.Equal(2 * 2 * 0.4 * variance, world.Facts.Alignment!.Value, 1e-12);
        Assert.Null(world.Facts.MutualInformation);
        LatentPair pair = Pair(world, Draws);
        Estimate.Of([.. pair.Left.Column(0).Zip(pair.Right.Column(0), (a, b) => a == b ? 1.0 : 0)]).Agrees(0.6);
    }

    private static LatentPair Pair(LatentWorld world, int count) =>
        world.Pair(world.Draw(count, 0, s_key).Latents!, s_key.Split("pair"));
}
