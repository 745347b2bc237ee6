using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Views;

/// <summary>Two views whose latents are drawn from the conditional of a latent world and then
/// mixed.</summary>
/// <remarks>With two children both views are drawn; with parent and child the left view is the observation
/// itself (<see cref="PairConvention"/>).</remarks>
/// <param name="world">Whose conditional and mixing are used.</param>
public sealed class RedrawViews(LatentWorld world) : IViews
{
    /// <summary>Name and source.</summary>
    public static PartCard Card { get; } = new(
        "redraw",
        "Draws the views' latents from the world's conditional and mixes them.",
        "Zimmermann et al., Contrastive learning inverts the data generating process, 2021")
    {
        Formula = "x = g(z), x̃ = g(z̃), z̃ ~ conditional(z)",
        Convention = "The world's `pairs` says whether both views are children, or the left is the anchor.",
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The situations have no latents.</exception>
    public ViewPair Show(Situations situations, RandomKey key)
    {
        Matrix anchors = situations.Latents
            ?? throw new ArgumentException("Views are redrawn from latents, but these situations have none.");
        LatentPair pair = world.Pair(anchors, key);
        Batch left = ReferenceEquals(pair.Left, anchors) ? Plain(situations) : world.Mix(pair.Left);
        return new ViewPair(left, world.Mix(pair.Right)) { Items = situations.Items };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The observations are not vectors.</exception>
    public Batch Plain(Situations situations) =>
        situations.Observations is VectorObservations vectors
            ? vectors.Values
            : throw new ArgumentException("A latent world is seen as vectors, but something else was given.");
}
