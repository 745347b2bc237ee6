using Szilard.Experiments.Inquiries;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Inquiries;

public sealed class InquiryTests
{
    [Theory]
    [InlineData(1.0, 0.1, null, null, 1.1, true)]
    [InlineData(1.0, 0.1, null, null, 1.11, false)]
    [InlineData(null, 0, 2.0, null, 2.0, true)]
    [InlineData(null, 0, 2.0, null, 1.9, false)]
    [InlineData(null, 0, null, 2.0, 2.1, false)]
    [InlineData(null, 0, 1.0, 2.0, 1.5, true)]
    [InlineData(null, 0, 1.0, 2.0, double.NaN, false)]
    public void A_prediction_admits_what_it_says(
        double? value, double within, double? least, double? most, double measured, bool admitted) =>
        Assert.Equal(admitted, new Prediction("q", value, within + 1e-12, least, most).Admits(measured));

    public static TheoryData<string> Quick =>
    [
        "falk-4b", "falk-4c", "falk-5c", "falk-8", "worked-cycle", "otto-engine", "dragged-trap",
        "breathing-trap",
        "quasistatic", "sgd-stationarity", "sgd-entropy-production", "szilard-engine", "goldt-seifert",
        "isochoric-heating", "boltzmann-machine",
    ];

    [Theory]
    [MemberData(nameof(Quick))]
    public void A_quick_claim_holds_and_gives_each_quantity_that_it_names(string name)
    {
        using Workers workers = new(1);
        InquiryResult result = InquiryShelf.Read(name).Run(new ComputationContext(
            RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken));
        Assert.All(result.Findings, f => Assert.True(f.Held, $"{f.Prediction.Quantity}: {f.Measured.Value}"));
        Assert.Equal(
            result.Inquiry.Computation.Quantities.Order(),
            result.Outcome.Measurements.Select(m => m.Quantity).Order());
        Assert.All(result.Outcome.Plots.SelectMany(p => p.Series), s => Assert.Equal(s.X.Count, s.Y.Count));
    }

    [Fact]
    public void The_verdict_fails_with_its_worst_prediction()
    {
        const string text = """
            name: wrong
            claim: The onset lies at 5.
            source: nobody
            compute: { kind: falk-8 }
            predict:
              - { quantity: "onset τ_f/τ_K", value: 5, within: 0.1 }
              - { quantity: "greatest |Δw/A| below the onset", at_most: 0 }
            """;
        using Workers workers = new(1);
        Inquiry inquiry = InquiryReader.Read(text, "wrong.yaml", Computations.All);
        InquiryResult result = inquiry.Run(new ComputationContext(
            RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken));
        Assert.False(result.Held);
        Assert.Equal([false, true], result.Findings.Select(f => f.Held));
        Assert.Equal(
            result.Inquiry.Computation.Quantities.Except(result.Inquiry.Predictions.Select(p => p.Quantity)),
            result.Unpredicted.Select(m => m.Quantity));
    }

    [Fact]
    public void Digits_are_asked_for_by_name()
    {
        using Workers workers = new(1);
        ComputationContext context = new(
            RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken);
        Assert.Contains(
            "--data",
            Assert.Throws<SzilardException>(() => InquiryShelf.Read("falk-3b").Run(context)).Message);
    }
}
