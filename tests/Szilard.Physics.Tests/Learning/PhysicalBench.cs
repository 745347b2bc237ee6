using Szilard.Learners;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Physics.Learning;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Physics.Tests.Learning;

/// <summary>Bodies that learn, made from texts such as <c>hidden=[6];bias=0.5</c>.</summary>
internal static class PhysicalBench
{
    /// <summary>Small bodies that come to rest.</summary>
    public static IReadOnlyDictionary<string, string> Small { get; } = new Dictionary<string, string>
    {
        ["layered-hopfield"] =
            "outputs=2;hidden=[7];scales=[0.6];bias=0.5;output_bias=0.4;"
                + "free_steps=600;nudged_steps=600;tolerance=1e-7",
        ["resistor-network"] = "outputs=2;nodes=20",
        ["diode-network"] = "outputs=2;hidden=[6];gain=3",
        ["spring-network"] = "outputs=2;rows=5;columns=5",
    };

    public static RandomKey Key { get; } = RandomKey.FromSeed(20);

    public static Shape Observation { get; } = new(2);

    /// <summary>Where rows are normalised, forces on outputs near zero have no bound.</summary>
    private const string OnDistances = "similarity=gaussian;temperature=0.5";

    public static PhysicalLearner Learner(
        CpuDevice<float> device, string body, string rule, string objective, string optimiser = "sgd",
        string settings = "rate=0.05;momentum=0;schedule=constant", string? bodySettings = null,
        string ruleSettings = "", LedgerSettings? ledger = null) =>
        new(device, device.Workers,
            BodyDesign.Catalogue.Build(body, Parse(bodySettings ?? Small[body])),
            Rule.Catalogue.Build(rule, Parse(ruleSettings)),
            Objective.Catalogue.Build(objective, Parse(objective == "info-nce" ? OnDistances : "")),
            Optimiser.Catalogue.Build(optimiser, Parse(settings)), 40, ledger);

    /// <summary>Two noisy looks at the same rows, or rows and targets within the reach of every
    /// body.</summary>
    public static ViewPair Views(
        RandomKey key, string objective, int count = 12, int inputs = 2, int outputs = 2)
    {
        float[] left = Uniform(key.Split("left"), count * inputs, -1, 1);
        Batch rows = new(new Shape(count, inputs), left);
        if (objective == "supervised-classification")
            return new ViewPair(rows, new Batch(
                new Shape(count, outputs), [.. Enumerable.Range(0, count * outputs).Select(
                    i => i % outputs == i / outputs % outputs ? 1f : 0)]));
        if (objective == "supervised-regression")
            return new ViewPair(rows, new Batch(
                new Shape(count, outputs), Uniform(key.Split("right"), count * outputs, 0, 0.3f)));
        float[] noise = Uniform(key.Split("noise"), left.Length, -0.1f, 0.1f);
        return new ViewPair(rows, new Batch(rows.Shape, [.. left.Zip(noise, (x, e) => x + e)]));
    }

    public static PhysicalState Train(
        PhysicalLearner learner, PhysicalState state, int steps, string objective, int count = 12,
        int inputs = 2, int outputs = 2)
    {
        for (int i = 0; i < steps; i++)
        {
            (state, StepOutcome outcome) = learner.Learn(
                state, Views(Key.Split("views", state.Step), objective, count, inputs, outputs),
                Key.Split("step", state.Step));
            Assert.Null(outcome.Diverged);
        }
        return state;
    }

    public static void AssertSameBits(IReadOnlyList<StateArray> expected, IReadOnlyList<StateArray> actual)
    {
        Assert.Equal(expected.Select(a => a.Name), actual.Select(a => a.Name));
        foreach ((StateArray a, StateArray b) in expected.Zip(actual))
            Assert.True(a.Values.AsSpan().SequenceEqual(b.Values), $"{a.Name} differs.");
    }

    public static float[] Uniform(RandomKey key, int count, float low, float high)
    {
        RandomStream stream = key.Stream();
        return [.. Enumerable.Range(0, count).Select(_ => (float)stream.NextUniform(low, high))];
    }

    public static Dictionary<string, object> Parse(string parameters) =>
        parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => (object)p[1]);
}
