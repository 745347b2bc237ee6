using System.Text.Json.Nodes;

namespace Szilard.Reports;

/// <summary>A figure in the page: title, drawing, buttons that save it, its specification, its numbers as a
/// table.</summary>
internal static class FigureBox
{
    public static Markup Render(Figure figure, string kind, Markup caption, Markup table, bool charts)
    {
        bool drawn = charts && figure.Any;
        return Markup.Html($"""
            <figure class="figure {kind}" id="{figure.Id}" data-kind="{kind}">
            <figcaption><h3>{figure.Title}</h3>{caption}</figcaption>
            {Drawing(figure).When(drawn)}
            {Markup.Html($"""<p class="notice">No finite value was recorded.</p>""").When(!figure.Any)}
            <div class="tools"><details{Markup.Trusted(" open=\"open\"").When(!drawn)}>
            <summary>numbers</summary>{table}</details>{Buttons(figure, drawn)}</div>
            <script type="application/json">{Json(figure.ToVegaLite())}</script>
            </figure>

            """);
    }

    private static Markup Drawing(Figure figure) =>
        Markup.Html($"""<div class="drawing" role="img" aria-label="{figure.Description}"></div>""");

    private static Markup Buttons(Figure figure, bool charts)
    {
        string[] formats = charts ? ["svg", "png", "csv"] : ["csv"];
        return Markup.Html($"""<span class="save">{formats.Select(f => Button(figure.Title, f))}</span>""");
    }

    private static Markup Button(string title, string format)
    {
        string name = format.ToUpperInvariant();
        return Markup.Html($"""
            <button type="button" data-save="{format}" aria-label="Save {title} as {name}">{name}</button>
            """);
    }

    /// <summary>JSON whose default encoder leaves no &lt;, &gt; or &amp; bare.</summary>
    private static Markup Json(JsonObject spec) => Markup.Trusted(spec.ToJsonString());
}
