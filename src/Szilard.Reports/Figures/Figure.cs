using System.Text.Json.Nodes;

namespace Szilard.Reports;

/// <summary>A figure as data: its numbers, a Vega-Lite specification that draws them, and a sentence for
/// those who cannot see it.</summary>
/// <param name="Id">Identifier within the page, and the end of the file name under which it is saved.</param>
/// <param name="Title">Title of the figure.</param>
public abstract record Figure(string Id, string Title)
{
    /// <summary>Whether there is anything to draw: at least one finite value.</summary>
    public abstract bool Any { get; }

    /// <summary>What is to be seen, in words and numbers.</summary>
    public abstract string Description { get; }

    /// <summary>The numbers drawn, as CSV with a header line; missing values are empty.</summary>
    public abstract string Numbers { get; }

    /// <summary>A complete Vega-Lite 6 specification, with <see cref="Numbers"/> as its inline data. Colours
    /// of runs come from the category range of the page's theme.</summary>
    public JsonObject ToVegaLite()
    {
        JsonObject spec = Draw();
        spec["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json";
        spec["title"] = Title;
        spec["description"] = Description;
        spec["data"] = new JsonObject
        {
            ["values"] = Numbers,
            ["format"] = new JsonObject { ["type"] = "csv", ["parse"] = Columns() },
        };
        return spec;
    }

    /// <summary>Marks and encodings, without data.</summary>
    private protected abstract JsonObject Draw();

    /// <summary>Column → type, for every column of <see cref="Numbers"/>.</summary>
    private protected abstract JsonObject Columns();
}
