using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;

namespace Szilard.Reports;

/// <summary>The figures of a run's books.</summary>
internal static class LedgerPlots
{
    /// <summary>β̃ by energy and by entropy differ by more than this share: not a Gibbs state.</summary>
    private const double Apart = 1e-3;

    /// <summary>All figures that the books have numbers for.</summary>
    public static IEnumerable<Plot> Of(IReadOnlyList<BookedStep> books)
    {
        BookedStep last = books[^1];
        foreach (Plot plot in last.States.Any(s => double.IsFinite(s.Entropy)) ? OfLabels(books) : [])
            yield return plot;
        yield return Strokes(
            books, "strokes", "Work and heat by stroke", "W or Q", s => s.Work + s.Heat,
            $"Work is counted in the gauge {last.Gauge}: its sign means nothing by itself.");
        yield return Strokes(
            books, "production", "Entropy production by stroke", "Σ (nats)", s => s.EntropyProduction,
            "Of relaxations alone: work at fixed labels or a fixed state produces none, and a measurement is "
                + "no relaxation.");
        if (last.HeatCapacity.Temperatures.Count > 0)
            yield return HeatCapacity(last);
    }

    /// <summary>Those of items and labels, which points and bodies have not.</summary>
    private static IEnumerable<Plot> OfLabels(IReadOnlyList<BookedStep> books)
    {
        BookedStep last = books[^1];
        yield return Cycle(
            "cycle-energy", "The cycle of the last booked step: energy over entropy", "U", last, s =>
                s.InternalEnergy);
        yield return Cycle(
            "cycle-temperature", "The same: effective inverse temperature by energy, over entropy", "β̃",
            last,
            s => s.BetaByEnergy, ("by entropy", s => s.BetaByEntropy));
        yield return Information(books);
    }

    private static Plot Cycle(
        string id, string title, string y, BookedStep step, Func<BookedState, double> height,
        (string Name, Func<BookedState, double> Of)? other = null)
    {
        List<Series> series =
        [
            .. step.Strokes.Select((stroke, k) => new Series(
                $"{k + 1} → {k + 2} {stroke.Name}", SeriesMark.Line,
                [step.States[k].Entropy, step.States[k + 1].Entropy],
                [height(step.States[k]), height(step.States[k + 1])])),
        ];
        BookedState[] outside = [.. step.States.Where(IsOff)];
        series.Add(new Series(
            "off equilibrium", SeriesMark.Points, [.. outside.Select(s => s.Entropy)],
            [.. outside.Select(height)]));
        if (other is { } second)
        {
            series.Add(new Series(
                second.Name, SeriesMark.Points, [.. step.States.Select(s => s.Entropy)],
                [.. step.States.Select(second.Of)]));
        }
        return new Plot(id, title, "S (nats)", y, series)
        {
            Caption = "Strokes of work stand upright: labels stay, and with them the entropy. Marked points "
                + "are no Gibbs states of their energies; areas have no meaning there.",
        };
    }

    private static bool IsOff(BookedState state) =>
        !(Math.Abs(state.BetaByEnergy - state.BetaByEntropy) <= Apart * Math.Abs(state.BetaByEntropy));

    private static Plot Information(IReadOnlyList<BookedStep> books)
    {
        (double Step, BookedState State)[] learned =
        [
            .. books.Select(b => ((double)b.Step, State: LedgerReadings.Learned(b)))
                .Where(b => b.State is not null).Select(b => (b.Item1, b.State!)),
        ];
        return new Plot(
            "information", "Information: from the labels into the representation", "step", "nats",
            Line("held by the labels", s => s.LabelInformation), Line("stored", s => s.StoredInformation),
            Line("KL: free energy still there", s => s.Divergence),
            Line("entropy of labels", s => s.LabelEntropy))
        {
            Caption = "Stored information at or below 0 is a model that tells nothing apart; labels that "
                + "hold nothing are a collapse; KL at 0 with little stored leaves nothing to learn from.",
        };

        Series Line(string name, Func<BookedState, double> of) => new(
            name, SeriesMark.Line, [.. learned.Select(l => l.Step)], [.. learned.Select(l => of(l.State))]);
    }

    private static Plot Strokes(
        IReadOnlyList<BookedStep> books, string id, string title, string y, Func<BookedStroke, double> of,
        string caption)
    {
        double[] steps = [.. books.Select(b => (double)b.Step)];
        IEnumerable<Series> series = books.SelectMany(b => b.Strokes).Select(s => s.Name).Distinct()
            .Select(name => new Series(name, SeriesMark.Line, steps, [.. books.Select(b => Mean(name, b))]))
            .Where(line => line.Y.Any(v => double.IsFinite(v) && v != 0));
        return new Plot(id, title, "step", y, [.. series]) { Caption = caption };

        double Mean(string name, BookedStep step) =>
            LedgerPlots.Mean([.. step.Strokes.Where(s => s.Name == name).Select(of)]);
    }

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();

    private static Plot HeatCapacity(BookedStep step)
    {
        HeatCapacityCurve curve = step.HeatCapacity;
        int peak = Enumerable.Range(0, curve.Values.Count).MaxBy(k => curve.Values[k]);
        double[] logs = [.. curve.Temperatures.Select(Math.Log10)];
        return new Plot(
            "heat-capacity", "Heat capacity of the model over temperature, last booked step", "log₁₀ T",
            "C (nats per unit of ln T)", new Series("C", SeriesMark.Line, logs, curve.Values),
            new Series("peak", SeriesMark.Points, [logs[peak]], [curve.Values[peak]]))
        {
            Caption = $"The peak lies at T = {Observables.NumberText.Of(curve.Temperatures[peak])}, the "
                + $"model works at T = {Observables.NumberText.Of(1 / step.ModelBeta)}.",
        };
    }
}
