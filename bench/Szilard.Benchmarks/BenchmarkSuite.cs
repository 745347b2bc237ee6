using Szilard.Benchmarks.Cases;

namespace Szilard.Benchmarks;

/// <summary>All that is measured. Names are shared with <c>bench/peers</c>; what each case counts stands in
/// <c>docs/benchmarks.md</c>.</summary>
public static class BenchmarkSuite
{
    /// <summary>The cases in the order in which they are shown.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        TrainingProblem.Sphere(6144).ToCase(threads: 2),
        TrainingProblem.Box(6144).ToCase(threads: 2),
        ContrastCases.Loss("info-nce-10", pairs: 4096, dimensions: 10, threads: 2),
        ContrastCases.Loss("info-nce-128", pairs: 4096, dimensions: 128, threads: 2),
        TrainingProblem.Perceptron(64).ToCase(threads: 2),
        TrainingProblem.Perceptron(512).ToCase(threads: 2),
        TrainingProblem.Convolutional(512).ToCase(threads: 2),
        ProductCases.Square(1024, threads: 1),
        ProductCases.Square(1024, threads: 2),
        ProductCases.ScreenSingle,
        ProductCases.ScreenShort,
        AugmentationCases.Views(1024),
        DigitProblem.Propagation(500, 20, 1000).ToCase("propagation-500-20", threads: 2),
        DigitProblem.Propagation(2048, 128, 1280).ToCase("propagation-2048-128", threads: 2),
        DigitProblem.Contrast(1000).ToCase("contrast-500-20", threads: 2),
        SynapseCases.Figure4C(1000),
        SynapseCases.Figure5C(1000),
        SynapseCases.Figure6B(100, 50),
        ContrastCases.Loss("info-nce-memory", pairs: 16384, dimensions: 10, threads: 2),
        TransportCases.Published("sinkhorn-4096", items: 4096, labels: 3000, threads: 2),
        TransportCases.Streamed("sinkhorn-memory", items: 100_000, labels: 3000, dimensions: 128, threads: 2),
        CoefficientCases.Estimate(threads: 2),
        MeterCases.Suite("meters-10k-128", samples: 10_000, dimensions: 128, threads: 2),
        MeterCases.One("mutual-knn-60k", "mutual-knn", searches: 2, 60_000, 128, threads: 2),
        MeterCases.One("two-nn-60k", "two-nn", searches: 1, 60_000, 128, threads: 2),
        MeterCases.One("knn-60k", "knn", searches: 1, 60_000, 128, threads: 2) with
        {
            FloatingPointOperations = 2.0 * 30_000 * 30_000 * 128,
        },
        MeterCases.KernelRidge("kernel-ridge-4096", samples: 4096, dimensions: 128, threads: 2),
        MeterCases.Memory("meters-memory", samples: 100_000, dimensions: 512, threads: 2),
        ProductCases.Peak(threads: 1),
        ProductCases.Peak(threads: 2),
    ];
}
