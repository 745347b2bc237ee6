using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Generated;
using Szilard.Worlds.Tests.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

public sealed class RedrawViewsTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(4);

    [Fact]
    public void The_parent_is_seen_as_it_is()
    {
        LatentWorld world = Study.World("pairs: parent-child; mixing: spiral");
        RedrawViews views = new(world);
        Situations drawn = world.Draw(32, 0, _key);
        ViewPair pair = views.Show(drawn, _key);
        Assert.Equal(views.Plain(drawn).Values, pair.Left.Values);
        Assert.NotEqual(views.Plain(drawn).Values, pair.Right.Values);
    }

    [Fact]
    public void Of_two_children_neither_is_the_parent()
    {
        LatentWorld world = Study.World("pairs: two-children; mixing: spiral");
        RedrawViews views = new(world);
        Situations drawn = world.Draw(32, 0, _key);
        ViewPair pair = views.Show(drawn, _key);
        foreach (Batch view in (Batch[])[pair.Left, pair.Right])
            Assert.All(
                view.Values.Zip(views.Plain(drawn).Values), xs => Assert.NotEqual(xs.First, xs.Second));
    }

    /// <summary>The identity mixing shows the latents, whose correlation across views is ρ² =
    /// .9025.</summary>
    [Fact]
    public void Views_of_unmixed_latents_have_the_stated_correlation()
    {
        LatentWorld world = Study.World("dimensions: 1");
        ViewPair pair = new RedrawViews(world).Show(world.Draw(100_000, 0, _key), _key);
        Estimate.Of([.. pair.Left.Values.Zip(pair.Right.Values, (a, b) => (double)a * b)]).Agrees(0.9025);
    }

    [Fact]
    public void Without_latents_nothing_can_be_redrawn() =>
        Assert.Throws<ArgumentException>(
            () => new RedrawViews(Study.World("")).Show(Numbered.Situations(4), _key));

    /// <summary>Unmixed latents are seen as they are, so that differences of what is seen are those that are
    /// told; of content nothing is told, as a pair shares it.</summary>
    [Theory]
    [InlineData(3, "content-style")]
    [InlineData(0, "latent")]
    public void What_changed_between_the_views_is_told(int shared, string kind)
    {
        IGeneratedWorld world = kind == "latent" ? Study.World("dimensions: 4") : Known.World(
            kind, ("content", 3), ("style", 2));
        RedrawViews views = new(world);
        ViewPair pair = new PermutedViews(views).Show(world.Draw(16, 0, _key), _key);
        Assert.NotNull(pair.Actions);
        pair = views.Show(world.Draw(16, 0, _key), _key);
        Matrix left = pair.Left.ToMatrix(), right = pair.Right.ToMatrix();
        Assert.Equal((16, views.Actions), (pair.Actions!.Rows, pair.Actions.Columns));
        Assert.Equal(left.Columns - shared, views.Actions);
        for (int i = 0; i < 16; i++)
            for (int k = 0; k < views.Actions; k++)
                Assert.Equal(right[i, shared + k] - left[i, shared + k], pair.Actions[i, k], 1e-5);
    }
}
