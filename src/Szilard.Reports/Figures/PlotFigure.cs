using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Experiments.Inquiries;
using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>A plot of an inquiry: series as points, lines or dashed lines, each in its colour.</summary>
/// <param name="Plot">What is drawn.</param>
public sealed record PlotFigure(Plot Plot) : Figure(Plot.Id, Plot.Title)
{
    /// <inheritdoc/>
    public override bool Any => Plot.Series.Any(s => s.Y.Any(double.IsFinite));

    /// <inheritdoc/>
    public override string Description =>
        $"{Plot.Y} over {Plot.X}: " + string.Join("; ", Plot.Series.Select(Extent)) + ".";

    /// <inheritdoc/>
    public override string Numbers
    {
        get
        {
            Csv csv = new("series", "x", "y");
            foreach (Series series in Plot.Series)
                for (int i = 0; i < series.X.Count; i++)
                    csv.Add(Csv.Cell(series.Name), Short(series.X[i]), Short(series.Y[i]));
            return csv.ToString();
        }
    }

    private protected override JsonObject Columns() => new()
    {
        ["series"] = "string",
        ["x"] = "number",
        ["y"] = "number",
    };

    private protected override JsonObject Draw()
    {
        JsonObject spec = new() { ["width"] = 560, ["height"] = 320 };
        string shown = "isValid(datum.x) && isValid(datum.y)"
            + (Plot.LogX ? " && datum.x > 0" : "") + (Plot.LogY ? " && datum.y > 0" : "");
        spec["transform"] = new JsonArray(new JsonObject { ["filter"] = shown });
        spec["encoding"] = new JsonObject
        {
            ["x"] = Axis("x", Plot.X, Plot.LogX),
            ["y"] = Axis("y", Plot.Y, Plot.LogY),
            ["color"] = Colour(),
        };
        spec["layer"] = new JsonArray([.. Plot.Series.Select(Layer)]);
        return spec;
    }

    private static JsonObject Layer(Series series) => new()
    {
        ["transform"] = new JsonArray(
            new JsonObject
            {
                ["filter"] = new JsonObject { ["field"] = "series", ["equal"] = series.Name },
            }),
        ["mark"] = series.Mark switch
        {
            SeriesMark.Points =>
                new JsonObject { ["type"] = "point", ["filled"] = true, ["opacity"] = 0.8, ["size"] = 24 },
            SeriesMark.Line => new JsonObject { ["type"] = "line", ["interpolate"] = "linear" },
            _ => new JsonObject { ["type"] = "line", ["strokeDash"] = new JsonArray(6, 4) },
        },
    };

    private static JsonObject Axis(string field, string title, bool log) => new()
    {
        ["field"] = field,
        ["type"] = "quantitative",
        ["title"] = title,
        ["scale"] = log
            ? new JsonObject { ["type"] = "log", ["nice"] = false }
            : new JsonObject { ["zero"] = false },
    };

    private JsonObject Colour() => new()
    {
        ["field"] = "series",
        ["type"] = "nominal",
        ["title"] = null,
        ["sort"] = new JsonArray([.. Plot.Series.Select(s => (JsonNode)s.Name)]),
        ["legend"] = new JsonObject { ["orient"] = "bottom", ["columns"] = 2, ["labelLimit"] = 400 },
    };

    private static string Extent(Series series)
    {
        double[] finite = [.. series.Y.Where(double.IsFinite)];
        return finite.Length == 0
            ? $"{series.Name} without values"
            : $"{series.Name} from {NumberText.Of(finite.Min())} to {NumberText.Of(finite.Max())}";
    }

    private static string Short(double value) =>
        double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : "";
}
