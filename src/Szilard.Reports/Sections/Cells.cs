namespace Szilard.Reports;

/// <summary>Cells of tables, with the scope that readers of the page's text need.</summary>
internal static class Cells
{
    public static Markup Head(string text) => Markup.Html($"""<th scope="col">{text}</th>""");

    public static Markup NumberHead(string text) =>
        Markup.Html($"""<th scope="col" class="number">{text}</th>""");

    public static Markup Row(string text) => Markup.Html($"""<th scope="row">{text}</th>""");

    public static Markup Text(string text) => Markup.Html($"<td>{text}</td>");

    public static Markup Number(string text) => Markup.Html($"""<td class="number">{text}</td>""");

    /// <summary>A box in which a wide table scrolls by itself.</summary>
    public static Markup Scroll(string label, Markup table) =>
        Markup.Html($"""<div class="scroll" role="region" aria-label="{label}" tabindex="0">{table}</div>""");

    /// <summary>A definition of a glossary.</summary>
    public static Markup Entry(string term, string meaning) =>
        Markup.Html($"<dt>{term}</dt><dd>{meaning}</dd>");
}
