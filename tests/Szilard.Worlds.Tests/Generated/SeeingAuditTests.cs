using Szilard.Worlds.Generated;
using Szilard.Worlds.Tests.Latents;

namespace Szilard.Worlds.Tests.Generated;

public sealed class SeeingAuditTests
{
    [Theory]
    [InlineData("mixing: spiral")]
    [InlineData("mixing: banana")]
    [InlineData("mixing: sinusoid")]
    [InlineData("mixing: coupling; dimensions: 4")]
    [InlineData("mixing: glow; dimensions: 4")]
    [InlineData("mixing: gin; dimensions: 4")]
    [InlineData("mixing: mlp; dimensions: 4; condition_draws: 500")]
    [InlineData("mixing: banana; observation_noise: 0.5")]
    [InlineData("mixing: mlp; dimensions: 4; condition_draws: 500; unseen: 2")]
    [InlineData("mixing: banana; folded: 1")]
    [InlineData("mixing: mlp; dimensions: 4; condition_draws: 500; folded: 2; unseen: 1")]
    public void What_is_found_by_looking_is_what_the_mixing_says(string study)
    {
        IGeneratedWorld world = Study.World(study);
        SeeingAudit audit = SeeingAudit.Of(world, Known.Key);
        Assert.True(world.Facts.Injective == audit.Injective, audit.Sentence);
        int n = world.LatentDimensions, seen = n - world.Facts.Unseen;
        for (int j = 0; j < n; j++)
        {
            Assert.Equal(j >= seen, audit.Latents[j].Sensitivity == 0);
            Assert.Equal(j >= seen, audit.Latents[j].Ambiguity == 1);
            Assert.Equal(j >= seen || j < world.Facts.Folded, audit.Latents[j].Ambiguity > 0.5);
        }
    }

    /// <summary>For x = z each latent of n is a share 1/n of the variance, up to the sampling of 64 anchors:
    /// its square has deviation 2√2/√64 ≈ 0.35 of the mean, of which five are too many.</summary>
    [Fact]
    public void Sensitivity_is_the_share_of_the_variance_that_a_latent_makes()
    {
        SeeingAudit audit = SeeingAudit.Of(Study.World("dimensions: 4"), Known.Key, anchors: 64);
        Assert.All(audit.Latents, l => Assert.InRange(l.Sensitivity * 4, 0.1, 2.8));
    }

    [Fact]
    public void Symmetry_hides_turns_and_a_notch_shows_them()
    {
        SeeingAudit plain = Audit(("symmetry", true), ("shapes", 1)), notched = Audit(("shapes", 1));
        Assert.Equal(0, plain.Latents[3].Sensitivity);
        Assert.Equal(1, plain.Latents[3].Ambiguity);
        Assert.All(notched.Latents.SkipLast(1), l => Assert.True(l.Sensitivity > 0));
        Assert.True(notched.Latents.SkipLast(1).All(l => l.Ambiguity == 0), notched.Sentence);
        Assert.Contains("rotation (not seen)", plain.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_post_hides_places()
    {
        SeeingAudit hidden = Audit(("occlusion", 0.6), ("shapes", 1));
        Assert.True(hidden.Latents[0].Ambiguity > 0, hidden.Sentence);
        Assert.False(Known.World("shapes", ("occlusion", 0.6)).Facts.Injective);
        Assert.True(Known.World("shapes").Facts.Injective);
        Assert.True(Known.World("shapes", ("occlusion", 0.1)).Facts.Injective);
    }

    private static SeeingAudit Audit(params (string, object)[] given) =>
        SeeingAudit.Of(Known.World("shapes", [.. given, ("size", 32)]), Known.Key, anchors: 3);
}
