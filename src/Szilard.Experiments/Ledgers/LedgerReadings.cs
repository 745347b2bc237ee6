using Szilard.Learners.Thermodynamics;
using Szilard.Records;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Experiments.Ledgers;

/// <summary>What a run's books say in the end, as readings that expectations can name.</summary>
public static class LedgerReadings
{
    private const string Prefix = "ledger.";
    private const int Share = 5;
    private const string StateConvention = "mean over the last fifth of the booked steps, after the "
        + "optimiser; its error as if these did not depend on each other";
    private const string SumConvention = "sum over the booked steps";

    private static readonly (string Name, Func<BookedState, double> Of)[] _states =
    [
        ("stored_information", s => s.StoredInformation),
        ("label_information", s => s.LabelInformation),
        ("kl", s => s.Divergence),
        ("label_entropy", s => s.LabelEntropy),
        ("marginal_entropy", s => s.MarginalEntropy),
        ("internal_energy", s => s.InternalEnergy),
        ("free_energy", s => s.FreeEnergy),
        ("beta_by_energy", s => s.BetaByEnergy),
        ("beta_by_entropy", s => s.BetaByEntropy),
    ];

    private static readonly (string Name, Func<BookedTotals, double> Of)[] _sums =
    [
        ("excess_work", t => t.ExcessWork),
        ("information_gained", t => t.InformationGained),
        ("reset", t => t.Reset),
        .. Enum.GetValues<WorkKind>().Select(kind => StrokeNames.Of(kind)).Select(kind => (
            $"work.{Underscored(kind)}", (Func<BookedTotals, double>)(t => t.Work.GetValueOrDefault(kind)))),
        .. Enum.GetValues<HeatKind>().Select(kind => StrokeNames.Of(kind)).Select(kind => (
            $"heat.{Underscored(kind)}", (Func<BookedTotals, double>)(t => t.Heat.GetValueOrDefault(kind)))),
    ];

    private const string Efficiency = "demon_efficiency", Closure = "closure", Steps = "steps";
    private const string Production = "entropy_production", Training = "training_entropy_production";
    private const string Identified = "identified_information", CostPerBit = "cost_per_bit";

    private static readonly string[] _others =
        [Production, Training, Identified, CostPerBit, Efficiency, Closure, Steps];

    /// <summary>The name of what the representation is known to hold, over steps and in the end.</summary>
    public const string IdentifiedName = Prefix + Identified;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. _states.Select(s => s.Name).Concat(_sums.Select(s => s.Name)).Concat(_others)
            .Select(name => Prefix + name),
    ];

    /// <summary>The readings of a run; none where nothing was booked. Readings that a method does not have
    /// (entropies of one that obeys the first law alone) are left out.</summary>
    /// <param name="lines">Its booked steps, in order.</param>
    /// <param name="steps">Steps that the run took, booked or not.</param>
    /// <param name="identified">What its representation is known to hold, nats; null where nothing
    /// is.</param>
    public static IEnumerable<NamedReading> Of(
        IReadOnlyList<BookedStep> lines, long steps, Observables.Reading? identified)
    {
        if (lines.Count == 0 || lines[^1].Totals is not { } totals)
            return [];
        BookedStep[] late = [.. lines.TakeLast(Math.Max(1, lines.Count / Share))];
        NamedReading[] all =
        [
            .. _states.Select(s => Mean(
                s.Name, [.. late.Select(step => Learned(step) is { } state ? s.Of(state) : double.NaN)])),
            Mean(Efficiency, [.. late.Select(OptimiserEfficiency)]),
            .. Costs(lines, totals, steps, identified),
            .. _sums.Select(s => Reading(s.Name, s.Of(totals), double.NaN, SumConvention)),
            Reading(
                Closure, totals.Size > 0 ? Math.Abs(totals.ClosureError) / totals.Size : 0, double.NaN,
                "|ΔU − ΣW − ΣQ − ΣR|/Σ|terms| over the booked steps"),
            Reading(Steps, lines.Count, double.NaN, "booked steps"),
        ];
        return all.Where(r => double.IsFinite(r.Value));
    }

    /// <summary>What was produced, what was gained by it, and the one over the other.</summary>
    private static IEnumerable<NamedReading> Costs(
        IReadOnlyList<BookedStep> lines, BookedTotals totals, long steps, Observables.Reading? identified)
    {
        double produced = TrainingEntropy.Until(steps, lines);
        yield return Reading(
            Production,
            totals.EntropyProduction.Count > 0 ? totals.EntropyProduction.Values.Sum() : double.NaN,
            double.NaN, SumConvention + ", per item of the batch");
        yield return Reading(Training, produced, double.NaN, TrainingEntropy.Convention);
        if (identified is null)
            yield break;
        (double nats, double error) = (identified.Value, identified.StandardError);
        yield return Reading(Identified, nats, error, identified.Remark);
        double cost = nats > 0 ? produced / (nats / Math.Log(2)) : double.NaN;
        yield return Reading(
            CostPerBit, cost, cost * error / nats,
            "k_B (k_BT of dissipation in a bath at T) of training per bit that the representation holds of a "
                + "sample: training_entropy_production over identified_information/ln 2");
    }

    /// <summary>What the last booked step says of information, to be told while the run goes on; none before
    /// the first, and none where nothing is defined.</summary>
    public static IEnumerable<Observables.NamedReading> Live(BookedStep? step)
    {
        if (step is null || Learned(step) is not { } state)
            return [];
        Observables.NamedReading[] told =
        [
            Told("stored_information", state.StoredInformation), Told("kl", state.Divergence),
        ];
        return told.Where(r => double.IsFinite(r.Reading.Value));

        static Observables.NamedReading Told(string name, double value) => new(
            Prefix + name, "after the optimiser of the last booked step, nats",
            new Observables.Reading(value, double.NaN, double.NaN));
    }

    /// <summary>The labels in the hands of the model after the step: after the projection where there was
    /// one.</summary>
    public static BookedState? Learned(BookedStep step) =>
        step.After(StrokeNames.Of(WorkKind.Projection)) ?? step.After(StrokeNames.Of(WorkKind.Optimiser));

    private static double OptimiserEfficiency(BookedStep step) =>
        step.Strokes.FirstOrDefault(s => s.Name == StrokeNames.Of(WorkKind.Optimiser))?.DemonEfficiency
            ?? double.NaN;

    /// <summary>The mean of those that are numbers; where some are not, the remark says how many
    /// are.</summary>
    private static NamedReading Mean(string name, double[] values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0)
            return Reading(name, double.NaN, double.NaN, StateConvention);
        double mean = known.Average(), squares = known.Sum(v => (v - mean) * (v - mean));
        double error = known.Length > 1 ? Math.Sqrt(squares / (known.Length - 1) / known.Length) : double.NaN;
        string remark = known.Length < values.Length
            ? $"defined in {known.Length} of these {values.Length} steps" : "";
        return Reading(name, mean, error, StateConvention) with { Remark = remark };
    }

    private static NamedReading Reading(string name, double value, double error, string convention) =>
        new(Prefix + name, value, error, double.NaN, "", convention);

    private static string Underscored(string name) => name.Replace('-', '_');
}
