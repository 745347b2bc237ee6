using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A conditional of which a child takes only some coordinates: the last ones are shared by all
/// views, and each of the others changes with a probability of its own.</summary>
/// <remarks>The support of the pair is then a union of lower-dimensional pieces: the diversity that theorems
/// assume is missing. A change probability per coordinate is that of von Kügelgen et al., "Self-supervised
/// learning with data augmentations provably isolates content from style", 2021.</remarks>
public sealed class PartialConditional : IConditional
{
    /// <summary>Some coordinates of the given conditional.</summary>
    /// <param name="whole">Lives on ℝⁿ, in a box or on a grid; on a sphere or a torus a child with single
    /// coordinates changed is no point of it, nor in a product with such a factor.</param>
    /// <param name="moving">How many of the first coordinates may change, 1 … n.</param>
    /// <param name="probability">Probability that one does, 0 … 1.</param>
    /// <exception cref="ArgumentException">The conditional lives on a sphere, torus or product.</exception>
    public PartialConditional(IConditional whole, int moving, double probability)
    {
        if (whole.Space is SphereSpace or TorusSpace or ProductSpace)
            throw new ArgumentException(
                $"On a {whole.Space.Name} no single coordinate can change; use ℝⁿ, a box or a grid.");
        ArgumentOutOfRangeException.ThrowIfLessThan(moving, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(moving, whole.Space.Dimensions);
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        (Whole, Moving, Probability) = (whole, moving, probability);
    }

    /// <summary>What a coordinate that changes is taken from.</summary>
    public IConditional Whole { get; }

    /// <summary>How many of the first coordinates may change.</summary>
    public int Moving { get; }

    /// <summary>Probability that one does.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public LatentSpace Space => Whole.Space;

    /// <inheritdoc/>
    public string Family => $"{Whole.Family}, in part";

    /// <inheritdoc/>
    public double? Exponent => null;

    /// <inheritdoc/>
    public bool Isotropic => false;

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations => [];

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream)
    {
        Whole.Draw(anchors, children, ref stream);
        int n = Space.Dimensions;
        for (int i = 0; i < children.Length; i++)
            if (i % n >= Moving || stream.NextDouble() >= Probability)
                children[i] = anchors[i];
    }
}
