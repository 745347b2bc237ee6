using System.Globalization;
using System.Text.Json.Nodes;

namespace Szilard.Reports;

/// <summary>One reading over steps, every run in its colour: the mean over seeds as a line, each seed as a
/// thin one, one standard error as a band, chance dashed.</summary>
/// <param name="Id">Identifier within the page.</param>
/// <param name="Title">Label of the reading.</param>
/// <param name="Traces">What is drawn.</param>
/// <param name="Runs">Names of all runs of the page, so that a run has one colour in every figure.
/// </param>
public sealed record CurveFigure(
    string Id, string Title, IReadOnlyList<Trace> Traces, IReadOnlyList<string> Runs)
    : Figure(Id, Title)
{
    /// <summary>How many colours there are; further runs repeat them with dashes.</summary>
    public const int Colours = 8;

    /// <summary>The dash pattern of the run at that index; empty for a solid line.</summary>
    public static IReadOnlyList<int> Dash(int index) => (index / Colours % 4) switch
    {
        0 => [],
        1 => [6, 3],
        2 => [2, 2],
        _ => [8, 2, 2, 2],
    };

    /// <inheritdoc/>
    public override bool Any => Traces.Any(t => t.Curve.Points.Any(p => double.IsFinite(p.Value)));

    /// <inheritdoc/>
    public override string Description =>
        $"{Title} over training steps. Last values: "
        + string.Join(", ", Traces.Select(t => $"{t.Run} {Last(t.Curve)}")) + ".";

    /// <inheritdoc/>
    public override string Numbers
    {
        get
        {
            var csv = new Csv("run", "seed", "step", "value", "error");
            foreach (Trace trace in Traces)
                foreach (CurvePoint point in trace.Curve.Points)
                    csv.Add(
                        Csv.Cell(trace.Run), Whole(trace.Seed), Whole(point.Step),
                        Csv.Cell(point.Value), Csv.Cell(point.StandardError));
            return csv.ToString();
        }
    }

    private protected override JsonObject Columns() => new()
    {
        ["run"] = "string",
        ["seed"] = "string",
        ["step"] = "number",
        ["value"] = "number",
        ["error"] = "number",
    };

    private protected override JsonObject Draw()
    {
        var spec = (JsonObject)JsonNode.Parse("""
            {
              "width": 560, "height": 240,
              "params": [{ "name": "focus", "value": "" }],
              "transform": [{ "filter": "isValid(datum.value)" }],
              "encoding": {
                "x": { "field": "step", "type": "quantitative", "title": "step",
                       "scale": { "type": "linear" },
                       "axis": { "tickCount": 5, "labelExpr": "format(datum.value, '~s')" } }
              }
            }
            """)!;
        spec["layer"] = new JsonArray([.. References(), .. Bands(), .. SeedLines(), MeanLine(), Hover()]);
        return spec;
    }

    private JsonObject[] Bands() =>
        Traces.Any(t => t.Curve.Points.Any(p => double.IsFinite(p.Value) && p.StandardError > 0))
            ? [Band()]
            : [];

    private JsonObject Band() => Layer("""
        {
          "transform": [
            { "filter": "isValid(datum.error) && datum.error > 0" },
            { "calculate": "datum.value - datum.error", "as": "low" },
            { "calculate": "datum.value + datum.error", "as": "high" }
          ],
          "mark": { "type": "area", "clip": true },
          "encoding": {
            "y": { "field": "low", "type": "quantitative", "title": null },
            "y2": { "field": "high" },
            "detail": { "field": "seed", "type": "nominal" },
            "opacity": { "condition": { "test": "focus === '' || focus === datum.run", "value": 0.16 },
                         "value": 0.02 }
          }
        }
        """);

    private IEnumerable<JsonNode> SeedLines()
    {
        if (Traces.Select(t => t.Run).Distinct().Count() == Traces.Count)
            return [];
        JsonObject line = Line(width: 1, shown: 0.35, dimmed: 0.05);
        line["encoding"]!["y"] = JsonNode.Parse("""
            { "field": "value", "type": "quantitative", "title": null }
            """);
        line["encoding"]!["detail"] = JsonNode.Parse("""{ "field": "seed", "type": "nominal" }""");
        return [line];
    }

    private JsonObject MeanLine()
    {
        JsonObject line = Line(width: 2, shown: 1, dimmed: 0.15);
        line["encoding"]!["y"] = JsonNode.Parse("""
            { "aggregate": "mean", "field": "value", "type": "quantitative", "title": null,
              "scale": { "zero": false } }
            """);
        return line;
    }

    private JsonObject Line(double width, double shown, double dimmed)
    {
        JsonObject line = Layer($$"""
            {
              "mark": { "type": "line", "strokeWidth": {{Text(width)}}, "strokeJoin": "round", "clip": true },
              "encoding": {
                "opacity": { "condition": { "test": "focus === '' || focus === datum.run",
                             "value": {{Text(shown)}} }, "value": {{Text(dimmed)}} }
              }
            }
            """);
        if (Runs.Count > Colours)
            line["encoding"]!["strokeDash"] = Dashes();
        return line;
    }

    private JsonObject Hover() => Layer("""
        {
          "mark": { "type": "point", "filled": true, "size": 90, "opacity": 0 },
          "encoding": {
            "y": { "field": "value", "type": "quantitative", "title": null },
            "tooltip": [
              { "field": "run", "type": "nominal" }, { "field": "seed", "type": "nominal" },
              { "field": "step", "type": "quantitative", "format": "," },
              { "field": "value", "type": "quantitative", "format": ".4~g" },
              { "field": "error", "type": "quantitative", "format": ".2~g" }
            ]
          }
        }
        """);

    /// <summary>A layer coloured by run.</summary>
    private JsonObject Layer(string json)
    {
        var layer = (JsonObject)JsonNode.Parse(json)!;
        layer["encoding"]!["color"] = new JsonObject
        {
            ["field"] = "run",
            ["type"] = "nominal",
            ["title"] = null,
            ["scale"] = new JsonObject { ["domain"] = Names() },
            ["legend"] = Legend(),
        };
        return layer;
    }

    /// <summary>Strokes for the runs drawn here.</summary>
    private JsonObject Legend() => new()
    {
        ["symbolType"] = "stroke",
        ["symbolOpacity"] = 1,
        ["symbolStrokeWidth"] = 2,
        ["values"] = Array(Traces.Select(t => t.Run).Distinct()),
    };

    /// <summary>The level of chance, where all runs share one: its value and what it is.</summary>
    public (double Level, string Label)? SharedReference =>
        Levels().Select(l => (l.Chance, l.Label)).Distinct().ToList() is [var only] ? only : null;

    /// <summary>One grey line where all runs share their chance level, else one line per run.</summary>
    private JsonNode[] References()
    {
        if (SharedReference is { } shared)
            return [Rule(Rows([("", shared.Level, shared.Label)]), colour: null), Label(shared)];
        var levels = Levels();
        return levels.Count == 0
            ? []
            : [Rule(Rows(levels), Layer("""{ "encoding": {} }""")["encoding"]!["color"]!.DeepClone())];
    }

    private List<(string Run, double Chance, string Label)> Levels() =>
        [.. Traces.Where(t => double.IsFinite(t.Curve.Chance))
            .Select(t => (t.Run, t.Curve.Chance, t.Curve.ChanceLabel)).Distinct()];

    private static JsonObject Rule(JsonArray rows, JsonNode? colour)
    {
        var rule = (JsonObject)JsonNode.Parse("""
            {
              "mark": { "type": "rule", "strokeWidth": 1.25, "strokeDash": [4, 4], "clip": true },
              "encoding": { "x": null, "y": { "field": "chance", "type": "quantitative", "title": null } }
            }
            """)!;
        rule["data"] = new JsonObject { ["values"] = rows };
        rule["transform"] = new JsonArray(new JsonObject { ["filter"] = "isValid(datum.chance)" });
        if (colour is not null)
            rule["encoding"]!["color"] = colour;
        return rule;
    }

    private static JsonObject Label((double Chance, string Text) level)
    {
        var label = (JsonObject)JsonNode.Parse("""
            {
              "name": "reference-label",
              "mark": { "type": "text", "align": "left", "baseline": "middle", "dx": 5 },
              "encoding": { "x": { "value": "width" }, "text": { "field": "label", "type": "nominal" },
                            "y": { "field": "chance", "type": "quantitative", "title": null } }
            }
            """)!;
        label["data"] = new JsonObject { ["values"] = Rows([("", level.Chance, level.Text)]) };
        return label;
    }

    private static JsonArray Rows(IEnumerable<(string Run, double Chance, string Label)> levels) =>
        new([.. levels.Select(l => new JsonObject
        {
            ["run"] = l.Run, ["chance"] = l.Chance, ["value"] = l.Chance, ["label"] = l.Label,
        })]);

    private JsonObject Dashes() => new()
    {
        ["field"] = "run",
        ["type"] = "nominal",
        ["legend"] = null,
        ["scale"] = new JsonObject
        {
            ["domain"] = Names(),
            ["range"] = new JsonArray([.. Runs.Select((_, i) => Pattern(i))]),
        },
    };

    private static JsonArray Pattern(int index) => new([.. Dash(index).Select(d => JsonValue.Create(d))]);

    private JsonArray Names() => Array(Runs);

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static string Last(Curve curve) =>
        NumberText.Of(curve.Points.LastOrDefault(p => double.IsFinite(p.Value), new(0, double.NaN, 0)).Value);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
