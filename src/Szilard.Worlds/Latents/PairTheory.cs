namespace Szilard.Worlds.Latents;

/// <summary>Closed forms of a pair of views: correlation, alignment, mutual information.</summary>
/// <param name="Correlation">Of a latent with itself across the views; null where latents differ.</param>
/// <param name="Alignment">E‖v₁ − v₂‖².</param>
/// <param name="MutualInformation">In nats; null where no closed form is known.</param>
/// <param name="Stationary">True where a view's law is the marginal.</param>
internal readonly record struct PairTheory(
    double? Correlation, double? Alignment, double? MutualInformation, bool Stationary)
{
    public static PairTheory Of(IMarginal marginal, IConditional conditional, PairConvention pairs) =>
        (marginal.Space, conditional) switch
        {
            (RealSpace, OrnsteinUhlenbeckConditional c) => OrnsteinUhlenbeck(marginal, c, pairs),
            (RealSpace, NoiseConditional c) => Additive(marginal, c, pairs),
            // Distances, normal latents and isotropic noise look the same from all axes.
            (RealSpace, RotatedConditional { Unrotated: NoiseConditional c }) =>
                Additive(marginal, c, pairs),
            (SphereSpace s, VonMisesFisherConditional c) => Spherical(s, marginal, c, pairs),
            (TorusSpace t, TorusConditional { Circle: VonMisesFisherConditional c }) =>
                Toroidal(t, Spherical(t.Circle, marginal, c, pairs)),
            (_, PartialConditional { Whole: RedrawConditional } c) => Redrawn(marginal, c, pairs),
            (SphereSpace or TorusSpace, NoiseConditional c) =>
                // Normal noise is rotation invariant, so a uniform latent stays uniform; other noise is not.
                new PairTheory(
                    null, null, null, marginal is UniformMarginal && c.Exponent == 2 && c.Isotropic),
            _ => default,
        };

    private static PairTheory OrnsteinUhlenbeck(
        IMarginal marginal, OrnsteinUhlenbeckConditional conditional, PairConvention pairs)
    {
        int n = marginal.Space.Dimensions;
        GeneralizedNormal law = marginal.Law!.Value;
        double correlation = Across(conditional.Rho, pairs);
        return new PairTheory(
            correlation,
            2 * n * law.Variance * (1 - correlation),
            law.Exponent == 2 ? n * Gaussian(correlation) : null,
            law.Exponent == 2);
    }

    /// <summary>Child = parent + noise of variance v: parent and child correlate by √(s²/(s² + v)), two
    /// children by s²/(s² + v).</summary>
    private static PairTheory Additive(IMarginal marginal, NoiseConditional conditional, PairConvention pairs)
    {
        GeneralizedNormal source = marginal.Law!.Value;
        double[] noise = [.. conditional.Laws.Select(law => law.Variance)];
        double[] correlations =
            [.. noise.Select(v => Across(Math.Sqrt(source.Variance / (source.Variance + v)), pairs))];
        bool gaussian = source.Exponent == 2 && conditional.Exponent == 2;
        return new PairTheory(
            conditional.Isotropic ? correlations[0] : null,
            (pairs == PairConvention.TwoChildren ? 2 : 1) * noise.Sum(),
            gaussian ? correlations.Sum(Gaussian) : null,
            false);
    }

    /// <summary>A child has mean A z given its parent, so that two children have E v₁ᵀv₂ = A² r². Alignment
    /// needs no uniform marginal; correlation and information do.</summary>
    private static PairTheory Spherical(
        SphereSpace sphere, IMarginal marginal, VonMisesFisherConditional conditional, PairConvention pairs)
    {
        bool uniform = marginal is UniformMarginal;
        double cosine = Across(VonMisesFisher.MeanResultant(sphere.Dimensions, conditional.Kappa), pairs);
        return new PairTheory(
            uniform ? cosine : null,
            2 * sphere.Radius * sphere.Radius * (1 - cosine),
            uniform && pairs == PairConvention.ParentChild
                ? VonMisesFisher.MutualInformation(sphere.Dimensions, conditional.Kappa)
                : null,
            uniform);
    }

    /// <summary>Circles are drawn independently: distances and information add.</summary>
    private static PairTheory Toroidal(TorusSpace torus, PairTheory circle) => circle with
    {
        Alignment = torus.Circles * circle.Alignment,
        MutualInformation = torus.Circles * circle.MutualInformation,
    };

    /// <summary>A latent that may be redrawn is the same across the views with the probability that neither
    /// view redrew it, else an independent draw. Views that share values of a density share no finite
    /// information.</summary>
    private static PairTheory Redrawn(IMarginal marginal, PartialConditional conditional, PairConvention pairs)
    {
        int n = marginal.Space.Dimensions, moving = conditional.Moving;
        double kept = Across(1 - conditional.Probability, pairs);
        double? variance = (marginal.Law, marginal.Space) switch
        {
            (null, DiscreteSpace grid) => grid.Variance,
            (null, BoxSpace box) => box.Width * box.Width / 12,
            ({ } law, RealSpace) => law.Variance,
            _ => null,
        };
        return new PairTheory(
            moving == n ? kept : null,
            2 * moving * (1 - kept) * variance,
            marginal is UniformMarginal && marginal.Space is DiscreteSpace { Levels: int levels }
                ? (moving * Symmetric(kept + ((1 - kept) / levels), levels)) + ((n - moving) * Math.Log(levels))
                : null,
            true);
    }

    /// <summary>Information of a uniform value of K and one that is the same with the given probability, else
    /// any of the others.</summary>
    private static double Symmetric(double same, int levels) => Math.Log(levels) + (same * Math.Log(same))
        + (same < 1 ? (1 - same) * Math.Log((1 - same) / (levels - 1)) : 0);

    private static double Across(double correlation, PairConvention pairs) =>
        pairs == PairConvention.TwoChildren ? correlation * correlation : correlation;

    /// <summary>Mutual information of a Gaussian pair: −½ log(1 − c²).</summary>
    private static double Gaussian(double correlation) => -0.5 * Math.Log(1 - (correlation * correlation));
}
