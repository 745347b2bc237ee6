using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Thermodynamics;

/// <summary>Steps of methods that have an energy but no distribution over labels.</summary>
internal static class PointBooks
{
    private static readonly HeatCapacityCurve _none = new([], []);

    /// <summary>Targets that are points: the optimiser does work at fixed targets; then a teacher moves them
    /// (work), or they are made anew (heat).</summary>
    public static BookedStep? OfTargets(StepPhases phases, long step, string gauge)
    {
        double before = Mean(phases.Before), learned = Mean(phases.Learned), followed = Mean(phases.Followed);
        if (!double.IsFinite(before + learned + followed))
            return null;
        BookedStroke second = phases.Before[0] is PointTargets { MadeAnew: true }
            ? Heat(StrokeNames.Of(HeatKind.Labelling), followed - learned)
            : Work(StrokeNames.Of(WorkKind.MovingAverage), followed - learned);
        return new BookedStep(
            step, ThermodynamicMap.NameOf(MapLevel.FirstLawOnly), gauge, phases.Before.Count, 0, 0,
            double.NaN,
            double.NaN,
            [
                State(StrokeNames.Begin, before, double.NaN),
                State(StrokeNames.Of(WorkKind.Optimiser), learned, double.NaN),
                State(second.Name, followed, double.NaN),
            ],
            [Work(StrokeNames.Of(WorkKind.Optimiser), learned - before), second], _none);
    }

    /// <summary>A Gaussian that stands in: all change of its energy is booked as work of the optimiser, and
    /// its entropy is shown beside it, not accounted for.</summary>
    public static BookedStep? OfSurrogate(StepPhases phases, long step)
    {
        double before = Mean(phases.Before), learned = Mean(phases.Learned);
        double entropy = Entropy(phases.Before), later = Entropy(phases.Learned);
        if (!double.IsFinite(before + learned + entropy + later))
            return null;
        string optimiser = StrokeNames.Of(WorkKind.Optimiser);
        return new BookedStep(
            step, ThermodynamicMap.NameOf(MapLevel.Surrogate), LedgerSettings.NameOf(Gauge.Raw),
            phases.Before.Count,
            0, 0, double.NaN, double.NaN,
            [State(StrokeNames.Begin, before, entropy), State(optimiser, learned, later)],
            [Work(optimiser, learned - before) with { EntropyChange = later - entropy }], _none);
    }

    private static double Mean(IReadOnlyList<Composition> phase) => phase.Average(c => c switch
    {
        PointTargets targets => targets.Energy,
        GaussianSurrogate surrogate => surrogate.Energy,
        _ => double.NaN,
    });

    private static double Entropy(IReadOnlyList<Composition> phase) =>
        phase.OfType<GaussianSurrogate>().Average(s => s.Entropy);

    private static BookedState State(string after, double energy, double entropy) => new(
        after, energy, energy, entropy, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN,
        double.NaN,
        double.NaN, double.NaN);

    /// <summary>Without a distribution there is no F_eq from which work could be in excess.</summary>
    private static BookedStroke Work(string name, double work) =>
        new(name, work, 0, work, 0, double.NaN, double.NaN, double.NaN, double.NaN, 0);

    private static BookedStroke Heat(string name, double heat) =>
        new(name, 0, heat, heat, 0, double.NaN, 0, double.NaN, double.NaN, 0);
}
