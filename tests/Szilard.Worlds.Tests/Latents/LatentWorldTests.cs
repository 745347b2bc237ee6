using Szilard.Tensors;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Latents;

public sealed class LatentWorldTests
{
    private const int Count = 20_000;
    private static readonly RandomKey _key = RandomKey.FromSeed(17);

    /// <summary>One row per world; a new kind of world joins the contract here.</summary>
    public static TheoryData<string> Studies =>
    [
        "",
        "mixing: spiral; pairs: parent-child",
        "mixing: banana; marginal: generalized-normal; alpha: 0.25",
        "mixing: sinusoid; marginal: generalized-normal; alpha: 16; marginal_scale: 2",
        "marginal: laplace; samples: 64; mixing: coupling; dimensions: 5",
        "conditional: normal; scale: 0.5; dimensions: 3",
        "conditional: laplace; scale: 0.5; dimensions: 3; pairs: two-children",
        "conditional: generalized-normal; power: 3; scale: 0.5",
        "conditional: diagonal; concentrations: [1, 4, 9]; dimensions: 3",
        "space: sphere; marginal: uniform; conditional: von-mises-fisher; dimensions: 10; mixing: mlp; "
            + "condition_draws: 100",
        "space: sphere; marginal: uniform; conditional: von-mises-fisher; dimensions: 3; kappa: 2; "
            + "pairs: two-children",
        "space: sphere; marginal: normal; conditional: von-mises-fisher; dimensions: 4; radius: 3",
        "space: sphere; marginal: laplace; conditional: normal; dimensions: 4",
        "space: sphere; marginal: uniform; conditional: laplace; dimensions: 4",
        "space: sphere; marginal: uniform; conditional: generalized-normal; dimensions: 4",
        "space: sphere; marginal: uniform; conditional: diagonal; dimensions: 10",
        "space: sphere; marginal: uniform; conditional: diagonal; dimensions: 4; samples: 300; "
            + "concentrations: [25, 25, 5, 5]",
        "space: box; marginal: uniform; conditional: normal; dimensions: 4",
        "space: box; marginal: normal; conditional: laplace; dimensions: 4; box_minimum: -1",
        "space: box; marginal: generalized-normal; alpha: 4; conditional: generalized-normal; dimensions: 4",
        "space: box; marginal: laplace; conditional: diagonal; dimensions: 2",
    ];

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_batch_has_the_shape_the_world_promises_and_lies_in_its_space(string study)
    {
        LatentWorld world = Study.World(study);
        Situations drawn = world.Draw(100, 3, _key);
        Assert.Equal(100, drawn.Count);
        Assert.Equal(world.ObservationShape, drawn.Observations.ItemShape);
        Assert.Equal((100, world.LatentDimensions), (drawn.Latents!.Rows, drawn.Latents.Columns));
        Assert.All(Values(drawn), x => Assert.True(float.IsFinite(x)));
        LatentPair pair = world.Pair(drawn.Latents, _key);
        foreach (Matrix latents in (Matrix[])[drawn.Latents, pair.Left, pair.Right])
            AssertInside(world.Marginal.Space, latents);
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void A_batch_replays_from_its_key_and_step(string study)
    {
        LatentWorld world = Study.World(study), twin = Study.World(study);
        Assert.Equal(Values(world.Draw(50, 7, _key)), Values(twin.Draw(50, 7, _key)));
        Assert.NotEqual(Values(world.Draw(50, 7, _key)), Values(world.Draw(50, 8, _key)));
        Assert.NotEqual(Values(world.Draw(50, 7, _key)), Values(world.Draw(50, 7, _key.Split(1))));
        Assert.Equal(
            Values(world.Sample(50, Split.Test, _key)), Values(twin.Sample(50, Split.Test, _key)));
        Assert.NotEqual(
            Values(world.Sample(50, Split.Test, _key)), Values(world.Sample(50, Split.Training, _key)));
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void Views_replay_from_their_key_and_differ(string study)
    {
        LatentWorld world = Study.World(study);
        RedrawViews views = new(world);
        Situations drawn = world.Draw(50, 0, _key);
        ViewPair pair = views.Show(drawn, _key), again = views.Show(drawn, _key);
        Assert.Equal(pair.Left.Values, again.Left.Values);
        Assert.Equal(pair.Right.Values, again.Right.Values);
        Assert.NotEqual(pair.Left.Values, pair.Right.Values);
        Assert.NotEqual(pair.Right.Values, views.Show(drawn, _key.Split(1)).Right.Values);
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void Observations_are_the_mixed_latents(string study)
    {
        LatentWorld world = Study.World(study);
        Situations drawn = world.Draw(20, 0, _key);
        var latents = new double[drawn.Latents!.Values.Length];
        world.Mixing.Inverse(Array.ConvertAll(Values(drawn), x => (double)x), latents);
        foreach ((double expected, double actual) in drawn.Latents.Values.Zip(latents))
            Assert.Equal(expected, actual, 1e-3 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void The_stated_alignment_is_that_of_fresh_pairs(string study)
    {
        LatentWorld world = Study.World(study);
        if (world.Facts.Alignment is not { } expected)
            return;
        LatentPair pair = world.Pair(world.Sample(Count, Split.Test, _key).Latents!, _key);
        Estimate.Of([.. Enumerable.Range(0, Count).Select(i => SquaredDistance(pair, i))]).Agrees(expected);
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public void The_stated_correlation_is_that_of_fresh_pairs(string study)
    {
        LatentWorld world = Study.World(study);
        if (world.Facts.PairCorrelation is not { } expected)
            return;
        LatentPair pair = world.Pair(world.Sample(Count, Split.Test, _key).Latents!, _key);
        double[] blocks = [.. Enumerable.Range(0, 20).Select(i => Correlation(pair, i * 1000, 1000))];
        Estimate.Of(blocks).Agrees(expected);
    }

    /// <summary>A stationary conditional keeps E zⱼ² of the marginal.</summary>
    [Theory]
    [MemberData(nameof(Studies))]
    public void Views_of_a_stationary_world_have_the_spread_of_its_latents(string study)
    {
        LatentWorld world = Study.World(study);
        if (!world.Facts.Stationary)
            return;
        Matrix latents = world.Sample(Count, Split.Test, _key).Latents!;
        Matrix right = world.Pair(latents, _key).Right;
        for (int j = 0; j < latents.Columns; j++)
        {
            Estimate before = Estimate.Of([.. latents.Column(j).Select(z => z * z)]);
            Estimate after = Estimate.Of([.. right.Column(j).Select(z => z * z)]);
            double error = double.Hypot(before.StandardError, after.StandardError);
            new Estimate(after.Mean, error).Agrees(before.Mean);
        }
    }

    [Fact]
    public void Frozen_anchors_come_back_and_test_latents_are_fresh()
    {
        LatentWorld world = Study.World("samples: 16");
        HashSet<double> anchors = [.. world.Sample(1000, Split.Training, _key).Latents!.Column(0)];
        Assert.Equal(16, anchors.Count);
        Assert.Equal(16, world.Size(Split.Training));
        Assert.Null(world.Size(Split.Test));
        Assert.All(world.Draw(256, 0, _key).Latents!.Column(0), z => Assert.Contains(z, anchors));
        double[] fresh = world.Sample(256, Split.Test, _key).Latents!.Column(0);
        Assert.All(fresh, z => Assert.DoesNotContain(z, anchors));
        Assert.Equal(8, world.Sample(8, Split.Training, _key).Latents!.Column(0).Distinct().Count());
    }

    [Fact]
    public void Another_seed_freezes_other_anchors_and_mixes_otherwise()
    {
        Situations Draw(string study) =>
            Study.World("samples: 16; mixing: coupling; " + study).Sample(16, Split.Training, _key);
        Assert.NotEqual(Draw("").Latents!.Values, Draw("anchor_seed: 1").Latents!.Values);
        Assert.Equal(Draw("").Latents!.Values, Draw("mixing_seed: 1").Latents!.Values);
        Assert.NotEqual(Values(Draw("")), Values(Draw("mixing_seed: 1")));
    }

    private static float[] Values(Situations situations) =>
        ((VectorObservations)situations.Observations).Values.Values;

    private static double SquaredDistance(LatentPair pair, int row)
    {
        Span<double> a = pair.Left.Row(row), b = pair.Right.Row(row);
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    /// <summary>Pearson correlation over the coordinates of some rows, pooled; all have mean zero.</summary>
    private static double Correlation(LatentPair pair, int start, int count)
    {
        double[] left = pair.Left.Slice(start, count).Values, right = pair.Right.Slice(start, count).Values;
        return left.Zip(right, (a, b) => a * b).Sum()
            / Math.Sqrt(left.Sum(a => a * a) * right.Sum(b => b * b));
    }

    private static void AssertInside(LatentSpace space, Matrix latents)
    {
        for (int i = 0; i < latents.Rows; i++)
        {
            double[] row = latents.Row(i).ToArray();
            if (space is SphereSpace sphere)
                Assert.Equal(sphere.Radius, Math.Sqrt(row.Sum(z => z * z)), 1e-9);
            else if (space is BoxSpace box)
                Assert.All(row, z => Assert.InRange(z, box.Minimum, box.Maximum));
            else
                Assert.All(row, z => Assert.True(double.IsFinite(z)));
        }
    }
}
