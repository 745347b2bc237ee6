using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Inquiries.Bodies;
using Szilard.Experiments.Inquiries.Synapses;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Inquiries;

/// <summary>The task types on bodies at sizes that take a second. What depends on the length of training, or
/// on the number of cycles, is left to the full size.</summary>
public sealed class BodyInquiryTests
{
    public static TheoryData<string> Names =>
        ["flow-regression", "allostery", "association", "rule-comparison", "noise"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_small_one_gives_each_quantity_that_it_names_and_figures_without_holes(string name)
    {
        Outcome outcome = Run(name);
        Assert.Equal(
            Small(name).Quantities.Order(), outcome.Measurements.Select(m => m.Quantity).Order());
        Assert.NotEmpty(outcome.Plots);
        Assert.All(outcome.Plots.SelectMany(p => p.Series), s => Assert.Equal(s.X.Count, s.Y.Count));
        Assert.All(outcome.Plots, p => Assert.NotEmpty(p.Caption));
    }

    /// <summary>Laws and orders hold from the first step on. The noisy ones, means of 20 cycles over their
    /// own standard errors, follow Student's t with 19 degrees of freedom: beyond 4.5 with a chance of
    /// 2.5·10⁻⁴ each.</summary>
    [Theory]
    [InlineData("flow-regression", "Kirchhoff", "energy", "order", "answering nothing")]
    [InlineData("allostery", "largest net force", "least cosine")]
    [InlineData("association", "before", "distance", "best possible share", "share recalled, 2")]
    [InlineData("rule-comparison", "order", "least cosine", "nudged steps", "threshold over", "gain of")]
    [InlineData("noise", "mean less prediction")]
    public void What_does_not_depend_on_size_holds(string name, params string[] quantities)
    {
        var measured = Run(name).Measurements.ToDictionary(m => m.Quantity, m => m.Value);
        Prediction[] tried =
        [
            .. InquiryShelf.Read(name).Predictions.Where(p => quantities.Any(q => p.Quantity.Contains(q))),
        ];
        Assert.True(tried.Length >= quantities.Length, $"only {tried.Length} predictions");
        Assert.All(tried, p => Assert.True(
            p.Admits(measured[p.Quantity]), $"{p.Quantity}: {measured[p.Quantity]}, predicted {p.Text}"));
    }

    private static Computation Small(string name) => name switch
    {
        "flow-regression" => new FlowRegressionTask(1, 30),
        "allostery" => new AllosteryTask(1, 10, 24),
        "association" => new AssociationTask(100),
        "rule-comparison" => new RuleComparison(10, 60),
        _ => new RectifiedNoise(20),
    };

    private static Outcome Run(string name)
    {
        using Workers workers = new(1);
        return Small(name).Run(new ComputationContext(
            RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken));
    }
}
