using Szilard.Tensors;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Generated;

/// <summary>A world that is made, not collected: it knows its causes and can draw those of a second
/// view.</summary>
public interface IGeneratedWorld : IWorld
{
    /// <summary>What is true of this world.</summary>
    WorldFacts Facts { get; }

    /// <summary>The latents of two views of each situation. Where the world takes the situation itself as
    /// left view, the left matrix is the situations' own.</summary>
    /// <param name="situations">Drawn from this world.</param>
    /// <param name="key">Where the second view comes from.</param>
    /// <exception cref="ArgumentException">The situations have no latents, or are of another
    /// world.</exception>
    LatentPair Pair(Situations situations, RandomKey key);

    /// <summary>Which right looks could belong to which left ones; null where all could, or the world does
    /// not tell.</summary>
    /// <param name="pair">Drawn from this world.</param>
    Reach? ReachOf(LatentPair pair) => null;

    /// <summary>What is seen of each latent.</summary>
    /// <param name="latents">Samples × latents.</param>
    /// <param name="key">Where the noise of seeing comes from; a world that sees without noise ignores
    /// it.</param>
    Observations See(Matrix latents, RandomKey key);
}
