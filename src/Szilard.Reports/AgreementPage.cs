using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>Agreement of models as one HTML file: models with their agreement with the truth and with each
/// other, then a heat map per score with its numbers.</summary>
public static class AgreementPage
{
    private const string Title = "Agreement of models";

    /// <summary>The page with the charts that were built into this assembly.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="command">The command that repeats it.</param>
    public static string Render(AgreementReport report, string command) =>
        Render(report, command, PageAssets.Embedded);

    /// <summary>The page made of the given files.</summary>
    public static string Render(AgreementReport report, string command, PageAssets assets) =>
        ReportPage.Compose(
            assets, Title, Head(report),
            [
                ("models", "Models", Models(report)),
                .. report.Matrices.Select(m =>
                    (Id(m), m.Card.Name, Section(report, m, assets.Charts is not null))),
                ("repeat", "Repeat", Repeat(command)),
            ]);

    private static Markup Head(AgreementReport report) => Markup.Html($"""
        <p class="wordmark">Szilard <span>report</span></p>
        <h1>{Title}</h1>
        <p class="meta"><span>{Words.Count(report.Subjects.Count, "model")}</span>
        <span>{Words.Count(report.Samples, "shared sample")}</span>
        <span>{Words.Count(report.Settings.Permutations, "shuffled pairing")}</span></p>
        """);

    private static Markup Models(AgreementReport report) => Markup.Html($"""
        <section id="models" aria-labelledby="models-title">
        <h2 id="models-title">Models</h2>
        <p class="lead">{AgreementTable.Reading(report)}</p>
        {Cells.Scroll("Models", Table(AgreementTable.Titles(report), AgreementTable.Models(report)))}
        </section>
        """);

    private static Markup Section(AgreementReport report, AgreementMatrix matrix, bool charts)
    {
        Markup[] figures = matrix.Cells.Any(c => c.Maximum is not null)
            ?
            [
                Drawn(report, matrix, false, charts, AgreementTable.Triangle(report, matrix)),
                Drawn(report, matrix, true, charts, AgreementTable.LayerTriangle(report, matrix)),
                Layers(report, matrix, charts),
            ]
            : [Drawn(report, matrix, false, charts, AgreementTable.Triangle(report, matrix))];
        var remarks = matrix.Cells.Select(c => c.Remark).Where(r => r.Length > 0).Distinct()
            .Select(r => Markup.Html($"""<p class="notice">{r}</p>"""));
        return Markup.Html($"""
            <section id="{Id(matrix)}" aria-labelledby="{Id(matrix)}-title">
            <h2 id="{Id(matrix)}-title">{matrix.Card.Name}</h2>
            <p class="lead">{matrix.Card.Summary}</p>
            <p>{matrix.Card.Formula}; {matrix.Card.Convention}. <small>{matrix.Card.Source}</small></p>
            {remarks}
            <div class="figures plots">
            {figures}
            </div>
            </section>
            """);
    }

    private static Markup Drawn(
        AgreementReport report, AgreementMatrix matrix, bool layers, bool charts,
        IReadOnlyList<string[]> triangle)
    {
        string[] titles = ["model", .. Enumerable.Range(1, report.Subjects.Count - 1).Select(i => $"{i}")];
        Markup caption =
            Markup.Html($"<p>Calibrated agreement; the numbers give it as calibrated (raw) p.</p>");
        return FigureBox.Render(
            new AgreementFigure(report, matrix, layers), "plot", caption,
            Cells.Scroll(matrix.Card.Name, Table(titles, triangle)), charts);
    }

    /// <summary>Every layer beside every other; the best of them is judged in the figure before.</summary>
    private static Markup Layers(AgreementReport report, AgreementMatrix matrix, bool charts) =>
        FigureBox.Render(
            new LayerFigure(report, matrix), "plot",
            Markup.Html($"""
                <p>Each pair of layers calibrated by itself, as calibrated (raw) p: of many pairs some exceed
                chance by chance; the best is held against the best of the shuffles above.</p>
                """),
            Cells.Scroll(
                $"{matrix.Card.Name}, layers",
                Table(AgreementTable.LayerTitles(matrix), AgreementTable.Layers(report, matrix))), charts);

    private static Markup Table(IReadOnlyList<string> titles, IReadOnlyList<string[]> rows) =>
        Markup.Html($"""
            <table class="numbers">
            <thead><tr>{titles.Select(Cells.Head)}</tr></thead>
            <tbody>{rows.Select(Row)}</tbody>
            </table>
            """);

    private static Markup Row(string[] cells) =>
        Markup.Html($"<tr>{Cells.Row(cells[0])}{cells.Skip(1).Select(Cells.Number)}</tr>");

    private static Markup Repeat(string command) => Markup.Html($"""
        <section id="repeat" aria-labelledby="repeat-title">
        <h2 id="repeat-title">Repeat it</h2>
        <div class="block"><div class="bar-title"><h3 id="command-title">Command</h3>
        <button type="button" data-copy="command" aria-label="Copy: Command">Copy</button></div>
        <pre id="command" tabindex="0" role="region" aria-labelledby="command-title">{command}</pre></div>
        </section>
        """);

    private static string Id(AgreementMatrix matrix) => $"score-{matrix.Card.Name.Replace('.', '-')}";
}
