using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;

namespace Szilard.Worlds.Tests.Generated;

/// <summary>Means are taken per sequence, which are independent of each other; five standard errors over
/// them.</summary>
public sealed class SequenceWorldTests
{
    private const int Sequences = 4000;
    private const int Length = 6;

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(3, 0.729)]
    public void Frames_of_the_line_correlate_by_rho_to_the_lag(int lag, double expected)
    {
        (IGeneratedWorld world, double[] products) = Products("ornstein-uhlenbeck", lag);
        Estimate.Of([.. products.Select(p => p / 2)]).Agrees(expected);
        Assert.Equal(expected, world.Facts.PairCorrelation!.Value, 1e-12);
        Assert.Equal(-Math.Log(1 - (expected * expected)), world.Facts.MutualInformation!.Value, 1e-12);
    }

    /// <summary>A_2(10)^lag by the ratio I₁(10)/I₀(10) = 0.948600 of published Bessel tables.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Frames_of_the_sphere_keep_the_mean_resultant_to_the_lag(int lag)
    {
        double resultant = 2670.988303701255 / 2815.716628466254;
        (IGeneratedWorld world, double[] products) = Products("von-mises-fisher", lag);
        Estimate.Of(products).Agrees(Math.Pow(resultant, lag));
        Assert.Equal(Math.Pow(resultant, lag), world.Facts.PairCorrelation!.Value, 1e-9);
    }

    [Fact]
    public void The_partner_of_a_frame_is_the_frame_that_was_recorded_later()
    {
        IGeneratedWorld world = Known.World("sequence", ("sequences", 3), ("length", 5), ("lag", 2));
        foreach (Split split in (Split[])[Split.Training, Split.Test])
        {
            Situations all = world.Sample(100, split, Known.Key);
            Assert.Equal(9, all.Count);
            Matrix right = world.Pair(all, Known.Key).Right;
            Assert.Equal(all.Latents!.Row(2).ToArray(), right.Row(0).ToArray());
            Assert.Equal(all.Latents.Row(5).ToArray(), right.Row(3).ToArray());
        }
    }

    [Fact]
    public void The_splits_have_sequences_of_their_own()
    {
        IGeneratedWorld world = Known.World("sequence", ("sequences", 3), ("length", 5));
        double[] training = world.Sample(100, Split.Training, Known.Key).Latents!.Values;
        Assert.Empty(training.Intersect(world.Sample(100, Split.Test, Known.Key).Latents!.Values));
    }

    private static (IGeneratedWorld, double[]) Products(string dynamics, int lag)
    {
        IGeneratedWorld world = Known.World(
            "sequence", ("dynamics", dynamics), ("rho", 0.9), ("kappa", 10), ("sequences", Sequences),
            ("length", Length), ("lag", lag));
        Situations all = world.Sample(int.MaxValue, Split.Training, Known.Key);
        LatentPair pair = world.Pair(all, Known.Key);
        double[] sums = new double[Sequences];
        for (int i = 0; i < pair.Left.Rows; i++)
            sums[i / (Length - lag)] += System.Numerics.Tensors.TensorPrimitives.Dot<double>(
                pair.Left.Row(i), pair.Right.Row(i)) / (Length - lag);
        return (world, sums);
    }
}
