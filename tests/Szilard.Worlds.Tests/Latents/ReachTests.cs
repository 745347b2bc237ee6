using Szilard.Tensors;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Latents;

/// <summary>What a world tells of which looks could belong together; five standard errors.</summary>
public sealed class ReachTests
{
    private const int Count = 400;

    /// <summary>A cap of angle θ takes (1 − cos θ)/2 of the sphere S²; on a torus of circles
    /// (θ/π)^(n/2).</summary>
    [Theory]
    [InlineData("space: sphere; dimensions: 3; conditional: von-mises-fisher; cone: 40", 0.1169777784)]
    [InlineData("space: sphere; dimensions: 3; conditional: von-mises-fisher; cone: 120", 0.75)]
    [InlineData("space: torus; dimensions: 4; conditional: von-mises-fisher; cone: 90", 0.25)]
    public void Each_child_is_reachable_and_of_others_the_share_of_the_support(string study, double share)
    {
        Reach reach = Told($"{study}; marginal: uniform");
        Assert.All(Enumerable.Range(0, Count), i => Assert.True(reach.Includes(i, i)));
        Estimate.Of([.. Enumerable.Range(0, Count / 2).Select(
            i => reach.Includes(2 * i, (2 * i) + 1) ? 1.0 : 0)]).Agrees(share);
    }

    [Theory]
    [InlineData("dimensions: 2; conditional: laplace; scale: 0.5; reach: 0.4")]
    [InlineData("dimensions: 2; conditional: normal; scale: 0.5; reach: 0.4; space: box; marginal: uniform")]
    public void Noise_of_bounded_reach_reaches_what_is_near_in_every_latent(string study)
    {
        LatentWorld world = Study.World(study);
        LatentPair pair = Pair(world);
        Reach reach = world.ReachOf(pair)!;
        for (int i = 0; i < 40; i++)
        {
            Assert.True(reach.Includes(i, i));
            for (int j = 0; j < 40; j++)
            {
                bool near = Enumerable.Range(0, 2).All(
                    k => Math.Abs(pair.Right[j, k] - pair.Left[i, k]) <= 0.4);
                Assert.Equal(near, reach.Includes(i, j));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("space: sphere; dimensions: 3; marginal: uniform; conditional: von-mises-fisher")]
    [InlineData("conditional: normal; reach: 0.1; moving: 1")]
    [InlineData("conditional: normal; reach: 0.1; pairs: two-children")]
    [InlineData("space: sphere; dimensions: 3; marginal: uniform; conditional: normal; reach: 0.1")]
    public void Laws_that_are_whole_thin_or_projected_tell_nothing(string study)
    {
        LatentWorld world = Study.World(study);
        Assert.Null(world.ReachOf(Pair(world)));
        Assert.False(LatentWorldFaults.TellsReach(Study.Settings(study)));
    }

    [Fact]
    public void Redrawn_views_tell_and_a_shift_or_a_slice_goes_along()
    {
        Reach reach = new(4, (i, j) => j == (i + 1) % 4);
        Assert.True(reach.Shifted(1).Includes(2, 2));
        Assert.True(reach.Slice(1, 2).Includes(0, 1));
        Assert.Equal(2, reach.Slice(1, 2).Count);
        LatentWorld world = Study.World("conditional: normal; reach: 0.1");
        Assert.NotNull(new RedrawViews(world).Show(world.Draw(3, 0, RandomKey.FromSeed(1)), default).Reach);
    }

    private static Reach Told(string study)
    {
        LatentWorld world = Study.World(study);
        Assert.True(LatentWorldFaults.TellsReach(Study.Settings(study)));
        return world.ReachOf(Pair(world))!;
    }

    private static LatentPair Pair(LatentWorld world) =>
        world.Pair(world.Draw(Count, 0, RandomKey.FromSeed(8)), RandomKey.FromSeed(9));
}
