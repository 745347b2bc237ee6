using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Tests.Objectives;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.SelfLabels;

/// <summary>Prototypes, tables and banks: what no gradient moves.</summary>
public sealed class KeptArrayTests
{
    private static readonly Shape _observation = new(6);

    [Theory]
    [InlineData("swav")]
    [InlineData("sela")]
    public void Prototypes_are_on_the_sphere_after_every_step(string objective)
    {
        using CpuDevice<float> device = new();
        NeuralState state = Train(device, objective, "prototypes=8", 5);
        float[] c = state.Own["objective.prototypes"].ToSingles();
        for (int k = 0; k < 8; k++)
            Assert.Equal(1, Norm(c.AsSpan(k * 4, 4)), 1e-5);
    }

    [Fact]
    public void Frozen_prototypes_stay_and_then_move()
    {
        using CpuDevice<float> device = new();
        float[] at3 = Train(device, "swav", "prototypes=8;freeze=4", 3).Own["objective.prototypes"]
            .ToSingles();
        float[] at4 = Train(device, "swav", "prototypes=8;freeze=4", 4).Own["objective.prototypes"]
            .ToSingles();
        float[] at5 = Train(device, "swav", "prototypes=8;freeze=4", 5).Own["objective.prototypes"]
            .ToSingles();
        Assert.All(at3.Zip(at4), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Contains(at4.Zip(at5), pair => Math.Abs(pair.First - pair.Second) > 1e-3f);
    }

    /// <summary>64 items, 8 labels: each label gets 8 items, to the tenth at which the transport
    /// ends.</summary>
    [Fact]
    public void A_soft_table_gives_every_label_its_share()
    {
        using CpuDevice<float> device = new();
        NeuralState state = Train(device, "sela", "prototypes=8;labels=soft;lambda=2;relabel_every=12", 12);
        float[] table = state.Own["objective.labels"].ToSingles();
        for (int k = 0; k < 8; k++)
            Assert.InRange(Enumerable.Range(0, Bench.Items).Sum(i => table[(i * 8) + k]), 8 - 0.81, 8 + 0.81);
    }

    [Fact]
    public void Clusters_that_lie_apart_get_one_label_each()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Objective objective = GoldenValueTests.Build(
            "deepcluster-v2", "prototypes=3;relabel_every=1;rounds=20");
        Dictionary<string, Parameter> own = objective
            .Declare(new ObjectiveSite(device, 3, Bench.Key, 30)).ToDictionary(p => p.Name);
        RandomStream noise = Bench.Key.Split("noise").Stream();
        Matrix rows = new(30, 3);
        for (int i = 0; i < 30; i++)
            for (int d = 0; d < 3; d++)
                rows[i, d] = (d == i % 3 ? 1 : 0) + (0.05 * noise.NextNormal());
        Tensor z = tape.Constant(rows);
        ObjectiveContext context = new(own.ToDictionary(p => p.Key, p => tape.Watch(p.Value)), Bench.Key)
        {
            Items = [.. Enumerable.Range(0, 30)],
        };
        objective.Settle(own, z, z, context);
        float[] labels = own["objective.labels"].ToSingles();
        Assert.Equal(3, labels[..3].Distinct().Count());
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(labels[i % 3], labels[i]));
    }

    /// <summary>Two clusters need sixteen items, four steps of a batch of four; then every third step counts.
    /// Of twelve items an epoch of three steps is enough.</summary>
    [Theory]
    [InlineData(40, new long[] { 4, 6, 9, 12 })]
    [InlineData(12, new long[] { 3, 6, 9, 12 })]
    public void Clusters_are_made_when_enough_items_were_seen_and_never_before(int items, long[] expected)
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Objective objective = GoldenValueTests.Build("deepcluster-v2", "prototypes=2;relabel_every=3");
        var own = objective.Declare(new ObjectiveSite(device, 3, Bench.Key, items))
            .ToDictionary(p => p.Name, tape.Watch);
        Assert.Equal(expected, Enumerable.Range(1, 12).Select(done => (long)done).Where(done =>
            objective.Relabels(new ObjectiveContext(own, Bench.Key) { Step = done - 1 }, batch: 4)));
    }

    [Theory]
    [InlineData("sela")]
    [InlineData("deepcluster-v2")]
    public void A_world_without_end_is_refused_with_a_remedy(string objective)
    {
        using CpuDevice<float> device = new();
        string message = Assert.Throws<SzilardException>(
            () => GoldenValueTests.Build(objective, "").Declare(new ObjectiveSite(device, 4, Bench.Key)))
                .Message;
        Assert.Contains(objective, message);
        Assert.Contains("`swav`", message);
    }

    /// <summary>Batches of 16 into a ring of 20: the third batch lies on places 12 … 19 and 0 … 7.</summary>
    [Fact]
    public void The_queue_holds_the_latest_keys_of_unit_length()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Objective objective = GoldenValueTests.Build("moco-v2", "queue=20");
        Parameter queue = objective.Declare(new ObjectiveSite(device, 4, Bench.Key)).Single();
        Dictionary<string, Parameter> own = new() { [queue.Name] = queue };
        for (int step = 0; step < 3; step++)
        {
            Tensor keys = tape.Constant(Bench.Normal(Bench.Key.Split(step), 16, 4));
            objective.Settle(own, keys, keys, new ObjectiveContext(
                new Dictionary<string, Tensor>(), Bench.Key)
            { Step = step });
        }
        float[] last = Bench.Normal(Bench.Key.Split(2), 16, 4).Values, values = queue.ToSingles();
        for (int i = 0; i < 16; i++)
        {
            double norm = Norm(last.AsSpan(i * 4, 4));
            for (int d = 0; d < 4; d++)
                Assert.Equal(last[(i * 4) + d] / norm, values[((12 + i) % 20 * 4) + d], 1e-6);
        }
    }

    private static NeuralState Train(Device device, string objective, string parameters, int steps)
    {
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=4"), objective, parameters);
        return Bench.Train(learner, learner.Begin(_observation, Bench.Key), steps, 16, _observation);
    }

    private static double Norm(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
