using Szilard.Parts;
using Szilard.Physics.Synapses.Figures;

namespace Szilard.Experiments.Inquiries.Synapses;

/// <summary>Figure 4B: the weight change of one synapse over amplitudes, through its three regimes.</summary>
public sealed record Falk4B : Computation
{
    private static readonly double[] _shares = [0.05, 0.1, 0.2, 0.5, 0.9, 0.95, 1.05];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "falk-4b", "Weight change over amplitudes: nothing, then all of it, then nothing again.",
            "Falk, Strupp, Scellier, Murugan, arXiv:2312.17723, figure 4B")
        {
            Convention = "τ_f = 0.5, τ_s = 10, τ_K = 0.05, A_max = 100, θ = A_max/τ_s, s̄ = 0; "
                + "hard threshold",
        },
        _ => new Falk4B());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [.. _shares.Select(Name)];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        var curve = Figure4B.Compute();
        var points = Figure4B.At(_shares);
        return new Outcome(
            [.. _shares.Zip(points.Changes, (share, change) => new Measurement(Name(share), change))],
            new Plot(
                "change", "Weight change per cycle", "A / A_max", "Δw / A_max",
                new Series("Δw", SeriesMark.Line, curve.Shares, curve.Changes),
                new Series("Δw = A", SeriesMark.Dashed, [0, 1], [0, 1]))
            {
                Caption = "Below A_min the threshold hides the fast ramp; above A_max the slow ramp passes "
                    + "too and undoes it. Between them the change is learned.",
            });
    }

    private static string Name(double share) => FormattableString.Invariant($"Δw/A_max at A/A_max = {share}");
}
