using System.Text.Json.Nodes;

namespace Szilard.Reports;

/// <summary>The levels of chance in a curve figure: one grey dashed line where all runs agree to within a
/// fiftieth of what the figure spans, else one line per run in its colour.</summary>
/// <param name="traces">What the figure draws.</param>
internal sealed class ChanceLevels(IReadOnlyList<Trace> traces)
{
    private readonly List<(string Run, double Level, string Label)> _levels =
        [.. traces.Where(t => double.IsFinite(t.Curve.Chance))
            .Select(t => (t.Run, t.Curve.Chance, t.Curve.ChanceLabel)).Distinct()];

    /// <summary>The one level of all runs and what it is; null where they differ or none is known.</summary>
    public (double Level, string Label)? Shared
    {
        get
        {
            if (_levels.Select(l => l.Label).Distinct().Count() != 1)
                return null;
            double spread = _levels.Max(l => l.Level) - _levels.Min(l => l.Level);
            return spread <= Span / 50 ? (_levels.Average(l => l.Level), _levels[0].Label) : null;
        }
    }

    /// <summary>The layers that draw them.</summary>
    /// <param name="runColour">The encoding that colours by run.</param>
    public JsonNode[] Layers(JsonNode runColour)
    {
        if (Shared is { } shared)
            return [Rule([("", shared.Level, shared.Label)], colour: null), Label(shared)];
        return _levels.Count == 0 ? [] : [Rule(_levels, runColour)];
    }

    private double Span
    {
        get
        {
            double[] values =
            [
                .. traces.SelectMany(t => t.Curve.Points).Select(p => p.Value).Where(double.IsFinite),
                .. _levels.Select(l => l.Level),
            ];
            return values.Max() - values.Min();
        }
    }

    private static JsonObject Rule(
        IEnumerable<(string Run, double Level, string Label)> levels, JsonNode? colour)
    {
        var rule = (JsonObject)JsonNode.Parse("""
            {
              "mark": { "type": "rule", "strokeWidth": 1.25, "strokeDash": [4, 4], "clip": true },
              "encoding": { "x": null, "y": { "field": "chance", "type": "quantitative", "title": null } }
            }
            """)!;
        rule["data"] = new JsonObject { ["values"] = Rows(levels) };
        rule["transform"] = new JsonArray(new JsonObject { ["filter"] = "isValid(datum.chance)" });
        if (colour is not null)
            rule["encoding"]!["color"] = colour;
        return rule;
    }

    private static JsonObject Label((double Level, string Text) shared)
    {
        var label = (JsonObject)JsonNode.Parse("""
            {
              "name": "reference-label",
              "mark": { "type": "text", "align": "left", "baseline": "middle", "dx": 5 },
              "encoding": { "x": { "value": "width" }, "text": { "field": "label", "type": "nominal" },
                            "y": { "field": "chance", "type": "quantitative", "title": null } }
            }
            """)!;
        label["data"] = new JsonObject { ["values"] = Rows([("", shared.Level, shared.Text)]) };
        return label;
    }

    /// <summary>The level stands under <c>value</c> too, since the figure's filter reads that.</summary>
    private static JsonArray Rows(IEnumerable<(string Run, double Level, string Label)> levels) =>
        new([.. levels.Select(l => new JsonObject
        {
            ["run"] = l.Run, ["chance"] = l.Level, ["value"] = l.Level, ["label"] = l.Label,
        })]);
}
