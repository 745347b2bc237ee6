using Szilard.Parts;
using Szilard.Thermodynamics.Fluctuations;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>A particle in a trap that is dragged: exact steps obey Jarzynski's equality, Euler's do
/// not.</summary>
/// <param name="Repetitions">How many.</param>
public sealed record DraggedTrap(int Repetitions) : Computation
{
    private const string Slow = "mean work of 200 steps over t = 2", Mean = "mean work of 10 steps";
    private const string Variance = "variance of the work of 10 steps", Exact = "ln ⟨e^−W⟩ of exact steps";
    private const string Euler = "ln ⟨e^−W⟩ of Euler steps", Bennett = "ΔF by Bennett",
        Slope = "slope of Crooks";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "dragged-trap", "Works on a particle in a trap that moves at constant speed.",
            "R. van Zon, E. Cohen, PRE 67, 2003; discrete forms derived here")
        {
            Formula = "⟨W⟩ = v²[t − (1 − e^−t)], Var = 2⟨W⟩, ΔF = 0",
            Convention = "stiffness, temperature, mobility and speed 1; 10 steps: δ = 0.1, e^−kτ = ½ "
                + "(exact), kη = ½ (Euler)",
            Parameters = [new IntegerParameter("repetitions", "How many.", 400_000, 1000)],
        },
        s => new DraggedTrap(s.Integer("repetitions")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Slow, Mean, Variance, Exact, Euler, Bennett, Slope];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        WorkSample slow = Sample(context, "slow", 200, 0.01, 0.01, TrapKernel.Exact, Repetitions / 10);
        WorkSample exact = Sample(context, "exact", 10, 0.1, Math.Log(2), TrapKernel.Exact, Repetitions);
        WorkSample euler = Sample(context, "euler", 10, 0.1, 0.5, TrapKernel.Euler, Repetitions);
        WorkSample back = Sample(context, "back", 10, -0.1, Math.Log(2), TrapKernel.Exact, Repetitions);
        FreeEnergyEstimate bennett = WorkSample.Bennett(exact, back);
        (double slope, double error, _) = WorkSample.Crooks(exact, back);
        return new Outcome(
            [
                new(Slow, slow.Mean, slow.MeanError), new(Mean, exact.Mean, exact.MeanError),
                new(Variance, exact.Variance, exact.Variance * Math.Sqrt(2.0 / exact.Count)),
                new(Exact, exact.LogAverage, exact.Jarzynski().StandardError),
                new(Euler, euler.LogAverage, euler.Jarzynski().StandardError),
                new(Bennett, bennett.Value, bennett.StandardError), new(Slope, slope, error),
            ],
            Histogram(exact, back));
    }

    private static WorkSample Sample(
        ComputationContext context, string name, int steps, double step, double duration, TrapKernel kernel,
        int count)
    {
        Trap trap = new(
            [.. Enumerable.Range(0, steps + 1).Select(n => new TrapState(1, step * n))], 1, duration, kernel);
        return new WorkSample(trap.Works(count, context.Key.Split(name)), 1);
    }

    private static Plot Histogram(WorkSample forward, WorkSample back)
    {
        double[] edges = [.. Enumerable.Range(0, 60).Select(k => -2 + (k * 0.075))];
        return new Plot(
            "works", "Works forward and, with the other sign, backward", "W / k_BT", "density",
            new Series("forward", SeriesMark.Line, edges, Density(forward.Works, edges)),
            new Series(
                "backward, −W", SeriesMark.Dashed, edges, Density([.. back.Works.Select(w => -w)], edges)))
        {
            Caption = "The two cross where W = ΔF = 0.",
        };
    }

    private static double[] Density(IReadOnlyList<double> works, double[] edges)
    {
        double width = edges[1] - edges[0];
        double[] counts = new double[edges.Length];
        foreach (double w in works)
        {
            int bin = (int)Math.Round((w - edges[0]) / width);
            if ((uint)bin < (uint)counts.Length)
                counts[bin] += 1 / (works.Count * width);
        }
        return counts;
    }
}

/// <summary>A trap that is made stiffer at once, and slowly.</summary>
/// <param name="Repetitions">How many.</param>
public sealed record BreathingTrap(int Repetitions) : Computation
{
    private const string Mean = "mean work at once", Average = "⟨e^−W⟩ at once",
        Free = "ΔF by Jarzynski in 50 steps";
    private const string Dissipated = "dissipated work at once", Slow = "dissipated work in 50 steps";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "breathing-trap", "Works on a particle in a trap whose stiffness doubles.",
            "textbook: K. Sekimoto, Stochastic Energetics, 2010")
        {
            Formula = "⟨W⟩ = ½T(k₁/k₀ − 1), ΔF = ½T ln(k₁/k₀)",
            Convention = "k from 1 to 2, T = 1",
            Parameters = [new IntegerParameter("repetitions", "How many.", 400_000, 1000)],
        },
        s => new BreathingTrap(s.Integer("repetitions")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Mean, Average, Free, Dissipated, Slow];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        WorkSample once = Sample(context, 1), slow = Sample(context, 50);
        double free = 0.5 * Math.Log(2);
        FreeEnergyEstimate estimate = slow.Jarzynski();
        int[] steps = [1, 2, 5, 10, 20, 50];
        return new Outcome(
            [
                new(Mean, once.Mean, once.MeanError),
                new(Average, Math.Exp(once.LogAverage), Math.Exp(
                    once.LogAverage) * once.Jarzynski().StandardError),
                new(Free, estimate.Value, estimate.StandardError),
                new(Dissipated, once.Mean - free, once.MeanError),
                new(Slow, slow.Mean - free, slow.MeanError),
            ],
            new Plot(
                "dissipation", "Dissipated work over the number of steps", "log₁₀ steps", "log₁₀ (⟨W⟩ − ΔF)",
                new Series(
                    "simulated", SeriesMark.Points, [.. steps.Select(n => Math.Log10(n))],
                    [.. steps.Select(n => Math.Log10(Sample(context, n).Mean - free))]),
                new Series(
                    "1/n", SeriesMark.Dashed, [0, Math.Log10(50)],
                    [Math.Log10(0.5 - free), Math.Log10((0.5 - free) / 50)])));
    }

    private WorkSample Sample(ComputationContext context, int steps)
    {
        Trap trap = new(
            [.. Enumerable.Range(0, steps + 1).Select(n => new TrapState(1 + ((double)n / steps), 0))], 1, 5,
            TrapKernel.Exact);
        return new WorkSample(
            trap.Works(Repetitions / Math.Min(steps, 4), context.Key.Split("steps", steps)), 1);
    }
}
