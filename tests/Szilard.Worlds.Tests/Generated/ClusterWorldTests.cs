using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;

namespace Szilard.Worlds.Tests.Generated;

public sealed class ClusterWorldTests
{
    /// <summary>E zᵀv_c = A_d(κ): 0.811111 for d = 5, κ = 10; five standard errors.</summary>
    [Theory]
    [InlineData(5, 10.0, 0.811111)]
    [InlineData(3, 1.0, 0.313035)]
    [InlineData(10, 50.0, 0.913210)]
    public void Looks_lie_about_their_cluster_vector(int dimensions, double kappa, double resultant)
    {
        ClusterWorld world = (ClusterWorld)Known.World(
            "clusters", ("dimensions", dimensions), ("kappa", kappa));
        Situations drawn = world.Draw(50_000, 0, Known.Key);
        LatentPair pair = world.Pair(drawn, Known.Key);
        foreach (Matrix looks in (Matrix[])[pair.Left, pair.Right])
            Estimate.Of([.. Enumerable.Range(0, looks.Rows).Select(i =>
                Dot(looks.Row(i), world.Vectors.Row(drawn.Labels![i])))]).Agrees(resultant);
        Assert.Equal(2 * (1 - (resultant * resultant)), world.Facts.Alignment!.Value, 1e-5);
    }

    [Fact]
    public void Instances_go_round_the_clusters_and_can_be_the_labels()
    {
        ClusterWorld clusters = (ClusterWorld)Known.World("clusters", ("clusters", 7), ("instances", 20));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i % 7), clusters.ClusterOf);
        IGeneratedWorld instances = Known.World(
            "clusters", ("clusters", 7), ("instances", 20), ("label", "instance"));
        Situations drawn = instances.Draw(500, 0, Known.Key);
        Assert.Equal(drawn.Items, drawn.Labels);
        Assert.Equal((20, 7), (instances.Classes, clusters.Classes));
        Assert.Equal(20, drawn.Items!.Distinct().Count());
        Assert.Equal(drawn.Items!.Select(i => i % 7), clusters.Draw(500, 0, Known.Key).Labels!);
    }

    /// <summary>Looks at one instance differ all the same: each is drawn afresh.</summary>
    [Fact]
    public void Samples_for_judging_show_each_instance_once_before_any_twice()
    {
        IGeneratedWorld world = Known.World("clusters", ("clusters", 7), ("instances", 300));
        Situations shown = world.Sample(700, Split.Test, Known.Key);
        Assert.Equal(Enumerable.Range(0, 300), shown.Origins![..300].Order());
        Assert.Equal(shown.Origins![..300], shown.Origins![300..600]);
        Assert.NotEqual(shown.Latents!.Row(0).ToArray(), shown.Latents!.Row(300).ToArray());
        Assert.NotEqual(shown.Origins, world.Sample(700, Split.Training, Known.Key).Origins);
    }

    [Theory]
    [InlineData("exponential")]
    [InlineData("pareto")]
    public void Imbalance_shares_the_instances_out_by_weight(string law)
    {
        ClusterWorld world = (ClusterWorld)Known.World(
            "clusters", ("clusters", 10), ("instances", 5000), ("imbalance", law), ("imbalance_ratio", 20));
        int[] sizes = [.. Enumerable.Range(0, 10).Select(c => world.ClusterOf.Count(k => k == c))];
        Assert.Equal(5000, sizes.Sum());
        Assert.Equal(20, (double)sizes[0] / sizes[9], 0.5);
        Assert.Equal(sizes.OrderDescending(), sizes);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
