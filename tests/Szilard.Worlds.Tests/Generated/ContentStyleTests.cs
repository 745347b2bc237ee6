using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;

namespace Szilard.Worlds.Tests.Generated;

/// <summary>Estimates agree within five standard errors: a false alarm in about 1 of 1.7 million keys, and
/// the keys are fixed.</summary>
public sealed class ContentStyleTests
{
    /// <summary>Content and style are jointly normal, so that least squares is the best predictor: its R² in
    /// blocks of 5,000, whose bias 5/5,000 · (1 − R²) is taken off.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Content_predicts_style_up_to_the_stated_ceiling(bool statistical, bool causal)
    {
        IGeneratedWorld world = Known.World(
            "content-style", ("content", 3), ("style", 4), ("statistical", statistical), ("causal", causal));
        for (int style = 3; style < 7; style++)
        {
            double[] blocks = [.. Enumerable.Range(0, 20).Select(b => Adjusted(world, b, style))];
            Estimate.Of(blocks).Agrees(world.Facts.Ceilings[style]);
        }
        Assert.Equal([1, 1, 1], world.Facts.Ceilings.Take(3));
        Assert.Equal(!causal, world.Facts.Ceilings.Skip(3).All(c => c == 0));
    }

    /// <summary>The published sampler takes the style's covariance for content too; equal numbers of both
    /// hide it, and the two then have equal variances.</summary>
    [Fact]
    public void Content_and_style_have_covariances_of_their_own()
    {
        Matrix z = Known.World("content-style", ("statistical", true)).Draw(50_000, 0, Known.Key).Latents!;
        for (int j = 0; j < 5; j++)
        {
            double content = z.Column(j).Average(v => v * v), style = z.Column(j + 5).Average(v => v * v);
            Assert.True(Math.Abs(Math.Log(content / style)) > 0.1, $"{content} and {style}");
        }
    }

    [Fact]
    public void Each_style_changes_with_its_probability_and_content_never()
    {
        IGeneratedWorld world = Known.World(
            "content-style", ("content", 2), ("style", 3), ("style_change_prob", 0.3));
        LatentPair pair = world.Pair(world.Draw(50_000, 0, Known.Key), Known.Key);
        for (int j = 0; j < 2; j++)
            Assert.Equal(pair.Left.Column(j), pair.Right.Column(j));
        for (int j = 2; j < 5; j++)
            Estimate.Of([.. pair.Left.Column(j).Zip(pair.Right.Column(j), (a, b) => a == b ? 0.0 : 1)])
                .Agrees(0.3);
    }

    [Theory]
    [InlineData(false, 1.0)]
    [InlineData(true, 0.6)]
    public void Views_are_as_far_apart_as_the_law_says(bool statistical, double probability)
    {
        IGeneratedWorld world = Known.World(
            "content-style", ("statistical", statistical), ("style_change_prob", probability));
        Estimate.Of(Known.Gaps(world, 50_000)).Agrees(world.Facts.Alignment!.Value);
        if (!statistical)
            Assert.Equal(5 * probability, world.Facts.Alignment!.Value, 1e-12);
    }

    [Fact]
    public void Labels_are_the_signs_of_the_first_content_latents_and_change_nothing_else()
    {
        IGeneratedWorld world = Known.World("content-style", ("content", 3), ("style", 2), ("signs", 2));
        Situations drawn = world.Draw(20_000, 0, Known.Key);
        Assert.Equal(4, world.Classes);
        for (int i = 0; i < 20_000; i++)
            Assert.Equal(
                (drawn.Latents![i, 0] > 0 ? 1 : 0) + (drawn.Latents[i, 1] > 0 ? 2 : 0), drawn.Labels![i]);
        for (int label = 0; label < 4; label++)
            Estimate.Of([.. drawn.Labels!.Select(l => l == label ? 1.0 : 0)]).Agrees(0.25);
        IGeneratedWorld plain = Known.World("content-style", ("content", 3), ("style", 2));
        Situations without = plain.Draw(20_000, 0, Known.Key);
        Assert.Null(without.Labels);
        Assert.Equal(without.Latents!.Values, drawn.Latents!.Values);
    }

    private static double Adjusted(IGeneratedWorld world, int block, int style)
    {
        const int Rows = 5000;
        Matrix z = world.Draw(Rows, block, Known.Key).Latents!;
        double[][] content = [.. Enumerable.Range(0, Rows).Select(i => z.Row(i)[..3].ToArray())];
        double r2 = Known.Explained(content, z.Column(style));
        return 1 - ((1 - r2) * (Rows - 1) / (Rows - 4));
    }
}
