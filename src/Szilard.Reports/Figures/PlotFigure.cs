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
            Csv csv = HasErrors ? new("series", "x", "y", "error") : new("series", "x", "y");
            foreach (Series series in Plot.Series)
                for (int i = 0; i < series.X.Count; i++)
                    csv.Add(Row(series, i));
            return csv.ToString();
        }
    }

    private protected override JsonObject Columns()
    {
        JsonObject columns = new() { ["series"] = "string", ["x"] = "number", ["y"] = "number" };
        if (HasErrors)
            columns["error"] = "number";
        return columns;
    }

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
        spec["layer"] = new JsonArray(
            [.. Plot.Series.Select(Layer), .. Plot.Series.Where(s => s.Errors.Count > 0).Select(Bars)]);
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

    /// <summary>From one standard error below to one above.</summary>
    private JsonObject Bars(Series series) => new()
    {
        ["transform"] = new JsonArray(
            new JsonObject { ["filter"] = new JsonObject { ["field"] = "series", ["equal"] = series.Name } },
            new JsonObject { ["filter"] = "isValid(datum.error)" },
            new JsonObject { ["calculate"] = "datum.y - datum.error", ["as"] = "low" },
            new JsonObject { ["calculate"] = "datum.y + datum.error", ["as"] = "high" }),
        ["mark"] = new JsonObject { ["type"] = "rule", ["opacity"] = 0.6 },
        ["encoding"] = new JsonObject
        {
            ["y"] = Axis("low", Plot.Y, Plot.LogY),
            ["y2"] = new JsonObject { ["field"] = "high" },
        },
    };

    private static JsonObject Axis(string field, string title, bool logarithmic)
    {
        JsonObject axis = new() { ["field"] = field, ["type"] = "quantitative", ["title"] = title };
        if (logarithmic)
            axis["axis"] = new JsonObject { ["format"] = "~g", ["tickCount"] = 6 };
        axis["scale"] = logarithmic
            ? new JsonObject { ["type"] = "log", ["nice"] = false }
            : new JsonObject { ["zero"] = false };
        return axis;
    }

    private JsonObject Colour() => new()
    {
        ["field"] = "series",
        ["type"] = "nominal",
        ["title"] = null,
        ["sort"] = new JsonArray([.. Plot.Series.Select(s => (JsonNode)s.Name)]),
        ["legend"] = new JsonObject { ["orient"] = "bottom", ["columns"] = 2, ["labelLimit"] = 400 },
    };

    private bool HasErrors => Plot.Series.Any(s => s.Errors.Count > 0);

    private string[] Row(Series series, int i)
    {
        string[] cells = [Csv.Cell(series.Name), Short(series.X[i]), Short(series.Y[i])];
        return HasErrors ? [.. cells, series.Errors.Count > i ? Short(series.Errors[i]) : ""] : cells;
    }

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
