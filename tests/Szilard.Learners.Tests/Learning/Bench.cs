using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Learning;

/// <summary>Learners and views for tests, made from texts such as <c>rate=0.1;clip=1</c>.</summary>
internal static class Bench
{
    /// <summary>Items of the training set that the views stand for.</summary>
    public const int Items = 64;

    /// <summary>How many numbers tell what changed between two views.</summary>
    public const int Actions = 2;

    public static RandomKey Key { get; } = RandomKey.FromSeed(7);

    public static EncoderDesign Design(string name, string parameters) =>
        EncoderDesign.Catalogue.Build(name, Parse(parameters));

    public static Optimiser Optimise(string name, string parameters) =>
        Optimiser.Catalogue.Build(name, Parse(parameters));

    public static NeuralLearner Learner(
        Device device, EncoderDesign design, string objective, string parameters = "",
        string optimiser = "adamw", string settings = "rate=0.01", double averaging = 0,
        LedgerSettings? ledger = null) =>
        new(device, design, Objective.Catalogue.Build(objective, Parse(parameters)),
            Optimise(optimiser, settings), 40, averaging, Items, ledger, Actions);

    /// <summary>Standard normal values of that shape.</summary>
    public static Batch Normal(RandomKey key, params ReadOnlySpan<int> lengths)
    {
        Shape shape = new(lengths);
        RandomStream random = key.Stream();
        var values = new float[shape.Size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.NextNormal();
        return new Batch(shape, values);
    }

    /// <summary>Two noisy looks at the same rows, or rows and one-hot targets.</summary>
    public static ViewPair Views(
        RandomKey key, int count, Shape observation, int targets = 0, float blur = 0.1f)
    {
        Batch left = Normal(key, [count, .. observation.Lengths]);
        if (targets > 0)
            return new ViewPair(left, OneHot(count, targets));
        Batch noise = Normal(key.Split("noise"), [count, .. observation.Lengths]);
        float[] right = [.. left.Values.Zip(noise.Values, (value, error) => value + (blur * error))];
        RandomStream random = key.Split("items").Stream();
        int[] items = [.. Enumerable.Range(0, Items)];
        random.Shuffle<int>(items);
        return new ViewPair(left, new Batch(left.Shape, right))
        {
            Items = count > Items ? null : items[..count],
            Actions = Normal(key.Split("actions"), count, Actions).ToMatrix(),
            Turned = new TurnedLooks(
                Normal(key.Split("turned"), [count, .. observation.Lengths]),
                [.. Enumerable.Range(0, count).Select(i => i % QuarterTurn.Count)]),
        };
    }

    /// <summary>Steps of learning on views that depend on the step alone.</summary>
    public static NeuralState Train(
        NeuralLearner learner, NeuralState state, int steps, int batch, Shape observation, int targets = 0,
        float blur = 0.1f)
    {
        for (int i = 0; i < steps; i++)
        {
            ViewPair views = Views(Key.Split("views", state.Step), batch, observation, targets, blur);
            (state, StepOutcome outcome) = learner.Learn(state, views, Key.Split("step", state.Step));
            Assert.Null(outcome.Diverged);
        }
        return state;
    }

    /// <summary>Eleven steps in one go, against five, saved, loaded by another learner from another
    /// beginning, and six more.</summary>
    public static void AssertResumes(Func<Device, NeuralLearner> make, Shape observation, int targets = 0)
    {
        using CpuDevice<float> device = new(), other = new();
        NeuralLearner whole = make(device), resumed = make(other);
        NeuralState half = Train(whole, whole.Begin(observation, Key), 5, 16, observation, targets);
        StateArray[] saved = [.. whole.Save(half)];
        NeuralState end = Train(whole, half, 6, 16, observation, targets);
        NeuralState again = resumed.Load(resumed.Begin(observation, RandomKey.FromSeed(99)), 5, saved);
        AssertSameBits(saved, resumed.Save(again));
        again = Train(resumed, again, 6, 16, observation, targets);
        Assert.Equal(11, again.Step);
        AssertSameBits(whole.Save(end), resumed.Save(again));
    }

    public static void AssertSameBits(IReadOnlyList<StateArray> expected, IReadOnlyList<StateArray> actual)
    {
        Assert.Equal(expected.Select(a => a.Name), actual.Select(a => a.Name));
        foreach ((StateArray a, StateArray b) in expected.Zip(actual))
            Assert.True(a.Values.AsSpan().SequenceEqual(b.Values), $"{a.Name} differs.");
    }

    private static Batch OneHot(int count, int classes)
    {
        var values = new float[count * classes];
        for (int i = 0; i < count; i++)
            values[(i * classes) + (i % classes)] = 1;
        return new Batch(new Shape(count, classes), values);
    }

    public static Dictionary<string, object> Parse(string parameters) =>
        parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='))
            .ToDictionary(p => p[0], p => (object)p[1]);
}
