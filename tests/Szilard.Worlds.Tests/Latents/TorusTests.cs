using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

/// <summary>Circles drawn independently: laws by their moments, facts by sums over angles.</summary>
public sealed class TorusTests
{
    private const int Count = 20_000;
    private const string Uniform = "space: torus; marginal: uniform; conditional: von-mises-fisher";

    private static readonly RandomKey s_key = RandomKey.FromSeed(11);

    [Theory]
    [InlineData("")]
    [InlineData("; conditional: normal; scale: 0.7")]
    [InlineData("; conditional: von-mises-fisher; cone: 40")]
    public void Anchors_and_children_lie_on_every_circle(string conditional)
    {
        string law = conditional.Length == 0 ? "; conditional: von-mises-fisher" : conditional;
        LatentWorld world = Study.World($"space: torus; marginal: normal; dimensions: 6; radius: 2{law}");
        Matrix anchors = Anchors(world, 200), children = Children(world, anchors);
        foreach (Matrix points in (Matrix[])[anchors, children])
            for (int i = 0; i < points.Values.Length; i += 2)
                Assert.Equal(4, Square(points.Values[i]) + Square(points.Values[i + 1]), 1e-9);
    }

    /// <summary>Uniform angles: every coordinate has mean 0 and mean square r²/2, and products of coordinates
    /// of two circles have mean 0, squared ones r⁴/4. False alarm below 10⁻⁵ over all.</summary>
    [Fact]
    public void Uniform_latents_have_the_moments_of_independent_angles()
    {
        Matrix z = Anchors(Study.World($"{Uniform}; dimensions: 4; radius: 2"), Count);
        for (int j = 0; j < 4; j++)
        {
            Estimate.Of(z.Column(j)).Agrees(0);
            Estimate.Of([.. z.Column(j).Select(Square)]).Agrees(2);
        }
        Estimate.Of(Rows(z, i => z[i, 0] * z[i, 1])).Agrees(0);
        Estimate.Of(Rows(z, i => z[i, 0] * z[i, 2])).Agrees(0);
        Estimate.Of(Rows(z, i => Square(z[i, 0]) * Square(z[i, 2]))).Agrees(4);
    }

    /// <summary>Cosines of the angle to the anchor have mean I₁(κ)/I₀(κ) on each circle, mean square 1 −
    /// A/κ, and are independent from circle to circle; turns go either way. False alarm below 10⁻⁵.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(50)]
    public void Children_turn_by_independent_von_Mises_angles(double kappa)
    {
        LatentWorld world = Study.World($"{Uniform}; dimensions: 4; kappa: {kappa}");
        Matrix anchors = Anchors(world, Count), children = Children(world, anchors);
        double[] first = Rows(anchors, i => Cosine(i, 0)), second = Rows(anchors, i => Cosine(i, 2));
        double mean = Resultant(kappa);
        Estimate.Of(first).Agrees(mean);
        Estimate.Of(second).Agrees(mean);
        Estimate.Of([.. first.Select(Square)]).Agrees(1 - (mean / kappa));
        Estimate.Of([.. first.Zip(second, (a, b) => (a - mean) * (b - mean))]).Agrees(0);
        Estimate.Of(Rows(anchors, i => (anchors[i, 0] * children[i, 1]) - (anchors[i, 1] * children[i, 0])))
            .Agrees(0);

        double Cosine(int i, int j) =>
            (anchors[i, j] * children[i, j]) + (anchors[i, j + 1] * children[i, j + 1]);
    }

    /// <summary>Per circle: correlation A = I₁/I₀, information κA − ln I₀(κ), both by sums over 4096 angles,
    /// which are exact here; E‖z − z̃‖² = 2r²(1 − A). Two children correlate by A².</summary>
    [Theory]
    [InlineData(2, 4)]
    [InlineData(6, 10)]
    public void Pairs_have_the_closed_forms_of_circles_added(int dimensions, double kappa)
    {
        string study = $"{Uniform}; dimensions: {dimensions}; kappa: {kappa}; radius: 3";
        WorldFacts facts = Study.World(study).Facts;
        WorldFacts children = Study.World($"{study}; pairs: two-children").Facts;
        double mean = Resultant(kappa);
        int circles = dimensions / 2;
        Assert.Equal("torus", facts.Space);
        Assert.Equal(kappa, facts.Kappa);
        Assert.Equal(mean, facts.PairCorrelation!.Value, 1e-9);
        Assert.Equal(circles * 18 * (1 - mean), facts.Alignment!.Value, 1e-6);
        Assert.Equal(
            circles * ((kappa * mean) - Math.Log(Angles(a => Math.Exp(kappa * Math.Cos(a))))),
            facts.MutualInformation!.Value, 1e-8);
        Assert.Equal(mean * mean, children.PairCorrelation!.Value, 1e-9);
        Assert.Equal(circles * 18 * (1 - (mean * mean)), children.Alignment!.Value, 1e-6);
        Assert.Null(children.MutualInformation);
        Assert.True(facts.Stationary && facts.Isotropic);
    }

    [Fact]
    public void A_torus_of_one_circle_is_the_circle()
    {
        LatentWorld torus = Study.World(Uniform);
        LatentWorld circle = Study.World(Uniform.Replace("torus", "sphere", StringComparison.Ordinal));
        Matrix anchors = Anchors(torus, 50);
        Assert.Equal(Anchors(circle, 50).Values, anchors.Values);
        Assert.Equal(Children(circle, anchors).Values, Children(torus, anchors).Values);
        Assert.Equal(circle.Facts.MutualInformation, torus.Facts.MutualInformation);
    }

    [Fact]
    public void A_law_of_another_circle_is_refused() => Assert.Throws<ArgumentException>(() =>
        new TorusConditional(new TorusSpace(4, 2), new VonMisesFisherConditional(new SphereSpace(2), 1)));

    private static Matrix Anchors(LatentWorld world, int count) =>
        world.Sample(count, Split.Test, s_key).Latents!;

    private static Matrix Children(LatentWorld world, Matrix anchors) =>
        world.Pair(anchors, s_key.Split("pair")).Right;

    private static double[] Rows(Matrix z, Func<int, double> value) =>
        [.. Enumerable.Range(0, z.Rows).Select(value)];

    private static double Square(double x) => x * x;

    /// <summary>I₁(κ)/I₀(κ).</summary>
    private static double Resultant(double kappa) =>
        Angles(a => Math.Cos(a) * Math.Exp(kappa * (Math.Cos(a) - 1)))
            / Angles(a => Math.Exp(kappa * (Math.Cos(a) - 1)));

    /// <summary>Mean over the circle by the trapezoid rule, exact for these to rounding.</summary>
    private static double Angles(Func<double, double> f) =>
        Enumerable.Range(0, 4096).Average(i => f(2 * Math.PI * i / 4096));
}
