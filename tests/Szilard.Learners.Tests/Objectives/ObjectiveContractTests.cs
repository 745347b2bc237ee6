using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>What every objective must keep; joining costs one line of the catalogue.</summary>
public sealed class ObjectiveContractTests
{
    private const double Step = 1e-6;

    public static TheoryData<string> Names => [.. Objective.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_value_and_all_terms_are_finite(string name)
    {
        var result = GoldenValueTests.Evaluate(name, "");
        Assert.True(double.IsFinite(result.Value));
        Assert.All(result.Terms.Values, term => Assert.True(double.IsFinite(term)));
        Assert.NotEmpty(result.Terms);
    }

    /// <summary>Where the gradient is stopped, what it is stopped at is held fixed, as a teacher's outputs
    /// are.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_central_difference(string name)
    {
        double[] gradient = GoldenValueTests.Evaluate(
            name, "", targets: (GoldenValueTests.Z1, GoldenValueTests.Z2)).Gradient;
        for (int i = 0; i < gradient.Length; i++)
        {
            double above = Shifted(name, i, Step), below = Shifted(name, i, -Step);
            double expected = (above - below) / (2 * Step);
            Assert.Equal(expected, gradient[i], 1e-7 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_names_formula_convention_and_source(string name)
    {
        var card = Objective.Catalogue.Get(name).Card;
        Assert.All(
            [card.Summary, card.Formula, card.Convention, card.Source, card.Thermodynamics],
            text => Assert.NotEmpty(text));
        Assert.Equal(Objective.Catalogue.Get(name).BuildDefault().Map.Sentence, card.Thermodynamics);
    }

    /// <summary>The families and their members are those of the survey's own headings.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_objective_belongs_to_a_family_of_the_survey(string name) => Assert.Contains(
        Objective.Catalogue.Get(name).Card.Category,
        (string[])[
            "deep metric learning", "self-distillation", "canonical correlation analysis",
            "masked image modelling", "clustering", "generative model", "supervised",
        ]);

    [Theory]
    [InlineData("nt-xent", "deep metric learning")]
    [InlineData("byol", "self-distillation")]
    [InlineData("simsiam", "self-distillation")]
    [InlineData("dino", "self-distillation")]
    [InlineData("vicreg", "canonical correlation analysis")]
    [InlineData("barlow-twins", "canonical correlation analysis")]
    [InlineData("swav", "canonical correlation analysis")]
    public void Methods_that_the_survey_names_stand_where_it_puts_them(string name, string family) =>
        Assert.Equal(family, Objective.Catalogue.Get(name).Card.Category);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_ranges_on_the_card_are_kept(string name) => Ranges.AssertKept(Objective.Catalogue, name);

    [Theory]
    [InlineData("nt-xent")]
    [InlineData("an-info-nce")]
    [InlineData("alignment-uniformity")]
    [InlineData("whitening")]
    [InlineData("vicreg")]
    [InlineData("sigreg")]
    [InlineData("simsiam")]
    [InlineData("byol")]
    [InlineData("swav")]
    [InlineData("dino")]
    [InlineData("sela")]
    [InlineData("deepcluster-v2")]
    public void Exchanging_the_views_changes_nothing(string name)
    {
        double there = GoldenValueTests.Evaluate(name, "").Value;
        double back = GoldenValueTests.Evaluate(name, "", GoldenValueTests.Z2, GoldenValueTests.Z1).Value;
        Assert.Equal(there, back, 1e-9);
    }

    /// <summary>Single precision agrees with double to a few parts in 10⁵.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_agrees_with_double(string name)
    {
        using CpuDevice<float> device = new();
        using Tape tape = new(device);
        ObjectiveContext context = new(new Dictionary<string, Tensor>(), RandomKey.FromSeed(1));
        Tensor a = tape.Variable(GoldenValueTests.Z1), b = tape.Variable(GoldenValueTests.Z2);
        double single = GoldenValueTests.Build(name, "").Evaluate(a, b, context).Value.Item();
        double twice = GoldenValueTests.Evaluate(name, "").Value;
        Assert.Equal(twice, single, 5e-5 * (1 + Math.Abs(twice)));
    }

    private static double Shifted(string name, int index, double shift)
    {
        Matrix left = GoldenValueTests.Z1.Map(v => v);
        left.Values[index] += shift;
        return GoldenValueTests.Evaluate(
            name, "", left, targets: (GoldenValueTests.Z1, GoldenValueTests.Z2)).Value;
    }
}
