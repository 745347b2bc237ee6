using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>A stroke on the way to a state, and the states it led between.</summary>
internal sealed record BookedChange(int State, CompositeState Before, CompositeState After, Stroke Stroke)
{
    /// <summary>Whether labels were 0 somewhere when it began.</summary>
    public bool FromHard { get; } = Before.Labels.Values.Contains(0);
}

/// <summary>What books of recorded arrays cannot refuse, but should not pass over in silence.</summary>
internal static class ProcessNotes
{
    private const double Near = 1e-5, Percent = 0.01;

    /// <summary>Below so many free numbers a common factor is no surprise.</summary>
    private const int Coincidence = 3;

    /// <summary>Longer lists of states are cut.</summary>
    private const int Listed = 8;

    public static IReadOnlyList<string> Of(
        IReadOnlyList<CompositeState> states, IReadOnlyList<BookedChange> changes, Gauge gauge) =>
    [
        .. Measurements(changes), .. Relaxations(changes), .. HardLabels(changes), .. Temperatures(states),
        .. gauge == Gauge.Raw ? MixedGauges(states) : [],
    ];

    private static IEnumerable<string> Measurements(IReadOnlyList<BookedChange> changes) => Told(
        changes.Where(c => c.Stroke is HeatStroke { Kind: HeatKind.Measurement }),
        "labels become 0 somewhere: a relaxation to them would produce infinite entropy (absolute "
            + "irreversibility). It is booked as a measurement: heat and information gained, no entropy "
            + "production. Where zeros are an underflow of single precision, record labels in double "
            + "precision.");

    private static IEnumerable<string> Relaxations(IReadOnlyList<BookedChange> changes) => Told(
        changes.Where(c => c.Stroke is HeatStroke { Kind: HeatKind.Relaxation }),
        "labels change to some that are of no Gibbs form, neither at β_s nor at β_t: their bath is not "
            + "known, so neither is its entropy production. Give as β_t that of the Sinkhorn or softmax that "
            + "made them.");

    private static IEnumerable<string> HardLabels(IReadOnlyList<BookedChange> changes)
    {
        BookedChange[] hard = [.. changes.Where(c => c.FromHard)];
        BookedChange[] work = [.. hard.Where(c => c.Stroke is WorkStroke)];
        BookedChange[] heat = [.. hard.Where(
            c => c.Stroke is HeatStroke { EntropyProduction: not double.NaN })];
        return
        [
            .. Told(
                work,
                "work is done at labels that are 0 somewhere. The integral fluctuation theorem of a work "
                    + "stroke needs full support: ⟨exp(−β(w − ΔF) − k)⟩ is not 1 but the mean probability of "
                    + "the labels under the model, "
                + Span(work, c => WorkFluctuation.Of(c.Before, c.After.Energies).Average)
                + ". Work and excess work are exact all the same."),
            .. Told(
                heat,
                "labels that are 0 somewhere relax. The integral fluctuation theorem of a relaxation needs "
                    + "full support: ⟨e^(−σ)⟩ is not 1 but the probability of their support, "
                + Span(heat, c => LabelFluctuation.Of(c.Before.Labels, c.After.Labels).Average)
                + ". Entropy production is exact all the same."),
        ];
    }

    private static IEnumerable<string> Told(IEnumerable<BookedChange> changes, string what)
    {
        int[] states = [.. changes.Select(c => c.State).Distinct()];
        return states.Length == 0 ? [] : [$"On the way to {Named(states)} {what}"];
    }

    private static string Span(BookedChange[] changes, Func<BookedChange, double> value)
    {
        if (changes.Length == 0)
            return "";
        double least = changes.Min(value), most = changes.Max(value);
        return least == most ? $"{least:G6}" : $"{least:G6} to {most:G6}";
    }

    /// <summary>E′ = s·E + a_i: with s ≠ 1 a temperature went into the energies, with s = 1 only their zero
    /// moved.</summary>
    private static IEnumerable<string> Temperatures(IReadOnlyList<CompositeState> states)
    {
        for (int k = 1; k < states.Count; k++)
        {
            Matrix from = states[k - 1].Gauged(Gauge.RowMean), to = states[k].Gauged(Gauge.RowMean);
            if (from.Rows * (from.Columns - 1) < Coincidence || Factor(from, to) is not { } factor)
                continue;
            if (Math.Abs(factor - 1) > Percent)
                yield return
                    $"Energies of state {k} are {factor:G6} times those of state {k - 1}: a change of "
                        + "temperature does no work, but here it is booked as work. Record energies before "
                        + "any temperature and give β_s for each state. Only a logit scale that is itself "
                        + "learned belongs to the energies.";
            else if (!states[k].Energies.Values.AsSpan().SequenceEqual(states[k - 1].Energies.Values)
                && Math.Abs(factor - 1) < Near)
                yield return
                    $"Energies of state {k} differ from those of state {k - 1} by a constant for each item "
                        + "only: no probability changes, and the work between them is one of gauge. Read the "
                        + "excess work.";
        }
    }

    private static double? Factor(Matrix from, Matrix to)
    {
        double square = TensorPrimitives.Dot<double>(from.Values, from.Values);
        if (square == 0)
            return null;
        double factor = TensorPrimitives.Dot<double>(from.Values, to.Values) / square;
        double most = to.Values.Max(Math.Abs);
        for (int k = 0; k < from.Values.Length; k++)
            if (!(Math.Abs(to.Values[k] - (factor * from.Values[k])) <= Near * most))
                return null;
        return factor;
    }

    private static IEnumerable<string> MixedGauges(IReadOnlyList<CompositeState> states)
    {
        int[] told = [.. Enumerable.Range(0, states.Count).Where(
            k => states[k].Energies.Values.Any(e => e != 0))];
        foreach ((Gauge gauge, string what, string option) in (ReadOnlySpan<(Gauge, string, string)>)
            [
                (Gauge.RowMinimum, "have 0 as the least energy of every item", "row-min"),
                (Gauge.RowMean, "have 0 as the mean energy of every item", "row-mean"),
                (Gauge.SelfInformation, "are −T ln p", "self-information"),
            ])
        {
            int[] fixedThere = [.. told.Where(k => IsIn(states[k], gauge))];
            if (fixedThere.Length > 0 && fixedThere.Length < told.Length)
                return
                [
                    $"Energies of {Named(fixedThere)} {what}, those of {Named([.. told.Except(fixedThere)])} "
                        + "are not so: gauges are mixed between strokes, and raw work has no meaning. Book "
                        + $"all in the gauge {option}, or read the excess work, which is the same in every "
                        + "gauge.",
                ];
        }
        return [];
    }

    private static bool IsIn(CompositeState state, Gauge gauge)
    {
        double most = state.Energies.Values.Max(Math.Abs);
        return state.Gauged(gauge).Values.Zip(state.Energies.Values).All(
            e => Math.Abs(e.First - e.Second) <= Near * most);
    }

    private static string Named(int[] states) =>
        (states.Length == 1 ? "state " : "states ") + string.Join(", ", states.Take(Listed))
        + (states.Length > Listed ? $" and {states.Length - Listed} more" : "");
}
