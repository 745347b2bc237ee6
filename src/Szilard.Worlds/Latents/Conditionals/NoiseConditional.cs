using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>The anchor plus generalized normal noise, brought back into the space: added on ℝⁿ, projected on
/// the sphere, rejected coordinatewise in the box.</summary>
/// <remarks>Zimmermann et al., "Contrastive learning inverts the data generating process", 2021,
/// code.</remarks>
public sealed class NoiseConditional : IConditional
{
    private readonly GeneralizedNormal[] _laws;

    /// <summary>The same noise in every coordinate.</summary>
    public NoiseConditional(LatentSpace space, GeneralizedNormal law)
        : this(space, Name(law.Exponent), [.. Enumerable.Repeat(law, space.Dimensions)], [])
    {
    }

    private NoiseConditional(
        LatentSpace space, string family, GeneralizedNormal[] laws, IReadOnlyList<double> concentrations) =>
        (Space, Family, _laws, Concentrations) = (space, family, laws, concentrations);

    /// <summary>Normal noise with covariance Λ⁻¹, Λ diagonal.</summary>
    /// <param name="space">Where the latents live; for the sphere see <see cref="ShellConditional"/>.</param>
    /// <param name="concentrations">The diagonal of Λ, n entries &gt; 0.</param>
    /// <exception cref="ArgumentException">There are not n concentrations.</exception>
    public static NoiseConditional Diagonal(LatentSpace space, IReadOnlyList<double> concentrations) =>
        concentrations.Count == space.Dimensions
            ? new NoiseConditional(
                space, "diagonal",
                [.. concentrations.Select(c => GeneralizedNormal.Normal(1 / Math.Sqrt(c)))], concentrations)
            : throw new ArgumentException(
                $"{concentrations.Count} concentrations were given for {space.Dimensions} latents.");

    /// <summary>Noise of its own for each coordinate; a scale of 0 leaves a coordinate as it is.</summary>
    /// <exception cref="ArgumentException">There are not as many laws as coordinates.</exception>
    public static NoiseConditional Separate(LatentSpace space, params GeneralizedNormal[] laws) =>
        laws.Length == space.Dimensions
            ? new NoiseConditional(space, Name(laws[0].Exponent), laws, [])
            : throw new ArgumentException($"{laws.Length} laws were given for {space.Dimensions} latents.");

    /// <summary>The noise of each coordinate.</summary>
    public IReadOnlyList<GeneralizedNormal> Laws => _laws;

    /// <inheritdoc/>
    public LatentSpace Space { get; }

    /// <inheritdoc/>
    public string Family { get; }

    /// <inheritdoc/>
    public double? Exponent => _laws[0].Exponent;

    /// <inheritdoc/>
    public bool Isotropic => _laws.All(law => law == _laws[0]);

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations { get; }

    /// <inheritdoc/>
    /// <remarks>Projection changes what noise of bounded reach can reach, so that nothing is told on a sphere
    /// or a torus.</remarks>
    public Support? Support =>
        Space is RealSpace or BoxSpace && _laws.Any(law => double.IsFinite(law.Reach)) ? Within : null;

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream) =>
        Space.Perturb(anchors, _laws, children, ref stream);

    private bool Within(ReadOnlySpan<double> anchor, ReadOnlySpan<double> child)
    {
        for (int j = 0; j < anchor.Length; j++)
            if (Math.Abs(child[j] - anchor[j]) > _laws[j].Reach)
                return false;
        return true;
    }

    private static string Name(double exponent) => exponent switch
    {
        1 => "laplace",
        2 => "normal",
        _ => "generalized-normal",
    };
}
