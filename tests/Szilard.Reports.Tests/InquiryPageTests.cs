using Szilard.Experiments.Inquiries;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Reports.Tests;

/// <summary>The page of an inquiry of which one quantity of eleven is predicted.</summary>
public sealed class InquiryPageTests
{
    private const string Text = """
        name: one
        claim: The onset lies at 1.
        source: nobody
        compute: { kind: falk-8 }
        predict:
          - { quantity: "onset τ_f/τ_K", value: 1, within: 0.1 }
        """;

    [Fact]
    public void What_was_measured_beside_stands_there_without_a_verdict()
    {
        using Workers workers = new(1);
        Inquiry inquiry = InquiryReader.Read(Text, "one.yaml", Computations.All);
        InquiryResult result = inquiry.Run(new ComputationContext(
            RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken));
        string page = InquiryPage.Render([result], "szilard study run one");
        Assert.Equal(result.Outcome.Measurements.Count - 1, result.Unpredicted.Count());
        Assert.All(result.Unpredicted, m => Assert.Contains(
            $"{Markup.Text(m.Quantity)}</th><td></td>\n"
                + $"<td class=\"number\">{FindingText.Measured(m)}</td><td></td>",
            page));
        Assert.Single(page.Split(FindingText.Measured(result.Findings[0])).Skip(1), p => p.StartsWith(
            "</td>\n<td><span class=\"state", StringComparison.Ordinal));
    }
}
