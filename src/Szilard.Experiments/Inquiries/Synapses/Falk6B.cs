using Szilard.Parts;
using Szilard.Physics.Synapses.Markov;

namespace Szilard.Experiments.Inquiries.Synapses;

/// <summary>Figure 6B: the offset of Markov synapses against the entropy that they produce, and the ladder's
/// own table.</summary>
/// <param name="Jobs">Draws of signal and rate.</param>
/// <param name="Kernels">Ladders for each.</param>
public sealed record Falk6B(int Jobs, int Kernels) : Computation
{
    private const string Affinity = "square affinity less 2 ln(1/γ), greatest", Flux = "flux J as γ → 0";
    private const string Equilibrium = "σ at γ = 1", Fall = "fall of the median from σ = 1…2 to 4…5";
    private const string Plateau = "change of the median from σ = 6…8 to 8…10";

    private static readonly (double Gamma, double Signal)[] _points =
    [
        (0.1, 200), (0.05, 200), (0.02, 200), (0.01, 200), (1e-3, 200), (1e-4, 200),
        (0.1, 20), (0.05, 20), (0.01, 20), (1e-3, 20), (1e-4, 20),
    ];

    private static readonly double[] _gammas = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 1e-3, 1e-4];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "falk-6b",
            "Offset against dissipation for random ten-state ladders, and the ladder's dissipation.",
            "Falk, Strupp, Scellier, Murugan, arXiv:2312.17723, figure 6B; ladder of Lan et al. 2012")
        {
            Convention = "k_BT = 1; σ of Schnakenberg at signal 0; vertical axis ln|intercept/10| "
                + "as published",
            Parameters =
            [
                new IntegerParameter("jobs", "Draws of signal and rate factor.", 100, 1, 10_000),
                new IntegerParameter("kernels", "Ladders for each draw.", 50, 1, 1000),
            ],
        },
        s => new Falk6B(s.Integer("jobs"), s.Integer("kernels")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Equilibrium, Affinity, Flux, Fall, Plateau, .. _gammas.Select(Sigma), .. _points.Select(Name)];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        OffsetConditions conditions = new();
        IReadOnlyList<OffsetPoint> cloud =
            OffsetCloud.Measure(OffsetCloud.Draw(Jobs, Kernels, context.Key), conditions, context.Stop);
        double[] medians = OffsetCloud.Medians(cloud, 1, 2, 4, 5, 6, 8, 10);
        OffsetPoint[] drawn = [.. cloud.Where(p => p.Adapts && p.Dissipation is >= 1 and <= 10)];
        return new Outcome(
            [
                new(Equilibrium, new MethylationLadder(1).Dissipation()),
                new(Affinity, _gammas.Max(g => Math.Abs(
                    new MethylationLadder(g).SquareAffinity - (2 * Math.Log(1 / g))))),
                new(Flux, new MethylationLadder(1e-9).Flux()),
                new(Fall, medians[0] - medians[2]),
                new(Plateau, Math.Abs(medians[5] - medians[4])),
                .. _gammas.Select(g => new Measurement(Sigma(g), new MethylationLadder(g).Dissipation())),
                .. _points.Select(p => new Measurement(
                    Name(p),
                    OffsetCloud.Measure(new OffsetSample(p.Gamma, 25, p.Signal), conditions).LogOffset)),
            ],
            new Plot(
                "offset", "What accuracy costs", "dissipation σ / k_BT per unit time",
                "ln |offset|, as published",
                new Series(
                    "random ladders", SeriesMark.Points, [.. drawn.Select(p => p.Dissipation)],
                    [.. drawn.Select(p => p.LogOffset)]))
            {
                Caption = "A ladder that dissipates more forgets a constant signal better, so that its "
                    + "synapse learns less of nothing, down to a floor that five levels of methylation "
                    + "cannot pass.",
            });
    }

    private static string Sigma(double gamma) => FormattableString.Invariant($"σ at γ = {gamma}");

    private static string Name((double Gamma, double Signal) point) =>
        FormattableString.Invariant($"ln|offset| at γ = {point.Gamma}, signal {point.Signal}");
}
