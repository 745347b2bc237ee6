using Szilard.Tensors;
using Szilard.Worlds.Generated;

namespace Szilard.Worlds.Tests.Generated;

public sealed class RelationTests
{
    /// <summary>The world's latents and labels against the composer, which sees the observations
    /// only.</summary>
    [Fact]
    public void The_composer_solves_every_chain()
    {
        RelationWorld world = (RelationWorld)Known.World("relations", ("links", 7));
        Situations drawn = world.Draw(2000, 0, Known.Key);
        Batch seen = ((VectorObservations)drawn.Observations).Values;
        List<Relation> answers = [], truths = [];
        for (int i = 0; i < drawn.Count; i++)
        {
            Direction[] chain = RelationWorld.Read(seen.Item(i));
            answers.Add(RelationComposer.Specified(chain));
            truths.Add(Truth(drawn.Latents![i, 0], drawn.Latents[i, 1]));
            Assert.Equal(0, (int)(answers[i] & ~RelationComposer.Unspecified(chain)));
        }
        Assert.Equal(1.0, RelationComposer.Accuracy(answers, truths));
        Assert.Equal(1.0, RelationComposer.F1(answers, truths));
    }

    [Fact]
    public void The_other_view_is_another_chain_with_the_same_end()
    {
        RelationWorld world = (RelationWorld)Known.World("relations");
        Situations drawn = world.Draw(500, 0, Known.Key);
        Batch other = ((VectorObservations)world.See(
            world.Pair(drawn, Known.Key).Right, Known.Key.Split("other"))).Values;
        for (int i = 0; i < 500; i++)
        {
            (int x, int y) = RelationComposer.Displacement(RelationWorld.Read(other.Item(i)));
            Assert.Equal((drawn.Latents![i, 0], drawn.Latents[i, 1]), (x, y));
        }
        Assert.NotEqual(((VectorObservations)drawn.Observations).Values.Values, other.Values);
    }

    /// <summary>All 8⁴ chains, one after the other.</summary>
    [Fact]
    public void Chains_to_each_place_are_counted_as_enumeration_counts_them()
    {
        RelationPaths paths = new(4);
        Dictionary<(int, int), int> ways = [];
        for (int code = 0; code < 4096; code++)
        {
            Direction[] chain = [.. Enumerable.Range(0, 4).Select(l => (Direction)((code >> (3 * l)) & 7))];
            (int X, int Y) end = RelationComposer.Displacement(chain);
            ways[end] = ways.GetValueOrDefault(end) + 1;
        }
        for (int x = -5; x <= 5; x++)
            for (int y = -5; y <= 5; y++)
                Assert.Equal(ways.GetValueOrDefault((x, y)), paths.Ways(4, x, y));
    }

    /// <summary>χ² over the chains of three links to (1, 0), whose number enumeration gives: 99.9999 % point
    /// by Wilson and Hilferty, so a false alarm in one of a million keys; the key is fixed.</summary>
    [Fact]
    public void Chains_to_a_place_are_equally_likely()
    {
        RelationPaths paths = new(3);
        RandomStream stream = Known.Key.Stream();
        int count = (int)paths.Ways(3, 1, 0), draws = 1000 * count;
        Dictionary<string, int> seen = [];
        var chain = new Direction[3];
        for (int i = 0; i < draws; i++)
        {
            paths.Draw(1, 0, chain, ref stream);
            string word = string.Join(' ', chain);
            seen[word] = seen.GetValueOrDefault(word) + 1;
        }
        Assert.Equal(count, seen.Count);
        double chiSquare = seen.Values.Sum(n => (n - 1000.0) * (n - 1000) / 1000), k = count - 1;
        Assert.True(chiSquare < k * Math.Pow(1 - (2 / (9 * k)) + (4.753 * Math.Sqrt(2 / (9 * k))), 3));
        Assert.Throws<ArgumentException>(() =>
        {
            RandomStream fresh = Known.Key.Stream();
            paths.Draw(4, 0, new Direction[3], ref fresh);
        });
    }

    /// <summary>Three labels are right, none is wrong, one is missing: 2·3/(2·3 + 1).</summary>
    [Fact]
    public void F1_counts_labels_over_all_chains()
    {
        Relation[] answers = [Relation.Left, Relation.Left | Relation.Above];
        Relation[] truths = [Relation.Left | Relation.Below, Relation.Left | Relation.Above];
        Assert.Equal(6.0 / 7, RelationComposer.F1(answers, truths), 1e-12);
        Assert.Equal(0.5, RelationComposer.Accuracy(answers, truths));
        Assert.Throws<ArgumentException>(() => RelationComposer.F1([], []));
    }

    [Fact]
    public void Without_distances_steps_of_opposite_sense_leave_an_axis_open()
    {
        Direction[] chain = [Direction.Left, Direction.UpperRight];
        Assert.Equal(Relation.Above, RelationComposer.Specified(chain));
        Assert.Equal(Relation.Left | Relation.Right | Relation.Above, RelationComposer.Unspecified(chain));
    }

    private static Relation Truth(double x, double y) =>
        (x < 0 ? Relation.Left : x > 0 ? Relation.Right : Relation.None)
        | (y < 0 ? Relation.Below : y > 0 ? Relation.Above : Relation.None);
}
