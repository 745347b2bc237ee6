using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>The law of a single latent.</summary>
public interface IMarginal
{
    /// <summary>Where it lives.</summary>
    LatentSpace Space { get; }

    /// <summary>The name in a study file: <c>uniform</c>, <c>normal</c>, …</summary>
    string Family { get; }

    /// <summary>The law of a coordinate before it is projected or truncated; null where it is
    /// uniform.</summary>
    GeneralizedNormal? Law { get; }

    /// <summary>Fills m × n values, row after row, with m independent latents.</summary>
    void Fill(Span<double> latents, ref RandomStream stream);
}
