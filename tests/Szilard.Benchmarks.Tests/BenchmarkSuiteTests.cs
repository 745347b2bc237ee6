using Szilard.Benchmarks.Cases;

namespace Szilard.Benchmarks.Tests;

public sealed class BenchmarkSuiteTests
{
    [Fact]
    public void Names_are_unique_and_every_case_says_what_it_is()
    {
        Assert.Equal(BenchmarkSuite.All.Count, BenchmarkSuite.All.DistinctBy(work => work.Name).Count());
        Assert.All(BenchmarkSuite.All, work => Assert.EndsWith(".", work.Summary, StringComparison.Ordinal));
    }

    /// <summary>2 rows through 3-4-5: forward 2·2·(12 + 20), weights as much, inputs 2·2·20.</summary>
    [Fact]
    public void A_perceptron_step_is_counted_layer_by_layer() =>
        Assert.Equal(128 + 128 + 80, OperationCounts.PerceptronStep(2, [3, 4, 5]));

    /// <summary>3 samples of 5 and 2 units: 10 weights, each multiplied and added both ways, 4
    /// times.</summary>
    [Fact]
    public void A_relaxation_is_counted_weight_by_weight() =>
        Assert.Equal(3 * 10 * 2 * 2 * 4, OperationCounts.Relaxation(3, 5, 2, 4));

    /// <summary>19 % ± 1 % of the pixels, and none within four of the border.</summary>
    [Fact]
    public void Generated_digits_are_inked_as_those_of_MNIST_are()
    {
        float[] pixels = DigitProblem.Propagation(1, 10, 200).Digits().Inputs;
        Assert.InRange(pixels.Count(p => p > 0) / (double)pixels.Length, 0.18, 0.2);
        Assert.All(pixels.Where((_, i) => i % 28 is < 4 or >= 24 || i % 784 / 28 is < 4 or >= 24),
            p => Assert.Equal(0, p));
        Assert.All(pixels, p => Assert.InRange(p, 0, 1));
    }

    /// <summary>Costs 3·size².</summary>
    [Fact]
    public void A_power_law_has_its_exponent()
    {
        ScalingCurve curve = new("square", "size", [1, 2, 4], _ => new PreparedWork(() => { }));
        ScalingResult result = new(curve, [3, 12, 48]);
        Assert.Equal(2, result.Exponent, 12);
        Assert.Equal(2, result.LastExponent, 12);
        Assert.Equal(3, ScalingSuite.Run([curve], 0.001, _ => { })[0].Milliseconds.Count);
    }

    /// <summary>One 4×4 image, kernel 3: 1→2 channels at 16 places, 2→3 at 4 places, then 3→5.</summary>
    [Fact]
    public void A_convolutional_step_is_counted_stage_by_stage() =>
        Assert.Equal(
            (2 * 2 * 16 * 9 * 2) + (3 * 2 * 4 * 9 * 6) + (3 * 2 * 15),
            OperationCounts.ConvolutionalStep(1, 4, [1, 2, 3], 3, 5));

    [Fact]
    public void The_largest_working_set_is_read_in_units_of_1024_bytes()
    {
        Assert.Equal(2.048, WorkingSet.ReadLinux(["VmPeak:\t 9 kB", "VmHWM:\t    2000 kB"])!.Value, 12);
        Assert.Null(WorkingSet.ReadLinux(["VmPeak:\t 9 kB"]));
    }

    [Fact]
    public void Small_cases_run()
    {
        BenchmarkCase[] small =
        [
            ProductCases.Square(8, 2), ProductCases.Peak(1), AugmentationCases.Views(4),
            ContrastCases.Loss("small", 16, 4, 2), TrainingProblem.Perceptron(8).ToCase(2),
            DigitProblem.Propagation(12, 5, 10).ToCase("digits", 2),
            DigitProblem.Contrast(20, 12).ToCase("contrast", 2),
            SynapseCases.Figure4C(2), SynapseCases.Figure5C(2), SynapseCases.Figure6B(1, 1),
            MeterCases.Suite("meters", 60, 8, 2), MeterCases.One("neighbours", "mutual-knn", 2, 60, 8, 2),
        ];
        IReadOnlyList<BenchmarkResult> results = BenchmarkRunner.Run(small, 0.001, _ => { });
        Assert.All(results, result => Assert.True(result.BestMilliseconds > 0));
        Assert.All(results, result => Assert.True(result.PeakMegabytes is null or > 1));
    }
}
