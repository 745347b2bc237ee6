using Szilard.Parts;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Experiments.Inquiries.Synapses;

/// <summary>What a threshold makes of noise that favours no side.</summary>
/// <param name="Cycles">Simulated for each number.</param>
public sealed record RectifiedNoise(int Cycles) : Computation
{
    private const double Memory = 6, Current = 0.072;

    private static readonly Case[] _cases =
    [
        new("nothing to learn, no mean, no area", 0, 0, 0, 0, Memory),
        new("nothing to learn, mean 25, no area", 0, 25, 0, 0, Memory),
        new("nothing to learn, no mean, area 0.05", 0.05, 0, 0, 0, Memory),
        new("nothing to learn, mean 25, area 0.05", 0.05, 25, 0, 0, Memory),
        new("nothing to learn, mean 25, area 0.05, noise in the current", 0.05, 25, 0, Current, 0),
        new("a change of 50, no area", 0, 0, 50, 0, 2),
        new("a change of 50, no area, noise in the current", 0, 0, 50, 0.008, 0),
    ];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "noise", "The mean weight change of a noisy synapse, simulated beside a Gaussian integral.",
            "derived here; not treated in Falk, Strupp, Scellier, Murugan, arXiv:2312.17723")
        {
            Formula = "⟨Δw⟩ = ∮ E[g(u + σξ)] dt, σ² = D·∫K² + σ_m²; ξ standard normal",
            Convention = "chemotaxis kernel, τ_K = 0.05, τ_f = 0.5, τ_s = 10, hard threshold 10; white noise "
                + "of intensity D in s, of deviation σ_m in each sample of u",
            Parameters = [new IntegerParameter("cycles", "Cycles for each number.", 300, 2, 1_000_000)],
        },
        s => new RectifiedNoise(s.Integer("cycles")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [.. _cases.SelectMany(c => (string[])[Change(c), Off(c), Bias(c)])];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        List<Measurement> measured = [];
        foreach (Case tried in _cases)
        {
            context.Stop.ThrowIfCancellationRequested();
            NoisyChange change = tried.Simulate(Cycles, context);
            context.Tell(FormattableString.Invariant(
                $"{tried.Name}: {change.Mean:G4} ± {change.StandardError:G2}, theory {change.Predicted:G4}"));
            measured.AddRange(
            [
                new(Change(tried), change.Mean, change.StandardError), new(Off(tried), change.Deviation),
                new(Bias(tried), change.Bias / change.StandardError),
            ]);
        }
        return new Outcome(measured, Figure(context));
    }

    private Plot Figure(ComputationContext context)
    {
        double[] deviations = [1, 2, 3, 4, 5, 6, 7, 8];
        Series[] Pair(string name, Case tried)
        {
            NoisyChange[] at =
            [
                .. deviations.Select(d => (tried with { Name = $"{name} {d}", Memory = d })
                    .Simulate(Math.Max(2, Cycles / 6), context)),
            ];
            return
            [
                new(
                    $"{name}, simulated", SeriesMark.Points, deviations,
                    [.. at.Select(c => c.Mean - c.Quiet)]),
                new($"{name}, Gaussian integral", SeriesMark.Dashed, deviations, [.. at.Select(c => c.Bias)]),
            ];
        }
        return new Plot(
            "bias", "Noise, rectified", "σ of the noise in u (threshold 10)", "Δw less that without noise",
            [
                .. Pair("nothing to learn, I·s̄ = 0", _cases[0]),
                .. Pair("nothing to learn, I·s̄ = 1.25", _cases[3]),
                .. Pair("a change of 50", _cases[5]),
            ])
        {
            Caption = "Where u is centred, noise passes the threshold as often upwards as downwards and "
                + "teaches nothing on average. An area of the kernel, or the slow ramp, brings u nearer to "
                + "one side: then noise alone moves the weight.",
        };
    }

    private static string Change(Case of) => $"Δw per cycle: {of.Name}";

    private static string Off(Case of) => $"mean less prediction in standard errors: {of.Name}";

    private static string Bias(Case of) => $"predicted bias in standard errors: {of.Name}";

    private sealed record Case(
        string Name, double Area, double Mean, double Amplitude, double Current, double Memory)
    {
        public NoisyChange Simulate(int cycles, ComputationContext context) => NoisyChange.Of(
            new Synapse(new Chemotaxis(0.05, Area), new Sawtooth(0.5, 10), new HardThreshold(10), Mean),
            Amplitude, new Noise(Current, Memory), cycles, context.Key.Split(Name));
    }
}
