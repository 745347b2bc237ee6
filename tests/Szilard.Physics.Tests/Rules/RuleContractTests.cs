using Szilard.Parts;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Physics.Tests.Hopfield;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Rules;

public class RuleContractTests
{
    public static TheoryData<string> Names => [.. Rule.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_says_what_it_is(string name)
    {
        Rule rule = Rule.Catalogue.Build(name, new Dictionary<string, object>());
        Assert.Equal(name, rule.Card.Name);
        Assert.NotEmpty(rule.Card.Formula);
        Assert.NotEmpty(rule.Card.Source);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_but_the_control_follows_the_gradient(string name)
    {
        SmallNetwork small = new();
        HopfieldState<double> rest = small.Rest();
        var estimator = LayeredHopfieldTests.Estimator(
            small, Rule.Catalogue.Build(name, new Dictionary<string, object>()));
        estimator.Estimate(rest, small.Inputs, small.Cost, RandomKey.FromSeed(1));
        double[][] exact = small.Empty();
        small.Body.Differentiate(rest, small.Inputs, small.Cost, exact);
        double[] cosines =
        [
            .. exact.Select((e, p) => GradientComparison.Of<double>("p", estimator.Estimates[p], e).Cosine),
        ];
        if (name == "plain-hebb")
            Assert.Contains(cosines, c => c < 0.5);
        else
            Assert.All(cosines, c => Assert.True(c > 0.8, $"cosine {c}"));
    }

    [Fact]
    public void Nudging_both_ways_errs_in_second_order()
    {
        double coarse = Error(0.02, NudgeSign.Centred), fine = Error(0.01, NudgeSign.Centred);
        Assert.Equal(4, coarse / fine, 0.4);
        Assert.Equal(2, Error(0.02, NudgeSign.Positive) / Error(0.01, NudgeSign.Positive), 0.2);
    }

    [Fact]
    public void Comparison_knows_equal_opposite_and_longer()
    {
        GradientComparison twice = GradientComparison.Of<double>("w", [2, 4], [1, 2]);
        Assert.Equal(1, twice.Cosine, 1e-12);
        Assert.Equal(2, twice.Gain, 1e-12);
        Assert.Equal(1, twice.RelativeError, 1e-12);
        Assert.Equal(-1, GradientComparison.Of<double>("w", [-1, -2], [1, 2]).Cosine, 1e-12);
    }

    private static double Error(double beta, NudgeSign sign)
    {
        SmallNetwork small = new();
        HopfieldState<double> rest = small.Rest();
        var estimator = LayeredHopfieldTests.Estimator(small, new EquilibriumPropagation(beta, sign));
        estimator.Estimate(rest, small.Inputs, small.Cost, RandomKey.FromSeed(1));
        double[][] exact = small.Empty();
        small.Body.Differentiate(rest, small.Inputs, small.Cost, exact);
        return GradientComparison.Of<double>("w", estimator.Estimates[0], exact[0]).RelativeError;
    }
}
