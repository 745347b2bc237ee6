using Szilard.Observables.Conditionals;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Observables.Tests.Conditionals;

public sealed class ConditionalInferenceTests
{
    private const int Count = 4000;

    /// <summary>An Ornstein–Uhlenbeck pair has slope ρ and residual variance 1 − ρ². The bounds are 4
    /// standard errors of four numbers: false alarms below 3e-4.</summary>
    [Fact]
    public void An_Ornstein_Uhlenbeck_pair_is_read_with_its_slope_and_precision()
    {
        ConditionalInference read = Flat(r => r, [0.6, 0.6], 0.8);
        Assert.False(read.OnSphere);
        Assert.All(read.Slopes, s => Assert.Equal(0.8, s, 4 * 0.6 / Math.Sqrt(Count)));
        for (int k = 0; k < 2; k++)
            Assert.InRange(Math.Abs(read.Precisions[k] - (1 / 0.36)), 0, 4 * read.PrecisionErrors[k]);
        Assert.InRange(read.PrecisionErrors[0] / read.Precisions[0], 0.01, 0.05); // √(2/n) = 0.022
        Assert.Equal("normal", read.Family.Name);
        Assert.InRange(read.IsotropyPValue, 0.01, 1);
    }

    [Theory]
    [InlineData("laplace", 1.0)]
    [InlineData("generalized-normal", 6.0)]
    public void The_family_is_found_on_held_out_pairs(string family, double exponent)
    {
        ConditionalInference read = Flat(exponent == 1 ? Laplace : Sixth, [0.5, 0.5, 0.5], 1);
        Assert.Equal(family, read.Family.Name);
        double shape = read.Families.First(f => f.Name == "generalized-normal").Shape;
        Assert.InRange(shape / exponent, 0.8, 1.25);
    }

    [Fact]
    public void Unequal_precisions_are_found_and_refute_isotropy()
    {
        ConditionalInference read = Flat(r => r, [0.5, 0.4], 1);
        Assert.Equal(0.005, read.IsotropyPValue);
        Assert.InRange(Math.Abs(read.Precisions[0] - 4), 0, 4 * read.PrecisionErrors[0]);
        Assert.InRange(Math.Abs(read.Precisions[1] - 6.25), 0, 4 * read.PrecisionErrors[1]);
    }

    /// <summary>The test is exact: of 100 isotropic samples at level 5 %, 5 ± 2.2 false alarms; 15 or more
    /// come once in 10 000.</summary>
    [Fact]
    public void The_isotropy_test_keeps_its_level()
    {
        int alarms = Enumerable.Range(0, 100).Count(i => ConditionalInference.Of(
            PairSample.Of(Samples.Normal(60, 2, "z", i), Samples.Normal(60, 2, "child", i)),
            Samples.Key.Split("level", i), 19).IsotropyPValue <= 0.05);
        Assert.InRange(alarms, 0, 14);
    }

    /// <summary>Drawn by rejection from the density itself, Λ = (5, 5, 25): 4 standard errors each.</summary>
    [Fact]
    public void Precisions_on_the_sphere_are_those_of_the_density()
    {
        double[] precisions = [5, 5, 25];
        (Matrix anchors, Matrix children) = OnSphere(3, (z, child) =>
            Enumerable.Range(0, 3).Sum(k => -0.5 * precisions[k] * Math.Pow(child[k] - z[k], 2)));
        ConditionalInference read = ConditionalInference.Of(PairSample.Of(anchors, children), Samples.Key);
        Assert.True(read.OnSphere);
        Assert.All(
            read.Precisions.Zip(read.PrecisionErrors).Zip(precisions),
            p => Assert.InRange(Math.Abs(p.First.First - p.Second), 0, 4 * p.First.Second));
        Assert.InRange(read.PrecisionErrors[2], 0.1, 2);
        Assert.Equal(0.005, read.IsotropyPValue);
    }

    /// <summary>von Mises–Fisher with κ is the isotropic density with Λ = κ, since ½‖z̃ − z‖² = 1 −
    /// z·z̃.</summary>
    [Fact]
    public void Von_Mises_Fisher_is_told_from_a_geodesic_Laplace()
    {
        (Matrix anchors, Matrix children) = OnSphere(4, (z, child) => 8 * (Dot(z, child) - 1));
        ConditionalInference read = ConditionalInference.Of(PairSample.Of(anchors, children), Samples.Key);
        Assert.Equal("von-mises-fisher", read.Family.Name);
        Assert.All(read.Precisions, p => Assert.InRange(p, 7, 9));
        Assert.InRange(read.IsotropyPValue, 0.01, 1);
        (Matrix z, Matrix sharp) = OnSphere(4, (a, b) => -3 * Math.Acos(Math.Clamp(Dot(a, b), -1, 1)));
        Assert.Equal(
            "geodesic-laplace", ConditionalInference.Of(PairSample.Of(z, sharp), Samples.Key).Family.Name);
    }

    /// <summary>A turned and stretched representation, mapped back by its latents, reads what the latents
    /// read.</summary>
    [Fact]
    public void An_affine_map_to_the_latents_undoes_the_representation()
    {
        Matrix z = Samples.Normal(Count, 2, "z"), child = z.Map(v => v);
        Matrix noise = Samples.Normal(Count, 2, "noise");
        for (int i = 0; i < Count; i++)
            (child[i, 0], child[i, 1]) = (z[i, 0] + (0.5 * noise[i, 0]), z[i, 1] + (0.25 * noise[i, 1]));
        Matrix map = Matrix.FromRows([2, 1], [-1, 3]);
        PairSample mapped = PairSample.Mapped(Times(z, map), Times(child, map), z);
        ConditionalInference read = ConditionalInference.Of(mapped, Samples.Key);
        ConditionalInference plain = ConditionalInference.Of(PairSample.Of(z, child), Samples.Key);
        Assert.Equal(plain.Precisions[0], read.Precisions[0], 1e-6);
        Assert.Equal(plain.Precisions[1], read.Precisions[1], 1e-6);
    }

    [Fact]
    public void Faulty_pairs_are_refused()
    {
        Assert.Throws<SzilardException>(() => PairSample.Of(new Matrix(100, 2), new Matrix(100, 3)));
        Assert.Throws<SzilardException>(
            () => PairSample.Of(Samples.Normal(20, 2, "z"), Samples.Normal(20, 2, "y")));
        Assert.Throws<SzilardException>(() => PairSample.Of(new Matrix(100, 2), new Matrix(100, 2)));
    }

    private static ConditionalInference Flat(Func<double, double> law, double[] scales, double slope)
    {
        Matrix z = Samples.Normal(Count, scales.Length, "z"), child = z.Map(v => slope * v);
        Matrix noise = Samples.Normal(Count, scales.Length, "noise");
        for (int i = 0; i < Count; i++)
            for (int k = 0; k < scales.Length; k++)
                child[i, k] += scales[k] * law(noise[i, k]);
        return ConditionalInference.Of(PairSample.Of(z, child), Samples.Key);
    }

    private static double Uniform(double normal) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, normal);

    /// <summary>By the inverse distribution function.</summary>
    private static double Laplace(double normal)
    {
        double u = Uniform(normal) - 0.5;
        return -Math.Sign(u) * Math.Log(1 - (2 * Math.Abs(u)));
    }

    /// <summary>|r|⁶ is a Gamma of shape 1/6.</summary>
    private static double Sixth(double normal)
    {
        double u = Uniform(normal), tail = Math.Abs((2 * u) - 1);
        double power = MathNet.Numerics.Distributions.Gamma.InvCDF(1.0 / 6, 1, Math.Min(tail, 1 - 1e-12));
        return Math.Sign(u - 0.5) * Math.Pow(power, 1.0 / 6);
    }

    /// <summary>Uniform proposals, kept with probability e^(log density), which is at most 0.</summary>
    private static (Matrix Anchors, Matrix Children) OnSphere(
        int d, Func<double[], double[], double> logDensity)
    {
        RandomStream random = Samples.Key.Split("sphere", d).Stream();
        Matrix anchors = new(Count, d), children = new(Count, d);
        for (int i = 0; i < Count;)
        {
            double[] z = Direction(d, ref random), child = Direction(d, ref random);
            if (Math.Log(1 - random.NextDouble()) >= logDensity(z, child))
                continue;
            z.CopyTo(anchors.Row(i));
            child.CopyTo(children.Row(i++));
        }
        return (anchors, children);
    }

    private static double[] Direction(int d, ref RandomStream random)
    {
        var x = new double[d];
        random.FillNormal(x);
        double norm = Math.Sqrt(Dot(x, x));
        return [.. x.Select(v => v / norm)];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static Matrix Times(Matrix x, Matrix map)
    {
        Matrix made = new(x.Rows, map.Columns);
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < map.Columns; j++)
                for (int k = 0; k < map.Rows; k++)
                    made[i, j] += x[i, k] * map[k, j];
        return made;
    }
}
