using Szilard.Learners.Thermodynamics;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Learners.Energies;

/// <summary>A step of an energy model as strokes: the chains relax (heat), the data are told in their place
/// (a measurement), and the optimiser does work on the data. Energies are booked as they are: there are no
/// items whose energies could be shifted one by one.</summary>
internal static class EnergyBooks
{
    private static readonly string _relaxation = StrokeNames.Of(HeatKind.Relaxation);
    private static readonly string _measurement = StrokeNames.Of(HeatKind.Measurement);
    private static readonly string _optimiser = StrokeNames.Of(WorkKind.Optimiser);

    /// <summary>The books of one step.</summary>
    public static BookedStep Of(EnergyPhases phases, ExactPhases? exact, BookedChains chains, long step)
    {
        BookedState[] states = exact is null ? Energetic(phases) : Exact(exact);
        BookedStroke[] strokes =
        [
            Relaxed(states[0], states[1]), Measured(states[1], states[2]),
            Learned(states[2], states[3], chains),
        ];
        double booked = strokes.Sum(s => s.Work + s.Heat);
        return new BookedStep(
            step, ThermodynamicMap.NameOf(MapLevel.Exact), LedgerSettings.NameOf(Gauge.Raw), 1,
            phases.Data.Length, 0, 1 / chains.ModelTemperature, 1 / chains.BathTemperature, states, strokes,
            new HeatCapacityCurve([], []))
        {
            ClosureError = states[3].InternalEnergy - states[0].InternalEnergy - booked,
            Chains = chains,
        };
    }

    /// <summary>Energies alone: entropies and ln Z are not known.</summary>
    private static BookedState[] Energetic(EnergyPhases phases) =>
    [
        Of(StrokeNames.Begin, phases.Start.Average()), Of(_relaxation, phases.End.Average()),
        Of(_measurement, phases.Data.Average()), Of(_optimiser, phases.DataLearned.Average()),
    ];

    private static BookedState Of(string after, double energy) => new(
        after, energy, energy, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN,
        double.NaN, double.NaN, double.NaN);

    private static BookedState[] Exact(ExactPhases exact) =>
    [
        Of(StrokeNames.Begin, exact.Before, exact.Start), Of(_relaxation, exact.Before, exact.Relaxed()),
        Of(_measurement, exact.Before, exact.Data), Of(_optimiser, exact.After, exact.Data),
    ];

    /// <summary>Information is counted from evenly drawn units: H = visible·ln 2.</summary>
    private static BookedState Of(string after, RestrictedBoltzmannMachine machine, double[] law)
    {
        MachineReading r = MachineReading.Of(machine, law);
        return new BookedState(
            after, r.InternalEnergy, r.InternalEnergy, r.Entropy, r.Entropy, machine.Visible * Math.Log(2),
            r.EquilibriumFreeEnergy, r.InternalEnergy - r.Entropy, r.NegativeLogLikelihood, r.Divergence,
            double.NaN, double.NaN);
    }

    /// <summary>Σ = KL before − KL after, which is CD_k where the chains begin at the data.</summary>
    private static BookedStroke Relaxed(BookedState from, BookedState to) => new(
        to.After, 0, to.InternalEnergy - from.InternalEnergy, to.InternalEnergy - from.InternalEnergy,
        to.Entropy - from.Entropy, double.NaN, 0, double.NaN, from.Divergence - to.Divergence, 0);

    private static BookedStroke Measured(BookedState from, BookedState to) => new(
        to.After, 0, to.InternalEnergy - from.InternalEnergy, to.InternalEnergy - from.InternalEnergy,
        to.Entropy - from.Entropy, double.NaN, 0, double.NaN, double.NaN, from.Entropy - to.Entropy);

    /// <summary>Excess work W − ΔF = ΔNLL, in exact sums or as the chains estimate it.</summary>
    private static BookedStroke Learned(BookedState from, BookedState to, BookedChains chains)
    {
        double work = to.InternalEnergy - from.InternalEnergy, excess = work - chains.FreeEnergyChange;
        return new BookedStroke(
            to.After, work, 0, work, 0, chains.FreeEnergyChange, excess,
            from.Divergence > 0 ? -excess / from.Divergence : double.NaN, double.NaN, 0);
    }
}
