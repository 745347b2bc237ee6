using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Observables;

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

    /// <summary>The level of chance, where all runs share one: its value and what it is.</summary>
    public (double Level, string Label)? SharedReference => new ChanceLevels(Traces).Shared;

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
        spec["layer"] = new JsonArray(
        [
            .. new ChanceLevels(Traces).Layers(Colour()), .. Bands(), .. SeedLines(), MeanLine(), .. Dots(),
            Hover(),
        ]);
        return spec;
    }

    private IEnumerable<JsonNode> Bands()
    {
        if (!Traces.Any(t => t.Curve.Points.Any(p => double.IsFinite(p.Value) && p.StandardError > 0)))
            return [];
        return [Layer(shown: 0.16, dimmed: 0.02, """
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
                "detail": { "field": "seed", "type": "nominal" }
              }
            }
            """)];
    }

    private IEnumerable<JsonNode> SeedLines() =>
        Traces.Select(t => t.Run).Distinct().Count() == Traces.Count ? [] : [Line(0.35, dimmed: 0.05, """
            {
              "mark": { "type": "line", "strokeWidth": 1, "strokeJoin": "round", "clip": true },
              "encoding": {
                "y": { "field": "value", "type": "quantitative", "title": null },
                "detail": { "field": "seed", "type": "nominal" }
              }
            }
            """)];

    private JsonObject MeanLine() => Line(shown: 1, dimmed: 0.15, """
        {
          "mark": { "type": "line", "strokeWidth": 2, "strokeJoin": "round", "clip": true },
          "encoding": {
            "y": { "aggregate": "mean", "field": "value", "type": "quantitative", "title": null,
                   "scale": { "zero": false } }
          }
        }
        """);

    /// <summary>A run that was read once, a control, has no line; a dot shows it.</summary>
    private IEnumerable<JsonNode> Dots() =>
        Traces.All(t => t.Curve.Points.Count(p => double.IsFinite(p.Value)) > 1) ? [] : [Layer(1, 0.15, """
            {
              "transform": [
                { "joinaggregate": [{ "op": "count", "as": "readings" }], "groupby": ["run", "seed"] },
                { "filter": "datum.readings === 1" }
              ],
              "mark": { "type": "point", "filled": true, "size": 48 },
              "encoding": { "y": { "field": "value", "type": "quantitative", "title": null } }
            }
            """)];

    private JsonObject Hover() => Layer(shown: 0, dimmed: 0, """
        {
          "mark": { "type": "point", "filled": true, "size": 90 },
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

    private JsonObject Line(double shown, double dimmed, string json)
    {
        JsonObject line = Layer(shown, dimmed, json);
        if (Runs.Count > Colours)
            line["encoding"]!["strokeDash"] = Dashes();
        return line;
    }

    /// <summary>A layer coloured by run, dimmed where another run has been brought out.</summary>
    private JsonObject Layer(double shown, double dimmed, string json)
    {
        var layer = (JsonObject)JsonNode.Parse(json)!;
        layer["encoding"]!["color"] = Colour();
        layer["encoding"]!["opacity"] = new JsonObject
        {
            ["condition"] = new JsonObject
            {
                ["test"] = "focus === '' || focus === datum.run",
                ["value"] = shown,
            },
            ["value"] = dimmed,
        };
        return layer;
    }

    private JsonObject Colour() => new()
    {
        ["field"] = "run",
        ["type"] = "nominal",
        ["title"] = null,
        ["scale"] = new JsonObject { ["domain"] = Names(Runs) },
        ["legend"] = new JsonObject
        {
            ["symbolType"] = "stroke",
            ["symbolOpacity"] = 1,
            ["symbolStrokeWidth"] = 2,
            ["values"] = Names(Traces.Select(t => t.Run).Distinct()),
        },
    };

    private JsonObject Dashes() => new()
    {
        ["field"] = "run",
        ["type"] = "nominal",
        ["legend"] = null,
        ["scale"] = new JsonObject
        {
            ["domain"] = Names(Runs),
            ["range"] = new JsonArray([.. Runs.Select((_, i) => Pattern(i))]),
        },
    };

    private static JsonNode Pattern(int index) =>
        new JsonArray([.. Dash(index).Select(d => (JsonNode)d)]);

    private static JsonArray Names(IEnumerable<string> runs) => new([.. runs.Select(r => (JsonNode)r)]);

    private static string Last(Curve curve) =>
        NumberText.Of(curve.Points.LastOrDefault(p => double.IsFinite(p.Value), new(0, double.NaN, 0)).Value);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
