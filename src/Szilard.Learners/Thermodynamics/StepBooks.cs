using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Learners.Thermodynamics;

/// <summary>Books a step of learning from the compositions of its phases.</summary>
public static class StepBooks
{
    private const int CapacityPoints = 25;

    /// <summary>The books of one step, the mean over its pairs of looks; null where nothing is composed, or
    /// energies are too large to be told apart.</summary>
    /// <param name="phases">The batch in all phases of the step.</param>
    /// <param name="gauge">From where energies are counted.</param>
    /// <param name="level">What the objective's map says.</param>
    /// <param name="step">Steps done, this one included.</param>
    public static BookedStep? Of(StepPhases phases, Gauge gauge, MapLevel level, long step)
    {
        if (phases.Before.Count == 0)
            return null;
        return phases.Before[0] switch
        {
            LabelledItems => Labelled(phases, gauge, level, step),
            GaussianSurrogate => PointBooks.OfSurrogate(phases, step),
            _ => PointBooks.OfTargets(phases, step, LedgerSettings.NameOf(gauge)),
        };
    }

    private static BookedStep? Labelled(StepPhases phases, Gauge gauge, MapLevel level, long step)
    {
        IEnumerable<Composition> all =
            [.. phases.Before, .. phases.Learned, .. phases.Projected, .. phases.Settled, .. phases.Followed];
        if (!all.OfType<LabelledItems>().All(c => c.CanBeBooked))
            return null;
        LabelledBooks[] books =
            [.. Enumerable.Range(0, phases.Before.Count)
                .Select(pair => LabelledBooks.Of(phases, pair, gauge))];
        LabelledItems first = (LabelledItems)phases.Before[0];
        return new BookedStep(
            step, ThermodynamicMap.NameOf(level), LedgerSettings.NameOf(gauge), books.Length,
            first.Energies.Rows,
            first.Energies.Columns, first.Beta, Bath(first.Labels)?.Beta ?? double.NaN,
            States(books, gauge, first.PriorEntropy), Strokes(books, gauge), Capacity(books[0]))
        {
            ClosureError = books.Average(b => b.ClosureError),
        };
    }

    private static RelaxedLabels? Bath(SelfLabels labels) =>
        labels is KeptLabels kept ? kept.Bath : labels as RelaxedLabels;

    private static BookedState[] States(LabelledBooks[] books, Gauge gauge, double? prior) =>
    [
        .. Enumerable.Range(0, books[0].States.Count).Select(k =>
        {
            string after = k == 0 ? StrokeNames.Begin : StrokeNames.Of(books[0].Strokes[k - 1]);
            return BookedMeans.Of([.. books.Select(b => State(after, b.States[k], gauge, prior))]);
        }),
    ];

    private static BookedStroke[] Strokes(LabelledBooks[] books, Gauge gauge) =>
    [
        .. Enumerable.Range(0, books[0].Strokes.Count).Select(k => BookedMeans.Of(
            [.. books.Select(b => Stroke(
                b.Strokes[k],
                b.States[k + 1].InternalEnergyIn(gauge) - b.States[k].InternalEnergyIn(gauge)))])),
    ];

    private static BookedState State(string after, CompositeState state, Gauge gauge, double? prior)
    {
        StateReading r = state.Read();
        bool equilibrium = r.Divergence < 1e-9
            && (after == StrokeNames.Begin || after == StrokeNames.Of(HeatKind.Readout));
        EffectiveTemperature beta =
            equilibrium ? new EffectiveTemperature(state.Beta, state.Beta) : Effective(state, r);
        return new BookedState(
            after, r.InternalEnergy, state.InternalEnergyIn(gauge), r.Entropy, r.LabelEntropy,
            prior ?? r.MarginalEntropy, r.EquilibriumFreeEnergy, r.FreeEnergy, r.Loss, r.Divergence,
            beta.ByEnergy,
            beta.ByEntropy);
    }

    /// <summary>Of hard labels only the energy is matched: their entropy is 0 at no finite β.</summary>
    private static EffectiveTemperature Effective(CompositeState state, StateReading reading) =>
        reading.LabelEntropy > 1e-12
            ? EffectiveTemperature.Of(state)
            : new EffectiveTemperature(double.NaN, double.PositiveInfinity);

    private static BookedStroke Stroke(Stroke stroke, double change) => stroke switch
    {
        WorkStroke w => new(
            StrokeNames.Of(w), w.Work, 0, change, 0, w.FreeEnergyChange, w.ExcessWork, w.DemonEfficiency,
            double.NaN, 0),
        HeatStroke h => new(
            StrokeNames.Of(h), 0, h.Heat, change, h.EntropyChange, double.NaN, 0, double.NaN,
            h.EntropyProduction,
            h.InformationGained),
        _ => throw new ArgumentOutOfRangeException(nameof(stroke)),
    };

    /// <summary>From a thirtieth of the model's temperature to thirty times of it.</summary>
    private static HeatCapacityCurve Capacity(LabelledBooks books)
    {
        CompositeState last = books.States[^1];
        double[] temperatures =
        [
            .. Enumerable.Range(0, CapacityPoints).Select(
                k => Math.Pow(30, (2.0 * k / (CapacityPoints - 1)) - 1) / last.Beta),
        ];
        return new HeatCapacityCurve(temperatures, EffectiveTemperature.HeatCapacities(last, temperatures));
    }
}
