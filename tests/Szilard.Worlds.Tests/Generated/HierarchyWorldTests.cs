using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;

namespace Szilard.Worlds.Tests.Generated;

public sealed class HierarchyWorldTests
{
    private static readonly (string, object)[] s_many =
    [
        ("superclasses", 200), ("classes", 10), ("samples", 20_000), ("superclass_spread", 3.0),
        ("class_spread", 2.0), ("sample_spread", 1.0), ("view_spread", 0.5),
    ];

    /// <summary>Each level is normal about the one above: E‖difference‖² = d·σ². Five standard
    /// errors.</summary>
    [Fact]
    public void Every_level_is_as_wide_as_its_spread()
    {
        HierarchyWorld world = World(s_many);
        int d = world.LatentDimensions;
        Situations drawn = world.Draw(20_000, 0, Known.Key);
        LatentPair pair = world.Pair(drawn, Known.Key);
        Matrix parents = world.Samples.Select(drawn.Origins!);
        Gaps(pair.Left, parents).Agrees(d * 0.25);
        Gaps(pair.Right, parents).Agrees(d * 0.25);
        Gaps(pair.Left, pair.Right).Agrees(d * 0.5);
        Assert.Equal(d * 0.5, world.Facts.Alignment);
        Matrix classes = world.ClassCentres.Select(Each(world.Samples.Rows, world.ClassOf));
        Gaps(world.Samples, classes).Agrees(d * 1.0);
    }

    /// <summary>Centres of one superclass differ by N(0, 2σ_C²), those of two by N(0, 2σ_C² + 2σ_S²).
    /// Disjoint pairs, so that they are independent; five standard errors.</summary>
    [Fact]
    public void Classes_of_one_superclass_lie_nearer_than_those_of_two()
    {
        HierarchyWorld world = World(s_many);
        int d = world.LatentDimensions;
        int[] first = Each(200, s => 10 * s), second = Each(200, s => (10 * s) + 1);
        Gaps(world.ClassCentres.Select(first), world.ClassCentres.Select(second)).Agrees(d * 8.0);
        int[] even = Each(100, s => 20 * s), odd = Each(100, s => (20 * s) + 10);
        Gaps(world.ClassCentres.Select(even), world.ClassCentres.Select(odd)).Agrees(d * 26.0);
    }

    [Fact]
    public void Labels_of_each_level_nest_and_the_level_changes_nothing_else()
    {
        Situations[] drawn = [.. Labels("class", "superclass", "sample")];
        Assert.All(drawn, s => Assert.Equal(drawn[0].Latents!.Values, s.Latents!.Values));
        Assert.Equal(drawn[0].Origins!.Select(i => i % 20), drawn[0].Labels!);
        Assert.Equal(drawn[0].Labels!.Select(c => c / 5), drawn[1].Labels!);
        Assert.Equal(drawn[2].Origins, drawn[2].Labels);
        Assert.All(drawn, s => Assert.Equal(drawn[1].Labels, s.Superclasses));
        Assert.Equal([20, 4, 2000], ((string[])["class", "superclass", "sample"]).Select(
            l => World(("label", l)).Classes));
    }

    [Fact]
    public void Samples_for_judging_show_each_once_before_any_twice()
    {
        HierarchyWorld world = World(("samples", 300));
        int[] origins = world.Sample(700, Split.Test, Known.Key).Origins!;
        Assert.Equal(Enumerable.Range(0, 300), origins[..300].Order());
        Assert.Equal(origins[..300], origins[300..600]);
        Assert.NotEqual(origins, world.Sample(700, Split.Training, Known.Key).Origins);
    }

    /// <summary>A random label goes with its sample, and agrees with the class of one in twenty: 2000 trials,
    /// five standard errors.</summary>
    [Fact]
    public void Random_labels_go_with_the_sample_and_know_nothing_of_the_class()
    {
        HierarchyWorld world = World(("label", "random"));
        Situations drawn = world.Sample(40_000, Split.Test, Known.Key);
        Assert.Null(drawn.Superclasses);
        var ofSample = drawn.Origins!.Zip(drawn.Labels!).Distinct().ToDictionary(p => p.First, p => p.Second);
        Assert.Equal(20, world.Classes);
        Estimate.Of([.. ofSample.Select(p => p.Value == world.ClassOf(p.Key) ? 1.0 : 0)]).Agrees(0.05);
    }

    private static IEnumerable<Situations> Labels(params string[] levels) =>
        levels.Select(level => World(("label", level)).Draw(500, 3, Known.Key));

    private static HierarchyWorld World(params (string, object)[] given) =>
        (HierarchyWorld)Known.World("hierarchy", given);

    private static int[] Each(int count, Func<int, int> of) => [.. Enumerable.Range(0, count).Select(of)];

    private static Estimate Gaps(Matrix a, Matrix b) => Estimate.Of([.. Enumerable.Range(0, a.Rows).Select(
        i => a.Row(i).ToArray().Zip(b.Row(i).ToArray(), (x, y) => (x - y) * (x - y)).Sum())]);
}
