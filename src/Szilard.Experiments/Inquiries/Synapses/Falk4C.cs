using Szilard.Parts;
using Szilard.Physics.Synapses.Figures;
using Szilard.Physics.Synapses.Kernels;

namespace Szilard.Experiments.Inquiries.Synapses;

/// <summary>Figure 4C: the learning range of many synapses against the ratio of their ramps.</summary>
/// <param name="Points">How many synapses.</param>
public sealed record Falk4C(int Points) : Computation
{
    private const string Bound = "greatest ln range less ln(τ_s/τ_f)", Share = "share that learns";

    private static readonly (double Speed, double Ratio)[] _pairs =
        [(2, 8), (2, 64), (4, 16), (10, 8), (10, 16), (10, 64), (20, 8), (20, 32), (40, 16), (80, 8)];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "falk-4c", "The learning range A_max/A_min of random synapses against τ_s/τ_f.",
            "Falk, Strupp, Scellier, Murugan, arXiv:2312.17723, figure 4C")
        {
            Convention = "breaks found on the curve itself instead of a random search for three segments",
            Parameters = [new IntegerParameter("points", "Synapses drawn.", 1000, 1, 100_000)],
        },
        s => new Falk4C(s.Integer("points")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [.. _pairs.Select(Name), Bound, Share];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        var figure = Figure4C.Compute(context.Key, Points);
        double[] x = figure.LogRatios, y = figure.LogRanges;
        return new Outcome(
            [
                .. _pairs.Select(p => new Measurement(Name(p), Range(p))),
                new(Bound, x.Zip(y, (a, b) => b - Math.Max(0, a)).Max()),
                new(Share, figure.Points.Count(p => p.Learns) / (double)figure.Points.Length),
            ],
            new Plot(
                "range", "Learning range", "ln(τ_s / τ_f)", "ln(A_max / A_min)",
                [
                    .. Bands.Select(b => new Series(
                        b.Name, SeriesMark.Points, Chosen(figure, b, x), Chosen(figure, b, y))),
                    new Series("range = τ_s/τ_f", SeriesMark.Dashed, [0, 6], [0, 6]),
                ])
            {
                Caption = "No synapse learns over a wider range of amplitudes than the ratio of its ramps; "
                    + "the slower the fast ramp against the memory τ_K, the nearer it comes.",
            });
    }

    private static readonly (string Name, double Least, double Most)[] _bands =
        [("τ_f/τ_K < 10", 0, 1), ("τ_f/τ_K 10 … 32", 1, 1.5), ("τ_f/τ_K > 32", 1.5, 9)];

    private static IEnumerable<(string Name, double Least, double Most)> Bands => _bands;

    private static double[] Chosen(
        Figure4C figure, (string Name, double Least, double Most) band, double[] values) =>
    [
        .. figure.Colours.Zip(values)
            .Where(p => p.First >= band.Least && p.First < band.Most)
            .Select(p => p.Second),
    ];

    private static double Range((double Speed, double Ratio) pair)
    {
        double fast = pair.Speed * Figure4C.TimeScale;
        return Math.Log(
            LearningPoint.Of(new Chemotaxis(Figure4C.TimeScale), fast, fast * pair.Ratio, 0).Range);
    }

    private static string Name((double Speed, double Ratio) pair) =>
        FormattableString.Invariant($"ln range at τ_f/τ_K = {pair.Speed}, τ_s/τ_f = {pair.Ratio}");
}
