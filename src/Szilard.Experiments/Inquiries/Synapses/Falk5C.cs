using Szilard.Parts;
using Szilard.Physics.Synapses.Figures;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Experiments.Inquiries.Synapses;

/// <summary>Figure 5C: what a synapse whose kernel has an area learns of nothing at all.</summary>
/// <param name="Points">How many synapses.</param>
public sealed record Falk5C(int Points) : Computation
{
    private const string Slope = "rise of the offset per τ_f, in I·s̄/A_max";

    private static readonly (double Slow, double Speed)[] _pairs =
        [(20, 4), (20, 16), (20, 40), (20, 96), (49.8, 4), (49.8, 16), (49.8, 40), (49.8, 96)];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "falk-5c", "The offset of random synapses whose kernel has the area 0.05, against τ_f/τ_K.",
            "Falk, Strupp, Scellier, Murugan, arXiv:2312.17723, figure 5C")
        {
            Convention = "s̄ = 25, A_max = 100, τ_K = 0.05; line fitted in regime ii only",
            Parameters = [new IntegerParameter("points", "Synapses drawn.", 1000, 10, 100_000)],
        },
        s => new Falk5C(s.Integer("points")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [.. _pairs.Select(Name), Slope];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        var figure = Figure5C.Compute(context.Key, Points);
        LearningPoint[] slow = [.. figure.Drawn.Where(p => p.Slow > 40)];
        LearningPoint[] quick = [.. figure.Drawn.Where(p => p.Slow <= 40)];
        double unit = 0.05 * Figure5C.Mean / Figure4B.Greatest;
        return new Outcome(
            [
                .. _pairs.Select(p => new Measurement(Name(p), Offset(p))),
                new(Slope, Rise(slow) / unit),
            ],
            new Plot(
                "offset", "Offset", "τ_f / τ_K", "Δw / A_max at A → 0",
                Of("τ_s ≤ 40", quick), Of("τ_s > 40", slow))
            {
                Caption = "An imperfect kernel learns a little where nothing differs; the longer the fast "
                    + "ramp, the more. So the fast ramp should be long against the memory, but not too long.",
            });
    }

    private static Series Of(string name, LearningPoint[] points) => new(
        name, SeriesMark.Points, [.. points.Select(p => p.Fast / Figure4C.TimeScale)],
        [.. points.Select(p => p.Offset)]);

    private static double Rise(LearningPoint[] points) =>
        LineFit.Through([.. points.Select(p => p.Fast)], [.. points.Select(p => p.Offset)]).Slope;

    private static double Offset((double Slow, double Speed) pair) =>
        LearningPoint.Of(Figure5C.Kernel, pair.Speed * Figure4C.TimeScale, pair.Slow, Figure5C.Mean).Offset;

    private static string Name((double Slow, double Speed) pair) =>
        FormattableString.Invariant($"offset/A_max at τ_s = {pair.Slow}, τ_f/τ_K = {pair.Speed}");
}
