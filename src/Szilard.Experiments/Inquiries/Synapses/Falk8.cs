using Szilard.Parts;
using Szilard.Physics.Synapses.Figures;

namespace Szilard.Experiments.Inquiries.Synapses;

/// <summary>Figure 8: how much of a change is learned, against the speed of the fast ramp.</summary>
public sealed record Falk8 : Computation
{
    private const string Onset = "onset τ_f/τ_K", Below = "greatest |Δw/A| below the onset";

    private static readonly double[] _ratios = [2.2, 3, 4, 6, 10, 20, 40, 80, 160];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "falk-8", "The share of a change that is learned, against τ_f/τ_K.",
            "Falk, Strupp, Scellier, Murugan, arXiv:2312.17723, figure 8")
        {
            Convention = "A = 20, τ_f + τ_s = 20, τ_K = 0.05, θ = (A/20 + A/τ_f)/2",
        },
        _ => new Falk8());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Onset, Below, .. _ratios.Select(Name)];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        Figure8 figure = Figure8.Compute(), points = Figure8.At(_ratios);
        double onset = Figure8.Onset();
        double below = figure.Ratios.Zip(figure.Changes)
            .Where(p => p.First < onset).Max(p => Math.Abs(p.Second));
        return new Outcome(
            [
                new(Onset, onset), new(Below, below),
                .. _ratios.Zip(points.Changes, (ratio, change) => new Measurement(Name(ratio), change)),
            ],
            new Plot(
                "share", "Share that is learned", "τ_f / τ_K", "Δw / A",
                new Series("simulated", SeriesMark.Line, figure.Ratios, figure.Changes),
                new Series("formula for long ramps", SeriesMark.Dashed, figure.Ratios, figure.Predicted))
            {
                Caption = "A ramp that is over before the kernel has seen half of itself leaves no trace "
                    + "at all.",
            });
    }

    private static string Name(double ratio) => FormattableString.Invariant($"Δw/A at τ_f/τ_K = {ratio}");
}
