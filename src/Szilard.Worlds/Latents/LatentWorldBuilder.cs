using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Turns settings without faults into the parts of a world.</summary>
internal static class LatentWorldBuilder
{
    public static LatentWorld Build(Settings settings)
    {
        LatentSpace space = Space(settings);
        IMarginal marginal = Marginal(settings, space);
        return new LatentWorld(
            marginal, Conditional(settings, marginal), MixingSettings.Build(settings, Middle(space)),
            Pairs(settings), Anchors(settings, marginal), settings.Number("observation_noise"));
    }

    public static LatentSpace Space(Settings settings)
    {
        int n = settings.Integer("dimensions");
        return settings.Choice("space") == Words.Product
            ? new ProductSpace(Factors(settings)!)
            : Single(settings, settings.Choice("space"), n)!;
    }

    /// <summary>The factors of a product; null where the words name none.</summary>
    public static IReadOnlyList<LatentSpace>? Factors(Settings settings) =>
        ProductSpace.Read(settings.Text("factors"), (kind, n) => Single(settings, kind, n));

    /// <summary>A space by its word; null where there is none of that word or that number.</summary>
    private static LatentSpace? Single(Settings settings, string kind, int n) => kind switch
    {
        Words.Sphere when n >= 2 => new SphereSpace(n, settings.Number("radius")),
        Words.Torus when n % 2 == 0 => new TorusSpace(n, settings.Number("radius")),
        Words.Box when settings.Number("box_minimum") < settings.Number("box_maximum") =>
            new BoxSpace(n, settings.Number("box_minimum"), settings.Number("box_maximum")),
        Words.Discrete => new DiscreteSpace(n, settings.Integer("levels")),
        Words.Real => new RealSpace(n),
        _ => null,
    };

    /// <summary>Where latents are folded: the middle of a box, the origin of every other space.</summary>
    private static double[] Middle(LatentSpace space)
    {
        var middle = new double[space.Dimensions];
        foreach ((LatentSpace factor, int start) in
            space is ProductSpace product ? product.Places() : [(space, 0)])
            if (factor is BoxSpace)
                factor.WriteCentre(middle.AsSpan(start, factor.Dimensions));
        return middle;
    }

    /// <summary>The law of a marginal's coordinate; null where it is uniform.</summary>
    public static GeneralizedNormal? MarginalLaw(Settings settings)
    {
        double scale = settings.Number("marginal_scale");
        return settings.Choice("marginal") switch
        {
            Words.Uniform => null,
            Words.Laplace => GeneralizedNormal.WithDeviation(1, scale),
            Words.GeneralizedNormal => GeneralizedNormal.WithDeviation(settings.Number("alpha"), scale),
            _ => GeneralizedNormal.Normal(scale),
        };
    }

    /// <summary>The law of additive noise; null where the conditional is of another kind.</summary>
    public static GeneralizedNormal? NoiseLaw(Settings settings)
    {
        double scale = settings.Number("scale"), reach = settings.Number("reach");
        GeneralizedNormal? law = settings.Choice("conditional") switch
        {
            Words.Normal => GeneralizedNormal.Normal(scale),
            Words.Laplace => GeneralizedNormal.Laplace(scale),
            Words.GeneralizedNormal => new GeneralizedNormal(settings.Number("power"), scale),
            _ => null,
        };
        return law is { } noise && reach > 0 ? noise with { Reach = reach } : law;
    }

    /// <summary>Von Mises–Fisher within a cone about the anchor.</summary>
    public static ConeConditional Cone(Settings settings, SphereSpace sphere) =>
        new(sphere, settings.Number("kappa"), settings.Number("cone") * Math.PI / 180);

    /// <summary>The diagonal of Λ: as listed, or evenly spaced.</summary>
    public static double[] Concentrations(Settings settings)
    {
        double[] listed = settings.Numbers("concentrations");
        if (listed.Length > 0)
            return listed;
        int n = settings.Integer("dimensions");
        double low = settings.Number("concentration_low"), high = settings.Number("concentration_high");
        return [.. Enumerable.Range(0, n).Select(i => low + ((high - low) * i / Math.Max(1, n - 1)))];
    }

    private static IMarginal Marginal(Settings settings, LatentSpace space) =>
        MarginalLaw(settings) is { } law ? new CentredMarginal(space, law)
            : space is ProductSpace product ? Bounded(settings, product) : new UniformMarginal(space);

    /// <summary>Uniform where a factor has a uniform law, normal on ℝ.</summary>
    private static ProductMarginal Bounded(Settings settings, ProductSpace product)
    {
        GeneralizedNormal normal = GeneralizedNormal.Normal(settings.Number("marginal_scale"));
        return new ProductMarginal(
            product, product.Factors.Any(f => f is RealSpace) ? "uniform, normal on ℝ" : Words.Uniform,
            [.. product.Factors.Select(f =>
                f is RealSpace ? new CentredMarginal(f, normal) : (IMarginal)new UniformMarginal(f))]);
    }

    private static IConditional Conditional(Settings settings, IMarginal marginal)
    {
        IConditional whole = WholeConditional(settings, marginal);
        int moving = settings.Integer("moving");
        double probability = settings.Number("change_probability");
        return moving == 0 && probability == 1
            ? whole
            : new PartialConditional(whole, moving == 0 ? whole.Space.Dimensions : moving, probability);
    }

    private static IConditional WholeConditional(Settings settings, IMarginal marginal) =>
        (settings.Choice("conditional"), marginal.Space) switch
        {
            (Words.OrnsteinUhlenbeck, _) =>
                new OrnsteinUhlenbeckConditional(marginal, settings.Number("rho")),
            (Words.Redraw, _) => new RedrawConditional(marginal),
            (Words.VonMisesFisher, SphereSpace sphere) => OnSphere(settings, sphere),
            (Words.VonMisesFisher, TorusSpace torus) =>
                new TorusConditional(torus, OnSphere(settings, torus.Circle)),
            (Words.Diagonal, LatentSpace space) => Diagonal(settings, space),
            (Words.Full, LatentSpace space) =>
                new RotatedConditional(Diagonal(settings, space), Rotation(settings)),
            (_, LatentSpace space) => new NoiseConditional(space, NoiseLaw(settings)!.Value),
        };

    private static IConditional Diagonal(Settings settings, LatentSpace space) => space is SphereSpace sphere
        ? new ShellConditional(sphere, Concentrations(settings))
        : NoiseConditional.Diagonal(space, Concentrations(settings));

    private static Matrix Rotation(Settings settings)
    {
        int n = settings.Integer("dimensions");
        return RandomMatrices.Orthonormal(
            n, n, 1, RandomKey.FromSeed(settings.Integer("rotation_seed")).Split("rotation"));
    }

    private static IConditional OnSphere(Settings settings, SphereSpace sphere) =>
        settings.Number("cone") < 180
            ? Cone(settings, sphere)
            : new VonMisesFisherConditional(sphere, settings.Number("kappa"));

    private static PairConvention Pairs(Settings settings) =>
        (settings.Choice("pairs"), settings.Choice("conditional")) switch
        {
            (Words.TwoChildren, _) => PairConvention.TwoChildren,
            (Words.Published, Words.OrnsteinUhlenbeck) => PairConvention.TwoChildren,
            _ => PairConvention.ParentChild,
        };

    private static Matrix? Anchors(Settings settings, IMarginal marginal)
    {
        int samples = settings.Integer("samples");
        if (samples == 0)
            return null;
        RandomStream stream = RandomKey.FromSeed(settings.Integer("anchor_seed")).Split("anchors").Stream();
        var anchors = new Matrix(samples, marginal.Space.Dimensions);
        marginal.Fill(anchors.Values, ref stream);
        return anchors;
    }
}
