using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Generated;

/// <summary>What every generated world keeps; a new one joins by its line in the catalogue.</summary>
public sealed class GeneratedWorldContractTests
{
    public static TheoryData<string> Kinds =>
        [.. GeneratedForm.All.Where(f => !f.NeedsData).Select(f => f.Card.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_key_gives_the_same_bits_and_another_key_gives_others(string kind)
    {
        IGeneratedWorld one = Known.World(kind), two = Known.World(kind);
        Situations a = one.Draw(20, 3, Known.Key), b = two.Draw(20, 3, Known.Key);
        Assert.Equal(Known.Values(a.Observations), Known.Values(b.Observations));
        Assert.Equal(a.Latents!.Values, b.Latents!.Values);
        Assert.Equal(
            one.Pair(a, Known.Key).Right.Values, two.Pair(b, Known.Key).Right.Values);
        Assert.NotEqual(a.Latents.Values, one.Draw(20, 4, Known.Key).Latents!.Values);
        Assert.NotEqual(a.Latents.Values, one.Sample(20, Split.Test, Known.Key).Latents!.Values);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_world_shows_has_the_shape_that_it_says(string kind)
    {
        GeneratedForm form = GeneratedForm.Find(kind)!;
        Settings settings = SettingsReader.Defaults(form.Card);
        IGeneratedWorld world = form.Build(settings, "", null);
        Situations drawn = world.Draw(30, 0, Known.Key);
        Assert.Equal(world.ObservationShape, drawn.Observations.ItemShape);
        Assert.Equal((30, world.LatentDimensions), (drawn.Latents!.Rows, drawn.Latents.Columns));
        Assert.Equal(form.Latents(settings), world.LatentDimensions);
        Assert.Equal(form.Classes(settings), world.Classes);
        Assert.Equal(world.LatentDimensions, world.Facts.Dimensions);
        int names = world.Facts.LatentNames.Count;
        Assert.True(names == 0 || names == world.LatentDimensions);
        Assert.Equal(form.ShowsImages, world.ObservationShape.Rank == 3);
        Assert.Equal(world.Classes > 0, drawn.Labels is not null);
        Assert.All(drawn.Labels ?? [], label => Assert.InRange(label, 0, world.Classes - 1));
        Assert.Equal(form.HasItems(settings), drawn.Items is not null);
        Assert.All(drawn.Items ?? [], item => Assert.InRange(item, 0, (int)world.Size(Split.Training)! - 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_views_are_as_far_apart_as_the_facts_say(string kind)
    {
        IGeneratedWorld world = Known.World(kind);
        if (world.Facts.Alignment is { } alignment)
        {
            Estimate estimate = Estimate.Of(Known.Gaps(world, 20_000));
            if (alignment == 0)
                Assert.Equal(0, estimate.Mean);
            else if (world.Size(Split.Training) is null)
                estimate.Agrees(alignment);
        }
        LatentPair pair = world.Pair(world.Draw(50, 0, Known.Key), Known.Key);
        for (int j = 0; j < world.Facts.Content; j++)
            Assert.Equal(pair.Left.Column(j), pair.Right.Column(j));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_world_can_be_redrawn(string kind)
    {
        IGeneratedWorld world = Known.World(kind);
        Situations drawn = world.Draw(8, 0, Known.Key);
        ViewPair views = new RedrawViews(world).Show(drawn, Known.Key);
        Assert.Equal(views.Left.Shape, views.Right.Shape);
        Assert.Equal(8, views.Left.Count);
        Assert.NotEqual(views.Left.Values, views.Right.Values);
        Assert.All(views.Right.Values, v => Assert.True(float.IsFinite(v)));
        Assert.Equal(views.Left.Shape, new RedrawViews(world).Plain(drawn).Shape);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pairs_of_situations_without_latents_are_refused(string kind)
    {
        IGeneratedWorld world = Known.World(kind);
        Situations bare = new(world.Draw(3, 0, Known.Key).Observations);
        Assert.Throws<ArgumentException>(() => world.Pair(bare, Known.Key));
    }

    [Theory]
    [InlineData("content-style", "unseen", 10)]
    [InlineData("content-style", "folded", 11)]
    [InlineData("content-style", "mixing", "spiral")]
    [InlineData("content-style", "signs", 6)]
    [InlineData("clusters", "instances", 50)]
    [InlineData("clusters", "unseen", 5)]
    [InlineData("hierarchy", "samples", 19)]
    [InlineData("hierarchy", "folded", 9)]
    [InlineData("latent-tree", "delta_high", 0.5)]
    [InlineData("sequence", "lag", 100)]
    [InlineData("sequence", "sequences", 1_000_000)]
    [InlineData("shapes", "spreads", "[1, 2]")]
    [InlineData("relations", "links", 33)]
    public void Settings_that_do_not_fit_are_refused(string kind, string name, object value) =>
        Assert.NotEmpty(Known.Faults(kind, (name, value)));

    [Fact]
    public void All_faults_are_told_at_once()
    {
        IReadOnlyList<Fault> faults = Known.Faults(
            "sequence", ("lag", 200), ("sequences", 1_000_000), ("mixing", "banana"), ("unseen", 1));
        Assert.Equal(["lag", "sequences", "mixing"], faults.Select(f => f.Key));
    }
}
