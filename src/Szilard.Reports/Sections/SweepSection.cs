using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;
using Szilard.Observables;
using Szilard.Observables.Statistics;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>A study with a grid: every reading over every knob, with fitted power laws.</summary>
internal static class SweepSection
{
    public static Markup Render(SweepResult sweep, bool charts)
    {
        string[] meters =
        [
            .. sweep.Meters.Where(m => sweep.Cells.Any(c => c.Values(m).Count > 0)).OrderBy(
                KnownReadings.Place),
        ];
        return Markup.Html($"""
            <section id="sweep" aria-labelledby="sweep-title">
            <h2 id="sweep-title">Sweep</h2>
            <p class="lead">{Words.Count(sweep.Cells.Count, "cell")}
            × {Words.Count(sweep.Study.Seeds.Count, "seed")}: mean ± standard error over seeds at the end of
            training{Interval(sweep)}. Exponents x of power laws have 95 % bootstrap intervals.</p>
            {CurvesSection.Missing.When(!charts)}
            {Lacking(sweep)}
            {sweep.Study.Knobs.Select((knob, k) => ByKnob(sweep, knob, k, meters, charts))}
            </section>
            """);
    }

    /// <summary>What resampling so few seeds can say.</summary>
    private static string Interval(SweepResult sweep) => sweep.Study.Seeds.Count switch
    {
        < SeedInterval.Least => $"; no interval, which takes {SeedInterval.Least} seeds",
        < SeedInterval.Enough => $", with the 95 % bootstrap interval of the mean, too narrow below "
            + $"{SeedInterval.Enough} seeds",
        _ => ", with the 95 % bootstrap interval of the mean",
    };

    private static Markup Lacking(SweepResult sweep) => Markup.Html($"""
        <p class="notice">Without a finished run: {string.Join("; ", sweep.Lacking.Select(
            c => $"{c.Cell.Run.Name} (seed {string.Join(", ", c.Missing)})"))}.</p>
        """).When(sweep.Lacking.Count > 0);

    private static Markup ByKnob(SweepResult sweep, Knob knob, int index, string[] meters, bool charts)
    {
        var lines = sweep.Lines(knob.Key).ToList();
        var parts = meters.Select(
            (meter, m) => Reading(sweep, knob, $"sweep-{index + 1}-{m + 1}", meter, lines, charts));
        return Markup.Html($"""
            <h3>{knob.Key}</h3>
            <div class="figures plots">
            {parts}
            </div>
            """).When(lines.Count > 0);
    }

    private static Markup Reading(
        SweepResult sweep, Knob knob, string id, string meter,
        IReadOnlyList<(string Name, IReadOnlyList<SweptCell> Cells)> lines, bool charts)
    {
        IReadOnlyList<double> x = SweepResult.NumbersOf(knob);
        IReadOnlyList<FittedLaw> laws = sweep.Laws(meter, knob);
        (string Name, SweptCell Cell)[] levels =
            [.. sweep.Levels(knob.Key).Where(l => l.Cell.Values(meter).Count > 0)];
        Markup table = Cells.Scroll(
            $"{meter} over {knob.Key}", Table(knob, meter, lines, levels, laws));
        if (!x.All(double.IsFinite))
            return Markup.Html($"<figure><figcaption>{meter}</figcaption>{table}</figure>");
        Plot plot = new(
            id, meter, knob.Key, meter,
            [
                .. lines.SelectMany(l => SeriesOf(l.Name, l.Cells, knob.Key, meter)),
                .. levels.Select(l => LevelOf(l.Name, l.Cell, x, meter)),
            ])
        {
            LogX = x.All(v => v > 0) && x.Max() >= 10 * x.Min(),
        };
        return FigureBox.Render(new PlotFigure(plot), "plot", Markup.Empty, table, charts);
    }

    private static IEnumerable<Series> SeriesOf(
        string name, IReadOnlyList<SweptCell> cells, string knob, string meter)
    {
        double[] x = [.. cells.Select(c => KnobValue.Number(c.Cell.ValueOf(knob)))];
        yield return new Series(name, SeriesMark.Line, x, [.. cells.Select(c => c.Pooled(meter).Mean)]);
    }

    /// <summary>What the knob does not reach, across the figure.</summary>
    private static Series LevelOf(string name, SweptCell cell, IReadOnlyList<double> x, string meter)
    {
        double[] ends = [x.Min(), x.Max()];
        return new Series(name, SeriesMark.Dashed, ends, [.. ends.Select(_ => cell.Pooled(meter).Mean)]);
    }

    private static Markup Table(
        Knob knob, string meter, IReadOnlyList<(string Name, IReadOnlyList<SweptCell> Cells)> lines,
        (string Name, SweptCell Cell)[] levels, IReadOnlyList<FittedLaw> laws)
    {
        Markup power = Cells.NumberHead("power law").When(laws.Count > 0);
        return Markup.Html($"""
            <table class="numbers">
            <thead><tr>{Cells.Head(knob.Key)}{knob.Values.Select(Cells.NumberHead)}{power}</tr></thead>
            <tbody>{lines.Select(l => Row(knob, meter, l.Name, l.Cells, laws))}{levels.Select(l => Level(knob, meter, l.Name, l.Cell))}</tbody>
            </table>
            """);
    }

    private static Markup Row(
        Knob knob, string meter, string name, IReadOnlyList<SweptCell> cells,
        IReadOnlyList<FittedLaw> laws)
    {
        var values = knob.Values.Select(v => Cells.Number(
            Text(cells.FirstOrDefault(c => c.Cell.ValueOf(knob.Key) == v), meter)));
        FittedLaw[] own = [.. laws.Where(l => l.Line == name)];
        Markup power = own.Length == 0 ? Markup.Empty : Cells.Number(SweepResult.Text(own));
        return Markup.Html($"""
            <tr>{Cells.Row(name)}{values}{power}</tr>

            """);
    }

    /// <summary>One reading that holds at every value of the knob.</summary>
    private static Markup Level(Knob knob, string meter, string name, SweptCell cell) => Markup.Html($"""
        <tr>{Cells.Row(name)}<td class="number" colspan="{knob.Values.Count}">{Text(cell, meter)}</td></tr>

        """);

    private static string Text(SweptCell? cell, string meter)
    {
        PooledReading reading = cell?.Pooled(meter) ?? PooledReading.Missing;
        string text = NumberText.WithError(reading.Mean, reading.StandardError);
        return cell?.Interval(meter) is var (low, high) ? $"{text} {NumberText.Interval(low, high)}" : text;
    }
}
