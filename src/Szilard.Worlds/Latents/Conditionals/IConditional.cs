using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>The law of a view's latent given the anchor's: what the two views of a pair share.</summary>
public interface IConditional
{
    /// <summary>Where both live.</summary>
    LatentSpace Space { get; }

    /// <summary>The name in a study file: <c>von-mises-fisher</c>, <c>normal</c>, …</summary>
    string Family { get; }

    /// <summary>p of the density exp(−|d/λ|^p); null where the conditional is not of that form.</summary>
    double? Exponent { get; }

    /// <summary>True where every coordinate is perturbed by the same law.</summary>
    bool Isotropic { get; }

    /// <summary>The diagonal of Λ of a diagonal conditional, the eigenvalues of a full one; empty for every
    /// other.</summary>
    IReadOnlyList<double> Concentrations { get; }

    /// <summary>Where children can lie, of a law that is cut off but still reaches a set of positive measure;
    /// null where it reaches everywhere, reaches a set of no measure, or nothing simple tells.</summary>
    Support? Support => null;

    /// <summary>Draws one child of each anchor.</summary>
    /// <param name="anchors">m × n, row after row.</param>
    /// <param name="children">Receives m × n values; must not overlap the anchors.</param>
    /// <param name="stream">Where randomness comes from.</param>
    void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream);
}
