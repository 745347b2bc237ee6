using System.Reflection;

namespace Szilard.Reports;

/// <summary>The files a page is made of.</summary>
/// <param name="Template">HTML with slots <c>{{name}}</c>.</param>
/// <param name="Style">Style sheet.</param>
/// <param name="Script">The page's own script.</param>
/// <param name="Charts">Vega, Vega-Lite and Vega-Embed; null where the build had no Node, and then the page
/// shows tables instead of charts.</param>
public sealed record PageAssets(string Template, string Style, string Script, string? Charts)
{
    /// <summary>The files embedded in this assembly.</summary>
    public static PageAssets Embedded { get; } = new(
        Read("page.html")!, Read("page.css")!, Read("page.js")!, Read("charts.js"));

    /// <summary>Line ends are made the same on every machine, for browsers hash scripts with
    /// them so.</summary>
    private static string? Read(string name)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
