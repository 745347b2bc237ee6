using Szilard.Learners.Optimisers;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Optimisers;

/// <summary>What every optimiser must keep; joining costs one line of the catalogue.</summary>
public sealed class OptimiserContractTests
{
    private static readonly Shape _observation = new(6);

    public static TheoryData<string> Names => [.. Optimiser.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_names_formula_and_source_and_its_ranges_are_kept(string name)
    {
        Optimiser optimiser = Bench.Optimise(name, "");
        Assert.Equal(name, optimiser.Card.Name);
        Assert.All(
            [optimiser.Card.Summary, optimiser.Card.Formula, optimiser.Card.Source],
            text => Assert.NotEmpty(text));
        Ranges.AssertKept(Optimiser.Catalogue, name);
    }

    /// <summary>½(3x² + ½y²) from (1, −2).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_reaches_the_bottom_of_a_bowl(string name)
    {
        double[] end = OptimiserTests.Path(name, "weight_decay=0", 400, new Shape(2))[^1];
        Assert.True(Math.Sqrt(end.Sum(v => v * v)) < 0.05, $"{name} ended at {end[0]}, {end[1]}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_gradient_and_decay_nothing_moves(string name)
    {
        using CpuDevice<float> device = new();
        Optimiser optimiser = Bench.Optimise(name, "weight_decay=0");
        Parameter parameter = new(device, "x", new Shape(2, 3), [1, -2, 3, -4, 5, -6]);
        Storage[] slots = [.. Enumerable.Range(0, optimiser.Slots).Select(_ => Zeros())];
        for (int step = 0; step < 3; step++)
            optimiser.Move(parameter, Zeros(), slots, 0.1, step);
        Assert.Equal([1, -2, 3, -4, 5, -6], parameter.ToSingles());

        Storage Zeros()
        {
            Storage zeros = device.Rent(6);
            device.Fill(zeros, 0);
            return zeros;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Learning_stays_finite_and_one_two_and_four_threads_give_the_same_bits(string name)
    {
        IReadOnlyList<StateArray> one = Learn(1);
        Assert.All(one, array => Assert.All(array.Values, v => Assert.True(float.IsFinite(v), array.Name)));
        Bench.AssertSameBits(one, Learn(2));
        Bench.AssertSameBits(one, Learn(4));

        IReadOnlyList<StateArray> Learn(int threads)
        {
            using CpuDevice<float> device = new(threads);
            NeuralLearner learner = Learner(device, name, "widths=[256, 256];outputs=16");
            NeuralState state = learner.Begin(_observation, Bench.Key);
            return learner.Save(Bench.Train(learner, state, 3, 256, _observation));
        }
    }

    /// <summary>The state has one slot array per trainable parameter and slot, and nothing else is needed to
    /// go on.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_saved_and_loaded_goes_on_to_the_same_bits(string name)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Learner(device, name);
        int slots = Bench.Optimise(name, "").Slots;
        IReadOnlyList<StateArray> saved = learner.Save(learner.Begin(_observation, Bench.Key));
        Assert.Equal(
            slots * 6, saved.Count(a => a.Name.StartsWith("optimiser.", StringComparison.Ordinal)));
        Bench.AssertResumes(where => Learner(where, name), _observation);
    }

    /// <summary>Two linear layers and a normalisation: six trainable arrays.</summary>
    private static NeuralLearner Learner(
        Device device, string name, string design = "widths=[8];outputs=4;normalisation=batch") =>
        Bench.Learner(device, Bench.Design("mlp", design), "vicreg", "", name, "rate=0.01;clip=1");
}
