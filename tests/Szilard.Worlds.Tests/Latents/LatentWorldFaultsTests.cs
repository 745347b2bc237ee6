using Szilard.Parts;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

public sealed class LatentWorldFaultsTests
{
    [Theory]
    [InlineData("marginal: uniform", "marginal")]
    [InlineData("conditional: von-mises-fisher", "conditional")]
    [InlineData("space: box; marginal: uniform; conditional: von-mises-fisher", "conditional")]
    [InlineData("space: sphere", "conditional")]
    [InlineData("space: box; marginal: uniform", "conditional")]
    [InlineData("space: box; conditional: normal; box_minimum: 2", "box_minimum")]
    [InlineData("space: sphere; dimensions: 1; conditional: normal", "dimensions")]
    [InlineData("conditional: diagonal; concentrations: [1, 2, 3]", "concentrations")]
    [InlineData("space: sphere; conditional: diagonal; concentrations: [1e-5, 1e-5]", "concentrations")]
    [InlineData("space: box; conditional: normal; scale: 1000", "scale")]
    [InlineData("space: box; conditional: normal; marginal_scale: 1000", "marginal_scale")]
    [InlineData("space: box; conditional: diagonal; concentration_low: 0.000001", "concentrations")]
    [InlineData("space: box; conditional: full", "conditional")]
    [InlineData("space: torus; conditional: full", "conditional")]
    [InlineData("conditional: full; concentrations: [1, 2, 3]", "concentrations")]
    [InlineData("space: sphere; conditional: full; concentrations: [1e-5, 1e-5]", "concentrations")]
    [InlineData("space: product; factors: sphere 3, box 2; conditional: normal", "dimensions")]
    [InlineData("space: product; factors: sphere 1, box 1; conditional: normal", "factors")]
    [InlineData("space: product; factors: ball 2; conditional: normal", "factors")]
    [InlineData("space: product; factors: real 2", "conditional")]
    [InlineData("space: product; factors: real 2; conditional: von-mises-fisher", "conditional")]
    [InlineData("space: product; factors: real 1, box 1; conditional: normal; moving: 1", "moving")]
    [InlineData("space: product; factors: real 1, box 1; conditional: normal; scale: 1000", "scale")]
    [InlineData("space: discrete", "conditional")]
    [InlineData("space: discrete; conditional: von-mises-fisher", "conditional")]
    [InlineData("space: discrete; marginal: uniform; conditional: redraw", "change_probability")]
    [InlineData("conditional: redraw; moving: 2", "change_probability")]
    [InlineData("space: sphere; conditional: redraw", "conditional")]
    [InlineData("mixing: spiral; dimensions: 3", "mixing")]
    [InlineData("mixing: banana; dimensions: 1", "mixing")]
    [InlineData("mixing: sinusoid; dimensions: 10", "mixing")]
    [InlineData("mixing: coupling; dimensions: 1", "mixing")]
    [InlineData("mixing: mlp; layers: 5; condition_draws: 5", "condition_draws")]
    [InlineData("samples: 100000000; dimensions: 100", "samples")]
    [InlineData("unseen: 2", "unseen")]
    [InlineData("folded: 3", "folded")]
    [InlineData("mixing: gin; unseen: 1", "mixing")]
    [InlineData("moving: 3", "moving")]
    [InlineData("space: sphere; conditional: normal; moving: 1", "moving")]
    [InlineData("space: torus; dimensions: 3; conditional: normal", "dimensions")]
    [InlineData("space: torus", "conditional")]
    [InlineData("space: torus; conditional: normal; moving: 1", "moving")]
    [InlineData("space: sphere; conditional: normal; change_probability: 0.5", "change_probability")]
    [InlineData("cone: 30", "cone")]
    [InlineData("space: sphere; dimensions: 300; conditional: von-mises-fisher; kappa: 130; cone: "
        + "60", "cone")]
    [InlineData("reach: 1", "reach")]
    [InlineData("conditional: normal; scale: 100; reach: 0.01", "reach")]
    public void Settings_that_do_not_combine_are_named(string study, string key)
    {
        Fault fault = Assert.Single(LatentWorld.Check(Study.Settings(study)));
        Assert.Equal(key, fault.Key);
        Assert.EndsWith(".", fault.Sentence);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Settings settings = Study.Settings(
            "space: box; box_minimum: 3; box_maximum: 2; conditional: von-mises-fisher; mixing: spiral; "
            + "dimensions: 3; samples: 100000000");
        string[] keys = ["box_minimum", "samples", "conditional", "mixing"];
        Assert.Equal(keys, LatentWorld.Check(settings).Select(f => f.Key));
        SzilardException thrown = Assert.Throws<SzilardException>(() => LatentWorld.Build(settings));
        Assert.Equal(4, thrown.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void The_defaults_are_the_world_of_LeJEPA_without_faults()
    {
        Settings settings = SettingsReader.Defaults(LatentWorld.Card);
        Assert.Empty(LatentWorld.Check(settings));
        Assert.Equal(PairConvention.TwoChildren, LatentWorld.Build(settings).Pairs);
    }

    [Fact]
    public void Parts_of_different_spaces_do_not_make_a_world()
    {
        CentredMarginal marginal = new(new RealSpace(3), GeneralizedNormal.Normal(1));
        NoiseConditional flat = new(new RealSpace(2), GeneralizedNormal.Normal(1));
        NoiseConditional fitting = new(new RealSpace(3), GeneralizedNormal.Normal(1));
        Assert.Throws<ArgumentException>(
            () => new LatentWorld(marginal, flat, new IdentityMixing(3), PairConvention.ParentChild));
        Assert.Throws<ArgumentException>(
            () => new LatentWorld(marginal, fitting, PlaneMixing.Spiral, PairConvention.ParentChild));
        Assert.Throws<ArgumentException>(() => new UniformMarginal(new RealSpace(2)));
    }

    [Fact]
    public void Spaces_without_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RealSpace(0));
        Assert.Throws<ArgumentException>(() => new SphereSpace(1));
        Assert.Throws<ArgumentException>(() => new SphereSpace(3, 0));
        Assert.Throws<ArgumentException>(() => new BoxSpace(3, 1, 1));
    }
}
