using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>The control that must fail: every synapse follows its mean current, as one without memory or
/// with a kernel of one sign does.</summary>
/// <param name="Beta">|β| &gt; 0 of the nudge that shows the target.</param>
/// <param name="Gain">Factor of the mean current.</param>
public sealed record PlainHebb(double Beta, double Gain) : LocalRule
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "plain-hebb",
            "Control that must fail: each parameter follows its mean current, without contrast.",
            "Hebb, The organization of behavior, 1949; as control in Falk, Strupp, Scellier, "
            + "Murugan 2025, eq. 1")
        {
            Formula = "gain·½(∂E/∂θ|0 + ∂E/∂θ|β): what a monotone kernel leaves of one sawtooth",
            Convention = "the mean of a linear sawtooth lies halfway between free and clamped",
            Parameters =
            [
                new NumberParameter("beta", "Size of the nudge |β|.", 0.5, 0) { MinimumExcluded = true },
                new NumberParameter("gain", "Factor of the mean current.", 1, 0) { MinimumExcluded = true },
            ],
        },
        s => new PlainHebb(s.Number("beta"), s.Number("gain")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Clamp> Clamps(
        ICost cost, ReadOnlySpan<double> free, int count, RandomKey key) =>
        [Clamp.Free, new Nudge(Beta, cost)];

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted([Gain / 2, Gain / 2], currents, estimate);

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, OuterCurrents<T> currents, Span<T> estimate,
        Workers workers) =>
        Contrast.Weighted([Gain / 2, Gain / 2], currents, estimate, workers);
}
