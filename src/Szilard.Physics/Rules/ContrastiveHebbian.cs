using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>The outputs are held at what is wanted.</summary>
public sealed record ContrastiveHebbian : LocalRule
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "contrastive-hebbian", "The change of each current when outputs are held at their targets.",
            "Movellan, Contrastive Hebbian learning in the continuous Hopfield model, 1991, eq. 8")
        {
            Formula = "∂E/∂θ|held − ∂E/∂θ|free, outputs held at y − ½∂C/∂y",
            Convention = "for C = |y − t|² the outputs are held at t",
        },
        _ => new ContrastiveHebbian());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Clamp> Clamps(
        ICost cost, ReadOnlySpan<double> free, int count, RandomKey key) =>
        [Clamp.Free, HeldOutputs.Towards(cost, free, count, 1)];

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted([-1, 1], currents, estimate);

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, OuterCurrents<T> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted([-1, 1], currents, estimate, workers);
}
