using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;

namespace Szilard.Worlds.Tests.Generated;

/// <summary>Signs have mean 0 and square 1, so that means of products are correlations; five standard
/// errors.</summary>
public sealed class TreeWorldTests
{
    private const int Draws = 50_000;

    /// <summary>0.8⁵ = 0.32768.</summary>
    [Fact]
    public void Root_and_leaf_correlate_by_the_product_along_the_path()
    {
        TreeWorld tree = new(5, [.. Enumerable.Repeat(0.8, 63)]);
        Assert.Equal(0.32768, tree.PathCorrelation(0, 62), 1e-12);
        Situations drawn = tree.Draw(Draws, 0, Known.Key);
        double[] root = drawn.Latents!.Column(0);
        Batch leaves = ((VectorObservations)drawn.Observations).Values;
        foreach (int leaf in (int[])[0, 13, 31])
            Estimate.Of([.. root.Select((r, i) => r * leaves.Item(i)[leaf])]).Agrees(0.32768);
    }

    [Fact]
    public void Couplings_of_either_sign_multiply()
    {
        TreeWorld tree = (TreeWorld)Known.World("latent-tree", ("depth", 3));
        Matrix z = tree.Draw(Draws, 0, Known.Key).Latents!;
        for (int node = 1; node < 7; node++)
            Estimate.Of([.. z.Column(0).Zip(z.Column(node), (a, b) => a * b)])
                .Agrees(tree.PathCorrelation(0, node));
        Assert.Contains(Enumerable.Range(1, 14), n => tree.PathCorrelation((n - 1) / 2, n) < 0);
        Assert.All(Enumerable.Range(1, 14), n =>
            Assert.InRange(Math.Abs(tree.PathCorrelation((n - 1) / 2, n)), 0.7, 1));
    }

    /// <summary>Given the root the two trees are independent: corr = (path product)².</summary>
    [Fact]
    public void A_pair_shares_the_root_and_nothing_else()
    {
        TreeWorld tree = new(3, [.. Enumerable.Repeat(0.8, 15)]);
        LatentPair pair = tree.Pair(tree.Draw(Draws, 0, Known.Key), Known.Key);
        Assert.Equal(pair.Left.Column(0), pair.Right.Column(0));
        Estimate.Of([.. pair.Left.Column(1).Zip(pair.Right.Column(1), (a, b) => a * b)]).Agrees(0.64);
        Estimate.Of([.. pair.Left.Column(6).Zip(pair.Right.Column(6), (a, b) => a * b)]).Agrees(0.64 * 0.64);
    }

    [Fact]
    public void Nodes_that_are_no_line_have_no_path()
    {
        TreeWorld tree = new(2, [1, 1, 1, 1, 1, 1, 1]);
        Assert.Throws<ArgumentException>(() => tree.PathCorrelation(1, 6));
        Assert.Throws<ArgumentException>(() => new TreeWorld(2, [1, 1, 1]));
    }
}
