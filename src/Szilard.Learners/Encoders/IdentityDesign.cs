using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>The raw observation itself: a control that nothing learns.</summary>
public sealed record IdentityDesign : EncoderDesign
{
    /// <summary>The catalogue line.</summary>
    public static Part<EncoderDesign> Part { get; } = new(
        new PartCard("identity", "The raw observation, flattened: a control.", "control"),
        _ => new IdentityDesign());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override Network Build(Device device, Shape observation, RandomKey key) =>
        new([new FlattenLayer()], [], observation.Size, observation.Size);

    /// <inheritdoc/>
    public override int RepresentationDimensions(Shape observation) => observation.Size;
}
