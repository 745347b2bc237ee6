using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>Szilard's engine with an error: measure which of two states, then raise the other.</summary>
/// <param name="Repetitions">Simulated rounds.</param>
public sealed record SzilardEngine(int Repetitions) : Computation
{
    private const double Fault = 0.1;
    private const string Information = "information of the measurement",
        Theorem = "greatest distance of the theorem from 1";
    private const string Efficacy = "efficacy at gap ln 9", Best = "least W − ΔF",
        At = "gap of the least W − ΔF";
    private const string Simulated = "simulated ⟨e^(−(W − ΔF) − i)⟩ at gap 1";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "szilard-engine", "Two states, one measurement with error 0.1, one quench by a gap.",
            "T. Sagawa, M. Ueda, Generalized Jarzynski equality under nonequilibrium feedback control, PRL "
                + "104, 2010")
        {
            Formula = "⟨e^(−β(W − ΔF) − i)⟩ = 1; W − ΔF ≥ −T·I",
            Parameters = [new IntegerParameter("repetitions", "Simulated rounds.", 1_000_000, 1000)],
        },
        s => new SzilardEngine(s.Integer("repetitions")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Information, Theorem, Efficacy, Best, At, Simulated];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        double information = Math.Log(2) + (Fault * Math.Log(Fault)) + ((1 - Fault) * Math.Log(1 - Fault));
        double[] gaps = [.. Enumerable.Range(0, 501).Select(k => k * 0.01)];
        double[] works = [.. gaps.Select(g => Enumerate(g).Work)];
        double best = works.Min(), at = gaps[Array.IndexOf(works, best)];
        double worst = gaps.Max(g => Math.Abs(Enumerate(g).Theorem - 1));
        (double simulated, double error) = Simulate(context.Key, 1);
        return new Outcome(
            [
                new(Information, information), new(Theorem, worst),
                new(Efficacy, Enumerate(Math.Log(9)).Efficacy),
                new(Best, best), new(At, at), new(Simulated, simulated, error),
            ],
            new Plot(
                "work", "Work beyond the free energy, over the gap of the feedback", "gap / k_BT",
                "W − ΔF (k_BT)",
                new Series("enumerated", SeriesMark.Line, gaps, works),
                new Series("−I", SeriesMark.Dashed, [0, 5], [-information, -information])));
    }

    /// <summary>The state that was not seen is raised by g; ΔF = −ln[(1 + e^−g)/2].</summary>
    private static (double Theorem, double Efficacy, double Work) Enumerate(double gap)
    {
        double free = -Math.Log((1 + Math.Exp(-gap)) / 2);
        double theorem = 0, efficacy = 0, work = 0;
        foreach ((double p, double w) in (ReadOnlySpan<(double, double)>)[(1 - Fault, 0), (Fault, gap)])
        {
            double i = Math.Log(p / 0.5);
            theorem += p * Math.Exp(-(w - free) - i);
            efficacy += p * Math.Exp(-(w - free));
            work += p * (w - free);
        }
        return (theorem, efficacy, work);
    }

    private (double Mean, double Error) Simulate(RandomKey key, double gap)
    {
        RandomStream random = key.Stream();
        double free = -Math.Log((1 + Math.Exp(-gap)) / 2), sum = 0, square = 0;
        for (int n = 0; n < Repetitions; n++)
        {
            bool wrong = random.NextDouble() < Fault;
            double i = Math.Log((wrong ? Fault : 1 - Fault) / 0.5),
                x = Math.Exp(-((wrong ? gap : 0) - free) - i);
            sum += x;
            square += x * x;
        }
        double mean = sum / Repetitions;
        return (mean, Math.Sqrt(((square / Repetitions) - (mean * mean)) / Repetitions));
    }
}

/// <summary>A label that is learned by relaxing in a field: information against what it costs.</summary>
/// <param name="Repetitions">Simulated relaxations.</param>
public sealed record GoldtSeifert(int Repetitions) : Computation
{
    private const string Information = "information learned", Cost = "entropy given to the bath",
        Efficiency = "efficiency";
    private const string Production = "entropy production", Simulated = "simulated entropy given to the bath";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "goldt-seifert", "A two-state label in the field of a true label, from even odds to 0.9.",
            "S. Goldt, U. Seifert, Stochastic thermodynamics of learning, PRL 118, 2017")
        {
            Formula = "η = I(σ_T:σ)/(ΔS + ΔQ) ≤ 1",
            Convention = "field ln 9, all rates to the right label 1, back 1/9; time 20",
            Parameters = [new IntegerParameter("repetitions", "Simulated relaxations.", 100_000, 1000)],
        },
        s => new GoldtSeifert(s.Integer("repetitions")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Information, Cost, Efficiency, Production, Simulated];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        RateMatrix rates = RateMatrix.FromTransitions(2, [new(1, 0, 1), new(0, 1, 1.0 / 9)]);
        double right = SteadyState.Of(rates)[0];
        double information = Math.Log(2) + (right * Math.Log(right)) + ((1 - right) * Math.Log(1 - right));
        double bath = Math.Log(9) * (right - 0.5);
        double sum = 0, square = 0;
        for (int n = 0; n < Repetitions; n++)
        {
            double flow = JumpTrajectory.Draw(rates, [0.5, 0.5], 20, context.Key.Split(n)).EntropyFlow(rates);
            sum += flow;
            square += flow * flow;
        }
        double mean = sum / Repetitions;
        return new Outcome(
        [
            new(Information, information), new(Cost, bath), new(Efficiency, information / bath),
            new(Production, bath - information),
            new(Simulated, mean, Math.Sqrt(((square / Repetitions) - (mean * mean)) / Repetitions)),
        ]);
    }
}
