using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A child drawn anew from the marginal, whatever the anchor: what pairs share is what
/// <see cref="PartialConditional"/> keeps of the anchor.</summary>
/// <param name="marginal">The law of anchors and children.</param>
public sealed class RedrawConditional(IMarginal marginal) : IConditional
{
    /// <inheritdoc/>
    public LatentSpace Space => marginal.Space;

    /// <inheritdoc/>
    public string Family => "redraw";

    /// <inheritdoc/>
    public double? Exponent => null;

    /// <inheritdoc/>
    public bool Isotropic => true;

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations => [];

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream) =>
        marginal.Fill(children, ref stream);
}
