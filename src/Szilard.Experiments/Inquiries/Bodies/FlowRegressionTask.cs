using Szilard.Parts;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>A flow network learns two linear functions of two pressures.</summary>
/// <param name="Networks">How many are drawn.</param>
/// <param name="Steps">Of learning, each.</param>
public sealed record FlowRegressionTask(int Networks, int Steps) : Computation
{
    private const string Coupled = "test error after over before, coupled learning, median";
    private const string Exact = "test error after over before, exact gradient, median";
    private const string Before = "test error before, over that of answering nothing, median";
    private const string Current = "Kirchhoff: largest net current over largest current";
    private const string Power = "energy: |supplied − dissipated| over dissipated, greatest";
    private const string Order =
        "order in η of coupled learning's distance from the gradient of its own cost";
    private const string Near = "that distance, relative, at η = 0.001";
    private const string Squares =
        "cosine of coupled learning with the gradient of the squared error, first step";
    private const string Frugal = "power under the greatest penalty over power without";
    private const string Rising = "greatest rise of power from one penalty to the next, as a factor";

    private static readonly double[] _penalties = [0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "flow-regression", "A flow network on jammed discs learns a linear map by coupled learning.",
            "Stern, Dillavou, Jayaraman, Durian, Liu, Training self-learning circuits for power-efficient "
            + "solutions, 2024; Stern, Hexner, Rocks, Liu, Phys. Rev. X 11, 021045, 2021")
        {
            Convention = "64 nodes, k = 1 at first and ≥ 1e−4, η = 1e−3, α = 0.5, 20 samples to learn from "
                + "and 100 to test; the exact gradient of |y − t|² learns at the same rate",
            Parameters =
            [
                new IntegerParameter("networks", "Networks drawn.", 3, 1, 1000),
                new IntegerParameter("steps", "Steps of learning.", 20_000, 1, 10_000_000),
            ],
        },
        s => new FlowRegressionTask(s.Integer("networks"), s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Coupled, Exact, Before, Current, Power, Order, Near, Squares, Frugal, Rising];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        Curve[] coupled = Curves(context, new CoupledLearning(FlowRegression.ClampFraction));
        Curve[] exact = Curves(context, new ExactGradient());
        FlowRegression fresh = Draw(context, 0);
        (double[] fractions, double[] distances) = Distances(fresh, context);
        (double Error, double Power)[] frugal = [.. _penalties.Select(p => Penalised(p, context))];
        return new Outcome(
            [
                new(Coupled, Examination.Median(coupled.Select(c => c.Errors[^1] / c.Errors[0]))),
                new(Exact, Examination.Median(exact.Select(c => c.Errors[^1] / c.Errors[0]))),
                new(Before, Examination.Median(coupled.Select(c => c.Errors[0] / c.Silent))),
                new(Current, Examination.Greatest(coupled.Select(c => c.Laws.Current))),
                new(Power, Examination.Greatest(coupled.Select(c => c.Laws.Power))),
                new(Order, Examination.Order(fractions, distances)), new(Near, distances[^1]),
                new(Squares, Examination.Compare(
                    fresh.Network, fresh.Training, new CoupledLearning(FlowRegression.ClampFraction),
                    new SquaredError(fresh.Training.Targets), context.Workers).Cosine),
                new(Frugal, frugal[^1].Power / frugal[0].Power),
                new(Rising, Examination.Greatest(frugal.Zip(frugal.Skip(1), (a, b) => b.Power / a.Power))),
            ],
            Learning(coupled, exact), TradeOff(frugal));
    }

    private static FlowRegression Draw(ComputationContext context, int network) =>
        FlowRegression.Draw(context.Key.Split("network", network));

    private Curve[] Curves(ComputationContext context, Rule rule) =>
        [.. Enumerable.Range(0, Networks).Select(i => Learn(Draw(context, i), rule, context))];

    private Curve Learn(FlowRegression task, Rule rule, ComputationContext context)
    {
        Schooling<ResistorState> schooling =
            new(task.Network, task.Training, rule, [FlowRegression.Rate], context);
        List<double> errors = [];
        foreach (int step in Examination.Milestones(Steps))
        {
            schooling.LearnUntil(step);
            errors.Add(Examination.Trusted(
                schooling.Sound, () => Examination.Error(task.Network, task.Test)));
        }
        context.Tell(FormattableString.Invariant(
            $"{rule.Card.Name}: test error {errors[0]:G3} before, {errors[^1]:G3} after {Steps} steps"));
        double silent = task.Test.Targets.Sum(t => t * t) / task.Test.Count;
        return new(errors, silent, CircuitLaws.Audit(task.Network, task.Test));
    }

    /// <summary>How far coupled learning is from the exact gradient of the error in the metric of the output
    /// resistance, over clamp fractions.</summary>
    private static (double[] Fractions, double[] Distances) Distances(
        FlowRegression task, ComputationContext context)
    {
        ResistanceMetric cost = new(task.Network.OutputResistance(), task.Training.Targets);
        double[] fractions = [0.008, 0.004, 0.002, FlowRegression.ClampFraction];
        return (
            fractions,
            [
                .. fractions.Select(f => Examination.Compare(
                    task.Network, task.Training, new CoupledLearning(f), cost, context.Workers)
                    .RelativeError),
            ]);
    }

    /// <summary>Learns with λ·∂P/∂k added, ∂P/∂k = Δp², which each edge feels by itself.</summary>
    private (double Error, double Power) Penalised(double penalty, ComputationContext context)
    {
        FlowRegression task = Draw(context, 0);
        Schooling<ResistorState> schooling = new(
            task.Network, task.Training, new CoupledLearning(FlowRegression.ClampFraction),
            [FlowRegression.Rate], context);
        double[] k = task.Network.Parameters[0].Values, currents = new double[k.Length];
        schooling.LearnUntil(Steps, rest =>
        {
            task.Network.Currents(rest, task.Training.Inputs, [currents]);
            for (int e = 0; e < k.Length; e++)
                k[e] = Math.Max(
                    task.Network.Parameters[0].Least,
                    k[e] - (2 * FlowRegression.Rate * penalty * currents[e]));
        });
        (double error, double power) = schooling.Sound
            ? (Examination.Error(task.Network, task.Test), Dissipated(task.Network, task.Test))
            : (double.NaN, double.NaN);
        context.Tell(FormattableString.Invariant(
            $"penalty {penalty}: test error {error:G3}, power {power:G4}"));
        return (error, power);
    }

    private static double Dissipated(ResistorNetwork network, Lesson lesson) => network.Power(
        network.Relax(network.Start(lesson.Count), lesson.Inputs, Physics.Networks.Clamp.Free).State);

    private Plot Learning(Curve[] coupled, Curve[] exact)
    {
        double[] steps = [.. Examination.Milestones(Steps).Select(s => Math.Log10(Math.Max(s, 0.5)))];
        return new Plot(
            "learning", "Error while learning", "log₁₀ of the step (the first point is before)",
            "log₁₀ of the test error over that before, median",
            new Series("coupled learning", SeriesMark.Line, steps, Middle(coupled)),
            new Series("exact gradient, same rate", SeriesMark.Line, steps, Middle(exact)),
            new Series("untrained", SeriesMark.Dashed, [steps[0], steps[^1]], [0, 0]))
        {
            Caption = "Each edge sees its own two pressures only, free and clamped, and yet the whole "
                + "network comes to compute the map, on pressures that it has not seen before.",
        };
    }

    private static Plot TradeOff((double Error, double Power)[] frugal)
    {
        double[] x = [.. _penalties.Skip(1).Select(Math.Log10)];
        return new Plot(
            "power", "What it costs to be frugal", "log₁₀ of the penalty λ on power", "log₁₀",
            new Series(
                "test error", SeriesMark.Line, x, [.. frugal.Skip(1).Select(f => Math.Log10(f.Error))]),
            new Series("power", SeriesMark.Line, x, [.. frugal.Skip(1).Select(f => Math.Log10(f.Power))]),
            new Series(
                "power without penalty", SeriesMark.Dashed, [x[0], x[^1]],
                [Math.Log10(frugal[0].Power), Math.Log10(frugal[0].Power)]))
        {
            Caption = "Scaling all conductances down changes no answer and saves power; that is what a small "
                + "penalty does, until conductances meet their floor and the answers suffer.",
        };
    }

    private static double[] Middle(Curve[] curves) =>
    [
        .. Enumerable.Range(0, curves[0].Errors.Count).Select(i =>
            Math.Log10(Examination.Median(curves.Select(c => c.Errors[i] / c.Errors[0])))),
    ];

    private sealed record Curve(IReadOnlyList<double> Errors, double Silent, CircuitLaws Laws);
}
