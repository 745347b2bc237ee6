using MathNet.Numerics.Distributions;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

public sealed class ConditionalTests
{
    private const int Draws = 100_000;

    /// <summary>The mean of a normal truncated to [0, 1] is μ + σ (φ(a) − φ(b)) / (Φ(b) − Φ(a)).</summary>
    [Fact]
    public void In_the_box_normal_noise_is_a_truncated_normal()
    {
        double[] children = Children(
            new NoiseConditional(new BoxSpace(1), GeneralizedNormal.Normal(0.05)), [0.02]);
        Assert.All(children, x => Assert.InRange(x, 0, 1));
        double a = -0.02 / 0.05, b = 0.98 / 0.05;
        double inside = Normal.CDF(0, 1, b) - Normal.CDF(0, 1, a);
        double hazard = (Normal.PDF(0, 1, a) - Normal.PDF(0, 1, b)) / inside;
        Estimate.Of(children).Agrees(0.02 + (0.05 * hazard));
    }

    /// <summary>A Laplace law cut off at the anchor, μ = 0, is exponential on [0, 1]: mean b − 1/(e^{1/b} −
    /// 1).</summary>
    [Fact]
    public void In_the_box_Laplace_noise_at_a_face_is_a_truncated_exponential()
    {
        double[] children = Children(
            new NoiseConditional(new BoxSpace(1), GeneralizedNormal.Laplace(0.4)), [0.0]);
        Assert.All(children, x => Assert.InRange(x, 0, 1));
        Estimate.Of(children).Agrees(0.4 - (1 / (Math.Exp(1 / 0.4) - 1)));
    }

    [Fact]
    public void On_the_line_Laplace_noise_is_added()
    {
        NoiseConditional law = new(new RealSpace(1), GeneralizedNormal.Laplace(0.5));
        double[] noise = [.. Children(law, [7.0]).Select(x => x - 7)];
        Estimate.Of(noise).Agrees(0);
        Estimate.Of([.. noise.Select(Math.Abs)]).Agrees(0.5);
        Estimate.Of([.. noise.Select(x => x * x)]).Agrees(0.5);
    }

    /// <summary>For small σ the angle is |ε| across the anchor: E(1 − cos) = (n − 1) σ²/2 up to a share of
    /// σ² n ≈ 10⁻⁵.</summary>
    [Fact]
    public void On_the_sphere_noise_is_projected()
    {
        SphereSpace sphere = new(10);
        double[] anchor = [0.6, 0.8, 0, 0, 0, 0, 0, 0, 0, 0];
        Matrix children = new(Draws, 10, Children(
            new NoiseConditional(sphere, GeneralizedNormal.Normal(1e-3)), anchor));
        double[] gaps = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            Assert.Equal(1, Math.Sqrt(children.Row(i).ToArray().Sum(x => x * x)), 1e-12);
            gaps[i] = (1 - (0.6 * children[i, 0]) - (0.8 * children[i, 1])) / 1e-6;
        }
        Estimate.Of(gaps).Agrees(4.5);
    }

    /// <summary>λ‖z + ε‖² is noncentral χ² with n degrees of freedom and noncentrality λ: a Poisson(λ/2)
    /// mixture of χ² laws with n + 2k degrees.</summary>
    [Theory]
    [InlineData(3, 2)]
    [InlineData(10, 25)]
    [InlineData(10, 100)]
    public void The_shell_keeps_as_many_proposals_as_the_noncentral_chi_square_says(int n, double lambda)
    {
        ShellConditional shell = new(new SphereSpace(n), [.. Enumerable.Repeat(lambda, n)]);
        double expected = Enumerable.Range(0, 300).Sum(k => Poisson.PMF(lambda / 2, k)
            * (ChiSquared.CDF(n + (2 * k), 1.21 * lambda) - ChiSquared.CDF(n + (2 * k), 0.81 * lambda)));
        double share = shell.Acceptance(Draws, RandomKey.FromSeed(1));
        new Estimate(share, Math.Sqrt(expected * (1 - expected) / Draws)).Agrees(expected);
    }

    /// <summary>Across a pole that is not among them, concentrated coordinates have variance 1/λ up to a
    /// share of the order of Σ 1/λ ≈ 10⁻⁴.</summary>
    [Fact]
    public void Shell_pairs_concentrate_as_Lambda_says()
    {
        double[] lambda = [20_000, 20_000, 40_000, 80_000, 160_000];
        ShellConditional shell = new(new SphereSpace(5), lambda);
        Matrix children = new(Draws, 5, Children(shell, [1, 0, 0, 0, 0]));
        for (int j = 1; j < 5; j++)
            Estimate.Of([.. children.Column(j).Select(x => x * x * lambda[j])]).Agrees(1);
        Assert.False(shell.Isotropic);
    }

    [Fact]
    public void Diagonal_noise_on_the_real_space_has_covariance_inverse_Lambda()
    {
        NoiseConditional law = NoiseConditional.Diagonal(new RealSpace(2), [4, 25]);
        Matrix children = new(Draws, 2, Children(law, [0, 0]));
        Estimate.Of([.. children.Column(0).Select(x => x * x)]).Agrees(0.25);
        Estimate.Of([.. children.Column(1).Select(x => x * x)]).Agrees(0.04);
    }

    /// <summary>Noise has covariance R Λ⁻¹ Rᵀ: every product of two coordinates has that mean.</summary>
    [Fact]
    public void Full_noise_on_the_real_space_has_covariance_R_inverse_Lambda_R_transposed()
    {
        double[] lambda = [4, 25, 1];
        Matrix r = RandomMatrices.Orthonormal(3, 3, 1, RandomKey.FromSeed(9));
        RotatedConditional law = new(NoiseConditional.Diagonal(new RealSpace(3), lambda), r);
        double[] anchor = [2, -1, 0.5];
        Matrix children = new(Draws, 3, Children(law, anchor));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double expected = Enumerable.Range(0, 3).Sum(k => r[i, k] * r[j, k] / lambda[k]);
                Estimate.Of([.. Enumerable.Range(0, Draws).Select(
                    d => (children[d, i] - anchor[i]) * (children[d, j] - anchor[j]))]).Agrees(expected);
            }
        }
        Assert.Equal(lambda, law.Concentrations);
        Assert.False(law.Isotropic);
    }

    /// <summary>Along axis k of R, across the pole that is axis 0, children have variance 1/λ_k up to a share
    /// of the order of Σ 1/λ ≈ 10⁻⁴, and lie on the sphere.</summary>
    [Fact]
    public void Full_shell_pairs_concentrate_along_the_axes_of_R()
    {
        double[] lambda = [20_000, 20_000, 40_000, 80_000];
        Matrix r = RandomMatrices.Orthonormal(4, 4, 1, RandomKey.FromSeed(10));
        RotatedConditional law = new(new ShellConditional(new SphereSpace(4), lambda), r);
        Matrix children = new(Draws, 4, Children(law, r.Column(0)));
        for (int k = 1; k < 4; k++)
            Estimate.Of([.. Enumerable.Range(0, Draws).Select(d => lambda[k] * Math.Pow(
                Enumerable.Range(0, 4).Sum(i => r[i, k] * children[d, i]), 2))]).Agrees(1);
        Assert.All(Enumerable.Range(0, 100), d =>
            Assert.Equal(1, Enumerable.Range(0, 4).Sum(i => children[d, i] * children[d, i]), 1e-12));
    }

    [Fact]
    public void Only_where_a_rotation_stays_in_the_space_can_axes_be_turned()
    {
        Matrix r = RandomMatrices.Orthonormal(2, 2, 1, RandomKey.FromSeed(1));
        Assert.Throws<ArgumentException>(
            () => new RotatedConditional(NoiseConditional.Diagonal(new BoxSpace(2), [1, 2]), r));
        Assert.Throws<ArgumentException>(
            () => new RotatedConditional(NoiseConditional.Diagonal(new RealSpace(3), [1, 2, 3]), r));
    }

    /// <summary>Covariance of child and parent ρ, of two children ρ², variance 1 for any family.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(0.5)]
    [InlineData(16)]
    public void Ornstein_Uhlenbeck_children_have_the_stated_covariances(double exponent)
    {
        RandomStream stream = RandomKey.FromSeed(2).Stream();
        CentredMarginal marginal = new(new RealSpace(1), GeneralizedNormal.WithDeviation(exponent, 1));
        OrnsteinUhlenbeckConditional law = new(marginal, 0.8);
        double[] z = new double[Draws], left = new double[Draws], right = new double[Draws];
        marginal.Fill(z, ref stream);
        law.Draw(z, left, ref stream);
        law.Draw(z, right, ref stream);
        Estimate.Of([.. left.Select(v => v * v)]).Agrees(1);
        Estimate.Of([.. left.Zip(z, (v, u) => v * u)]).Agrees(0.8);
        Estimate.Of([.. left.Zip(right, (v, w) => v * w)]).Agrees(0.64);
    }

    private static double[] Children(IConditional conditional, double[] anchor)
    {
        RandomStream stream = RandomKey.FromSeed(9).Split("children").Stream();
        double[] anchors = new double[anchor.Length * Draws];
        for (int start = 0; start < anchors.Length; start += anchor.Length)
            anchor.CopyTo(anchors, start);
        var children = new double[anchors.Length];
        conditional.Draw(anchors, children, ref stream);
        return children;
    }
}
