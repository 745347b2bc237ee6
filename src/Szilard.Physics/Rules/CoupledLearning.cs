using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>The outputs are moved a fraction of the way to what is wanted and held there.</summary>
/// <param name="Fraction">Clamp fraction η in (0, 1].</param>
public sealed record CoupledLearning(double Fraction) : LocalRule
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "coupled-learning",
            "The change of each current when outputs are held slightly nearer the target.",
            "Stern, Hexner, Rocks, Liu, Supervised learning in physical networks: from machine learning to "
            + "learning machines, Phys. Rev. X 11, 021045, 2021, eqs. 3 and 4")
        {
            Formula = "(∂E/∂θ|held − ∂E/∂θ|free)/η, outputs held at y − (η/2)·∂C/∂y",
            Convention = "for C = |y − t|² the outputs are held at (1 − η)y + ηt",
            Parameters =
                [new NumberParameter("fraction", "Clamp fraction η.", 0.1, 0, 1) { MinimumExcluded = true }],
        },
        s => new CoupledLearning(s.Number("fraction")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Clamp> Clamps(
        ICost cost, ReadOnlySpan<double> free, int count, RandomKey key) =>
        [Clamp.Free, HeldOutputs.Towards(cost, free, count, Fraction)];

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted([-1 / Fraction, 1 / Fraction], currents, estimate);

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, OuterCurrents<T> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted([-1 / Fraction, 1 / Fraction], currents, estimate, workers);
}
