using System.Globalization;
using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>Latents beside representations, one pair of panels per run.</summary>
internal static class PicturesSection
{
    private const string Drawn =
        "A point’s colour says where its true latent lies. Where the run has identified the causes, the "
        + "right panel repeats the left; where it has not, the colours are scrambled.";

    private const string Tabled =
        "How each true latent correlates with the first two coordinates of the representation: ones on the "
        + "diagonal where the run has identified the causes.";

    public static Markup Render(IReadOnlyList<RunGroup> groups, bool charts)
    {
        var pictures = groups.Select((g, i) => Picture(g, i, charts)).Where(p => p.Any).ToList();
        return Markup.Html($"""
            <section id="pictures" aria-labelledby="pictures-title">
            <h2 id="pictures-title">Causes and representations</h2>
            <p class="lead">{(charts ? Drawn : Tabled)}</p>
            <div class="figures pictures">
            {pictures}
            </div>
            </section>
            """).When(pictures.Count > 0);
    }

    private static Markup Picture(RunGroup group, int index, bool charts)
    {
        RunSection? run = group.Seeds.FirstOrDefault(s => s.Scatter is not null);
        if (run is null)
            return Markup.Empty;
        var figure = new ScatterFigure($"picture-{index + 1}", group.Name, run.Scatter!);
        int seeds = group.Seeds.Count;
        Markup seed = Markup.Html($"""<span class="seed">seed {run.Seed}, one of {seeds}</span>""");
        Markup caption = Markup.Html($"""
            {Icon.WithText(run.Verdict.Tone, run.Verdict.State)} {seed.When(seeds > 1)}
            {Panels(figure).When(charts && figure.Any)}
            """);
        return FigureBox.Render(figure, "picture", caption, Correlations(figure), charts);
    }

    private static Markup Panels(ScatterFigure figure) => Markup.Html($"""
        <p class="panels"><span>true latents <i>z</i> <small>± {Brief(figure.LatentExtent)}</small></span>
        <span>representation <i>h</i> <small>± {Brief(figure.RepresentationExtent)}</small></span></p>
        """);

    private static string Brief(double extent) => extent.ToString("G2", CultureInfo.InvariantCulture);

    private static Markup Correlations(ScatterFigure figure) => Markup.Html($"""
        <table class="numbers">
        <caption>Correlation over {Words.Count(figure.Count, "point")}, {figure.Scatter.Alignment}</caption>
        <thead><tr><td></td>{Cells.NumberHead("h₁")}{Cells.NumberHead("h₂")}</tr></thead>
        <tbody>{Row(figure, 0, "z₁")}{Row(figure, 1, "z₂")}</tbody>
        </table>
        """);

    private static Markup Row(ScatterFigure figure, int latent, string name)
    {
        var values = new[] { 0, 1 }.Select(c => Cells.Number(NumberText.Of(figure.Correlation(latent, c))));
        return Markup.Html($"<tr>{Cells.Row(name)}{values}</tr>");
    }
}
