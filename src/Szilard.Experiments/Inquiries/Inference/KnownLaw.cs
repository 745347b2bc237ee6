using Szilard.Observables.Conditionals;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Inquiries.Inference;

/// <summary>A law of pairs whose truth is known in closed form, and pairs drawn from it.</summary>
/// <param name="Name">What quantities call it.</param>
/// <param name="Marginal">Law of the anchors.</param>
/// <param name="Draw">Writes a child of each anchor.</param>
/// <param name="Family">The family it belongs to; empty where none of the fitted families holds it.</param>
/// <param name="Isotropic">Whether all directions are alike.</param>
internal sealed record KnownLaw(
    string Name, IMarginal Marginal, KnownLaw.Children Draw, string Family, bool Isotropic)
{
    // Before the laws, which are made of it.
    private static CentredMarginal Normal { get; } = new(new RealSpace(2), GeneralizedNormal.Normal(1));

    /// <summary>Writes a child of each anchor, row after row.</summary>
    public delegate void Children(
        ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownLaw> All { get; } =
    [
        new("von Mises–Fisher", Sphere(4), new VonMisesFisherConditional(new SphereSpace(4), 10).Draw,
            "von-mises-fisher", true),
        new("geodesic Laplace", Sphere(4), (a, c, ref s) => Kept(4, a, c, Geodesic, ref s),
            "geodesic-laplace", true),
        new("anisotropic density", Sphere(4), (a, c, ref s) => Kept(4, a, c, Anisotropic, ref s), "", false),
        new("shell", Sphere(10),
            new ShellConditional(new SphereSpace(10), [25, 25, 25, 25, 25, 5, 5, 5, 5, 5]).Draw, "", false),
        new("Ornstein–Uhlenbeck", Normal, new OrnsteinUhlenbeckConditional(Normal, 0.95).Draw, "normal",
            true),
        new("Laplace", Normal, Noise(GeneralizedNormal.Laplace(0.4)), "laplace", true),
        new("generalised normal", Normal, Noise(GeneralizedNormal.WithDeviation(6, 0.4)),
            "generalized-normal", true),
        new("diagonal", Normal, NoiseConditional.Diagonal(Normal.Space, [25, 5]).Draw, "normal", false),
    ];

    /// <summary>What pairs of this law show.</summary>
    /// <param name="pairs">How many.</param>
    /// <param name="key">All their randomness.</param>
    public ConditionalInference Infer(int pairs, RandomKey key)
    {
        int dimensions = Marginal.Space.Dimensions;
        Matrix anchors = new(pairs, dimensions), children = new(pairs, dimensions);
        RandomStream stream = key.Split("pairs").Stream();
        Marginal.Fill(anchors.Values, ref stream);
        Draw(anchors.Values, children.Values, ref stream);
        return ConditionalInference.Of(PairSample.Of(anchors, children), key.Split("inference"));
    }

    private static UniformMarginal Sphere(int dimensions) => new(new SphereSpace(dimensions));

    private static Children Noise(GeneralizedNormal law) => new NoiseConditional(Normal.Space, law).Draw;

    /// <summary>exp(−3θ).</summary>
    private static double Geodesic(ReadOnlySpan<double> z, ReadOnlySpan<double> child) =>
        -3 * Math.Acos(Math.Clamp(System.Numerics.Tensors.TensorPrimitives.Dot(z, child), -1, 1));

    /// <summary>exp(−½ΣΛₖ(z̃ₖ − zₖ)²), Λ = (25, 25, 5, 5).</summary>
    private static double Anisotropic(ReadOnlySpan<double> z, ReadOnlySpan<double> child)
    {
        double sum = 0;
        for (int k = 0; k < z.Length; k++)
            sum += (k < 2 ? 25 : 5) * (child[k] - z[k]) * (child[k] - z[k]);
        return -0.5 * sum;
    }

    private delegate double LogDensity(ReadOnlySpan<double> z, ReadOnlySpan<double> child);

    /// <summary>Uniform proposals, kept with probability e^(log density) ≤ 1: exact.</summary>
    private static void Kept(
        int dimensions, ReadOnlySpan<double> anchors, Span<double> children, LogDensity density,
        ref RandomStream stream)
    {
        UniformMarginal proposals = Sphere(dimensions);
        for (int start = 0; start < anchors.Length; start += dimensions)
        {
            Span<double> child = children.Slice(start, dimensions);
            do
                proposals.Fill(child, ref stream);
            while (Math.Log(1 - stream.NextDouble()) >= density(anchors.Slice(start, dimensions), child));
        }
    }
}
