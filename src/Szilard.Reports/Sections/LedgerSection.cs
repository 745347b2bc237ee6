using Szilard.Experiments.Inquiries;
using Szilard.Learners.Thermodynamics;
using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>The books of each run that has some: sums by stroke, the cycle, the flow of
/// information.</summary>
internal static class LedgerSection
{
    public static Markup Render(IReadOnlyList<RunGroup> groups, bool charts)
    {
        var books = groups.Select((group, k) => Run(group, k, charts)).Where(r => r.Any).ToList();
        return Markup.Html($"""
            <section id="ledger" aria-labelledby="ledger-title">
            <h2 id="ledger-title">Ledger</h2>
            <p class="lead">Each booked step as strokes: work changes energies, heat changes labels, and the change
            of energy is their sum. W is above 0 where it is done on the model, Q where it goes in; entropy and
            information in nats.</p>
            {Cost(groups, charts)}
            {books}
            </section>
            """).When(books.Count > 0);
    }

    /// <summary>All runs together: what was gained for what. Runs without a curve are named.</summary>
    private static Markup Cost(IReadOnlyList<RunGroup> groups, bool charts)
    {
        Plot plot = CostOfInformation.Plot(groups);
        var counted = groups.Where(g => CostOfInformation.LeftOut(g).Length == 0)
            .Select(g => Markup.Html($"<li>{g.Name} counts {CostOfInformation.Counts(g)}</li>\n"));
        var left = groups.Where(g => CostOfInformation.LeftOut(g).Length > 0)
            .Select(g => Markup.Html($"<li>{g.Name} is left out: {CostOfInformation.LeftOut(g)}</li>\n"));
        return Markup.Html($"""
            <div class="figures plots">
            {Figure(plot, charts)}
            </div>
            <ul>{counted}{left}</ul>
            """).When(plot.Series.Count > 0);
    }

    private static Markup Run(RunGroup group, int index, bool charts)
    {
        RunSection? run = group.Seeds.FirstOrDefault(s => s.Books.Count > 0);
        if (run is null || run.Books[^1].Totals is not { } totals)
            return Markup.Empty;
        BookedStep last = run.Books[^1];
        string closure = NumberText.Of(totals.Size > 0 ? Math.Abs(totals.ClosureError) / totals.Size : 0);
        var figures = LedgerPlots.Of(run.Books).Select(
            p => Figure(p with { Id = $"ledger-{index + 1}-{p.Id}" }, charts));
        return Markup.Html($"""
            <h3>{group.Name} <small>seed {run.Seed}</small></h3>
            <p>{last.Level} map; gauge {last.Gauge}; {Words.Count(run.Books.Count, "booked step")}; closure
            error {closure} of all that was booked.</p>
            {Cells.Scroll("Sums by stroke", Sums(totals))}
            <div class="figures plots">
            {figures}
            </div>
            """);
    }

    private static Markup Figure(Plot plot, bool charts)
    {
        PlotFigure figure = new(plot);
        Markup numbers = Markup.Html($"""<pre class="numbers">{figure.Numbers}</pre>""");
        return FigureBox.Render(figure, "plot", Markup.Html($"<p>{plot.Caption}</p>"), numbers, charts);
    }

    private static Markup Sums(BookedTotals totals)
    {
        string[] names = [.. totals.Work.Keys.Concat(totals.Heat.Keys).Concat(
            totals.EntropyProduction.Keys).Distinct()];
        var rows = names.Select(name => Row(
            name, totals.Work.GetValueOrDefault(name, double.NaN),
            totals.Heat.GetValueOrDefault(name, double.NaN),
            totals.EntropyProduction.GetValueOrDefault(name, double.NaN)));
        return Markup.Html($"""
            <table class="numbers">
            <thead><tr>{Cells.Head("stroke")}{Cells.NumberHead("W")}{Cells.NumberHead("Q")}
            {Cells.NumberHead("Σ (nats)")}</tr></thead>
            <tbody>{rows}
            {Row("reset (other items)", totals.Reset, double.NaN, double.NaN)}
            {Row("excess work β(W − ΔF), nats", totals.ExcessWork, double.NaN, double.NaN)}
            {Row("information gained by measuring, nats", totals.InformationGained, double.NaN, double.NaN)}
            </tbody>
            </table>
            """);
    }

    private static Markup Row(string name, double work, double heat, double production) => Markup.Html($"""
        <tr>{Cells.Row(name)}{Cells.Number(NumberText.Of(work))}{Cells.Number(NumberText.Of(heat))}
        {Cells.Number(NumberText.Of(production))}</tr>

        """);
}
