using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

public sealed class WorldFactsTests
{
    [Theory]
    [InlineData("", 0.9025, 1.684734)]
    [InlineData("pairs: parent-child", 0.95, 2.327903)]
    public void Ornstein_Uhlenbeck_pairs_have_their_closed_forms(
        string study, double correlation, double information)
    {
        WorldFacts facts = Study.World(study).Facts;
        Assert.Equal(correlation, facts.PairCorrelation!.Value, 1e-12);
        Assert.Equal(information, facts.MutualInformation!.Value, 1e-6);
        Assert.Equal(2 * 2 * (1 - correlation), facts.Alignment!.Value, 1e-9);
        Assert.True(facts.Stationary);
        Assert.True(facts.Isotropic);
    }

    [Theory]
    [InlineData(3, 10, 0.9, 1.995732)]
    [InlineData(5, 10, 0.811111, 2.416177)]
    [InlineData(10, 1, 0.099178, 0.049385)]
    public void Von_Mises_Fisher_pairs_have_their_closed_forms(
        int n, double kappa, double mean, double information)
    {
        WorldFacts facts = Study.World(
            "space: sphere; marginal: uniform; conditional: von-mises-fisher; "
            + $"dimensions: {n}; kappa: {kappa}").Facts;
        Assert.Equal(PairConvention.ParentChild, facts.Pairs);
        Assert.Equal(kappa, facts.Kappa);
        Assert.Equal(mean, facts.PairCorrelation!.Value, 1e-6);
        Assert.Equal(2 * (1 - mean), facts.Alignment!.Value, 4e-6);
        Assert.Equal(information, facts.MutualInformation!.Value, 1e-6);
        Assert.True(facts.Stationary);
    }

    [Theory]
    [InlineData("marginal: laplace")]
    [InlineData("marginal: generalized-normal; alpha: 16")]
    [InlineData("space: sphere; conditional: von-mises-fisher")]
    [InlineData("space: box; marginal: uniform; conditional: normal")]
    public void What_no_closed_form_gives_is_left_open(string study)
    {
        WorldFacts facts = Study.World(study).Facts;
        Assert.Null(facts.MutualInformation);
        Assert.False(facts.Stationary);
    }

    /// <summary>Var z = 4, noise 1: parent and child have correlation √(4/5), information ½ log 5 a latent;
    /// two children 4/5 and −½ log(1 − 16/25).</summary>
    [Fact]
    public void Additive_normal_pairs_have_their_closed_forms()
    {
        const string Additive = "conditional: normal; scale: 1; marginal_scale: 2; dimensions: 3";
        WorldFacts parent = Study.World(Additive).Facts;
        WorldFacts children = Study.World(Additive + "; pairs: two-children").Facts;
        Assert.Equal(Math.Sqrt(0.8), parent.PairCorrelation!.Value, 1e-12);
        Assert.Equal(1.5 * Math.Log(5), parent.MutualInformation!.Value, 1e-12);
        Assert.Equal(3, parent.Alignment!.Value, 1e-12);
        Assert.Equal(0.8, children.PairCorrelation!.Value, 1e-12);
        Assert.Equal(-1.5 * Math.Log(0.36), children.MutualInformation!.Value, 1e-12);
        Assert.Equal(6, children.Alignment!.Value, 1e-12);
    }

    [Fact]
    public void Evenly_spaced_concentrations_are_those_of_AnInfoNCE()
    {
        WorldFacts facts = Study.World(
            "space: sphere; marginal: uniform; conditional: diagonal; dimensions: 5").Facts;
        Assert.Equal([5, 10, 15, 20, 25], facts.Concentrations);
        Assert.False(facts.Isotropic);
    }

    /// <summary>A rotation of both views changes neither distances nor information; a single latent has no
    /// correlation that all share.</summary>
    [Fact]
    public void A_full_conditional_has_the_closed_forms_of_the_diagonal_one()
    {
        const string Real = "dimensions: 3; concentrations: [1, 4, 9]; conditional: ";
        WorldFacts diagonal = Study.World(Real + "diagonal").Facts, full = Study.World(Real + "full").Facts;
        Assert.Equal(1 + 0.25 + (1.0 / 9), full.Alignment!.Value, 1e-12);
        Assert.Equal(0.5 * (Math.Log(2) + Math.Log(5) + Math.Log(10)), full.MutualInformation!.Value, 1e-12);
        Assert.Equal(diagonal.MutualInformation!.Value, full.MutualInformation.Value, 1e-12);
        Assert.Null(full.PairCorrelation);
        Assert.Equal("full", full.Conditional);
        Assert.Equal([1.0, 4, 9], full.Concentrations);
        Assert.NotNull(full.Rotation);
        Assert.Null(diagonal.Rotation);
        Assert.NotEqual(
            full.Rotation.Values, Study.World(Real + "full; rotation_seed: 1").Facts.Rotation!.Values);
    }

    [Fact]
    public void A_generalized_normal_of_exponent_two_is_called_normal() =>
        Assert.Equal("normal", Study.World("marginal: generalized-normal; alpha: 2").Facts.Marginal);
}
