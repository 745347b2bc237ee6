using Szilard.Parts;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Thermodynamics;

/// <summary>The books of a whole run: between booked steps other items come in (a reset), and everything is
/// added up. What happens in steps that are not booked is in the resets.</summary>
/// <param name="gauge">From where energies are counted.</param>
public sealed class RunBooks(Gauge gauge)
{
    private readonly LedgerTotals _totals = new(gauge);
    private double[] _last = [];

    /// <summary>Everything that it knows, so that an interrupted run goes on with the same bits: the energy
    /// and entropy in which the last booked step ended, if there was one, and the sums.</summary>
    /// <exception cref="SzilardException">Set to what another version has saved.</exception>
    public double[] Sums
    {
        get => [_last.Length, .. _last, .. _totals.Sums];
        set
        {
            int known = value.Length > 0 && value[0] == 2 ? 2 : 0;
            _last = value[1..(1 + known)];
            _totals.Sums = value[(1 + known)..];
        }
    }

    /// <summary>A booked step with what lay between it and the one before, and with the sums so
    /// far.</summary>
    public BookedStep Enter(BookedStep step)
    {
        BookedState first = step.States[0], end = step.States[^1];
        BookedReset? reset = _last.Length == 0
            ? null
            : new BookedReset(first.GaugedEnergy - _last[0], first.Entropy - _last[1]);
        if (reset is not null)
            _totals.Add(new ResetStroke(reset.EnergyChange, reset.EntropyChange), reset.EnergyChange);
        foreach (BookedStroke stroke in step.Strokes)
            _totals.Add(Plain(stroke), stroke.EnergyChange);
        _last = [end.GaugedEnergy, end.Entropy];
        return step with { Reset = reset, Totals = BookedTotals.From(_totals) };
    }

    private static Stroke Plain(BookedStroke s)
    {
        foreach (WorkKind kind in Enum.GetValues<WorkKind>())
        {
            if (StrokeNames.Of(kind) == s.Name)
                return new WorkStroke(kind, s.Work, s.FreeEnergyChange, s.ExcessWork, double.NaN);
        }
        HeatKind heat = Enum.GetValues<HeatKind>().First(kind => StrokeNames.Of(kind) == s.Name);
        return new HeatStroke(heat, s.Heat, s.EntropyChange, double.NaN, s.EntropyProduction,
            s.InformationGained);
    }
}
