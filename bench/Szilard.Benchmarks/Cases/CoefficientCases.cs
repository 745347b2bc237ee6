using Szilard.Learners;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Singular;
using Szilard.Observables.Singular;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Benchmarks.Cases;

/// <summary>One local learning coefficient of a perceptron of 10 090 parameters: InfoNCE over 512 frozen
/// pairs in blocks of 256, four chains of 900 steps.</summary>
internal static class CoefficientCases
{
    private const int Pairs = 512, Block = 256;

    /// <summary>The estimate, from its first step to its error.</summary>
    public static BenchmarkCase Estimate(int threads) => new(
        "llc-10000", "One learning coefficient of an MLP 10-90-90-10: 4 chains of 900 steps on 512 pairs.",
        threads,
        () =>
        {
            CpuDevice<float>[] devices = [.. Enumerable.Range(0, threads).Select(
                _ => new CpuDevice<float>(1))];
            Workers crew = new(threads);
            NeuralPotential[] sites = [.. devices.Select(Site)];
            double[] start = sites[0].Point();
            return new PreparedWork(() => Read(sites, start, crew), [.. devices, crew]);
        })
    {
        TakesLong = true,
        Items = Pairs,
    };

    private static void Read(NeuralPotential[] sites, double[] start, Workers crew)
    {
        LangevinSettings settings = new()
        {
            InverseTemperature = Pairs / Math.Log(Pairs),
            Localisation = 100,
            Step = 1e-4,
            BurnIn = 300,
            Draws = 600,
        };
        LearningCoefficient read = LearningCoefficient.Of(LangevinSampler.Run(
            [.. sites.Select(s => s.Potential)], start, settings, RandomKey.FromSeed(1), crew));
        if (!double.IsFinite(read.Value))
            throw new InvalidOperationException($"The walk to be timed went astray: {read.Remark}");
    }

    private static NeuralPotential Site(CpuDevice<float> device)
    {
        InfoNce objective = new("dot", 1, 2, "cross");
        EncoderDesign design = EncoderDesign.Catalogue.Build(
            "mlp", new Dictionary<string, object>
            {
                ["widths"] = new double[] { 90, 90 },
                ["outputs"] = 10L,
                ["activation"] = "gelu",
                ["output"] = "sphere",
            });
        NeuralLearner learner = new(
            device, design, objective, Optimiser.Catalogue.Build("adam", new Dictionary<string, object>()),
            1);
        NeuralState state = learner.Begin(new Shape(10), RandomKey.FromSeed(1));
        Batch left = new(new Shape(Pairs, 10), ClosedForm.Uniform(Pairs * 10, 1));
        Batch near = new(left.Shape, ClosedForm.Uniform(Pairs * 10, 2));
        Batch right = new(left.Shape, [.. left.Values.Zip(near.Values, (a, b) => a + (0.05f * b))]);
        return new NeuralPotential(
            device, state, objective, FrozenPairs.Of(new ViewPair(left, right), Block), RandomKey.FromSeed(2),
            1);
    }
}
