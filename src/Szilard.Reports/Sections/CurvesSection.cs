using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>Readings over training steps, one chart per reading.</summary>
internal static class CurvesSection
{
    private const int TableRows = 12;

    public static Markup Render(IReadOnlyList<RunGroup> groups, bool charts)
    {
        IReadOnlyList<CurveFigure> figures = Figures(groups);
        return Markup.Html($"""
            <section id="curves" aria-labelledby="curves-title">
            <h2 id="curves-title">Training curves</h2>
            {Missing.When(!charts)}
            <div class="controls">{Markup.Html($"{Legend(groups)}{StepScale}").When(charts)}</div>
            <div class="figures">
            {figures.Select(f => FigureBox.Render(f, "curves", Reference(f), Table(f), charts))}
            </div>
            </section>
            """).When(figures.Count > 0);
    }

    /// <summary>Why there is no drawing.</summary>
    public static Markup Missing => Markup.Html($"""
        <p class="notice">Charts were left out: this copy of Szilard was built without Node, which bundles the
        chart library. The numbers are in the tables below. Install Node 20 or later, build again and run
        <code>szilard report</code> to get the charts.</p>
        """);

    /// <summary>The figures, one per curve name, in order of first appearance.</summary>
    public static IReadOnlyList<CurveFigure> Figures(IReadOnlyList<RunGroup> groups)
    {
        string[] names = [.. groups.Select(g => g.Name)];
        return
        [
            .. groups.SelectMany(g => g.Seeds)
                .SelectMany(s => s.Curves.Select(c => new Trace(s.Name, s.Seed, c)))
                .GroupBy(t => t.Curve.Name)
                .Select((g, i) => new CurveFigure($"curve-{i + 1}", g.First().Curve.Label, [.. g], names)),
        ];
    }

    private static Markup Reference(CurveFigure figure) => figure.SharedReference is { } shared
        ? Markup.Html($"""<p class="reference">{shared.Label} {NumberText.Level(shared.Level)}</p>""")
        : Markup.Empty;

    private static Markup StepScale => Markup.Html($"""
        <fieldset class="switch"><legend>steps</legend>
        <label><input type="radio" name="steps" value="linear" checked="checked" />linear</label>
        <label><input type="radio" name="steps" value="log" />log</label>
        </fieldset>
        """);

    private static Markup Legend(IReadOnlyList<RunGroup> groups) => Markup.Html($"""
        <div class="legend" role="group" aria-label="Runs; press one to bring it out">
        {groups.Select((g, i) => Chip(g.Name, i).When(g.Seeds.Any(s => s.Curves.Count > 0)))}
        </div>
        """);

    private static Markup Chip(string name, int index)
    {
        string colour = $"var(--series-{(index % CurveFigure.Colours) + 1})";
        string dash = string.Join(' ', CurveFigure.Dash(index).DefaultIfEmpty(0));
        return Markup.Html($"""
            <button type="button" aria-pressed="false" data-focus="{name}"><svg viewBox="0 0 22 8"
            aria-hidden="true"><line x1="0" y1="4" x2="22" y2="4"
            style="stroke:{colour};stroke-dasharray:{dash}"
            ></line></svg>{name}</button>

            """);
    }

    /// <summary>Means over seeds at up to twelve steps, evenly spaced among those recorded.</summary>
    private static Markup Table(CurveFigure figure)
    {
        string[] runs = [.. figure.Traces.Select(t => t.Run).Distinct()];
        var values = figure.Traces
            .SelectMany(t => t.Curve.Points.Select(p => (t.Run, p.Step, p.Value)))
            .Where(p => double.IsFinite(p.Value))
            .GroupBy(p => (p.Run, p.Step))
            .ToDictionary(g => g.Key, g => g.Average(p => p.Value));
        long[] steps = Thin([.. values.Keys.Select(k => k.Step).Distinct().Order()]);
        var rows = steps.Select(s => Row(s, runs.Select(r => values.GetValueOrDefault((r, s), double.NaN))));
        return Cells.Scroll($"{figure.Title}: numbers", Markup.Html($"""
            <table class="numbers">
            <thead><tr>{Cells.Head("step")}{runs.Select(Cells.NumberHead)}</tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """));
    }

    private static Markup Row(long step, IEnumerable<double> values) => Markup.Html($"""
        <tr><th scope="row" class="number">{NumberText.Count(step)}</th>
        {values.Select(v => Cells.Number(NumberText.Of(v)))}</tr>

        """);

    private static long[] Thin(long[] steps) => steps.Length <= TableRows
        ? steps
        : [.. Enumerable.Range(0, TableRows).Select(i => steps[i * (steps.Length - 1) / (TableRows - 1)])];
}
