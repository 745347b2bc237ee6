using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>One score as a heat map over layers: calibrated agreement of every layer of a model with every
/// layer of the others, each pair by itself.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Matrix">The score, of models whose layers were looked at.</param>
public sealed record LayerFigure(AgreementReport Report, AgreementMatrix Matrix) : Figure(
    $"agreement-{Matrix.Card.Name.Replace('.', '-')}-every-layer",
    $"{Matrix.Card.Name}, every pair of layers: calibrated agreement")
{
    private const int CellSize = 24;

    /// <inheritdoc/>
    public override bool Any => Pairs.Any(p => double.IsFinite(p.Value.Calibrated));

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            double[] all = [.. Pairs.Select(p => p.Value.Calibrated).Where(double.IsFinite)];
            return all.Length == 0
                ? $"{Matrix.Card.Name} of layers without values."
                : $"Calibrated {Matrix.Card.Name} of {Words.Count(all.Length, "pair")} of layers, from "
                    + $"{NumberText.Of(all.Min())} to {NumberText.Of(all.Max())}.";
        }
    }

    /// <inheritdoc/>
    public override string Numbers
    {
        get
        {
            Csv csv = new("first", "second", "calibrated", "raw", "p");
            foreach ((string first, string second, Calibration value) in Pairs)
            {
                Add(csv, first, second, value);
                Add(csv, second, first, value);
            }
            return csv.ToString();
        }
    }

    private protected override JsonObject Columns() => new()
    {
        ["first"] = "string",
        ["second"] = "string",
        ["calibrated"] = "number",
        ["raw"] = "number",
        ["p"] = "number",
    };

    private protected override JsonObject Draw() => new()
    {
        ["width"] = CellSize * Names.Length,
        ["height"] = CellSize * Names.Length,
        ["mark"] = new JsonObject { ["type"] = "rect", ["tooltip"] = true },
        ["encoding"] = new JsonObject
        {
            ["x"] = Axis("second"),
            ["y"] = Axis("first"),
            ["color"] = new JsonObject
            {
                ["field"] = "calibrated",
                ["type"] = "quantitative",
                ["title"] = "calibrated",
                ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, 1), ["scheme"] = "blues" },
            },
        },
    };

    private JsonObject Axis(string field) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = null,
        ["sort"] = new JsonArray([.. Names.Select(n => (JsonNode)n)]),
        ["axis"] = new JsonObject { ["labelLimit"] = 240 },
    };

    /// <summary>The layers of all models, in the order of the axes.</summary>
    private string[] Names =>
    [
        .. Report.Subjects.SelectMany((subject, i) =>
            Enumerable.Range(1, subject.Layers.Count).Select(layer => Name(i, layer))),
    ];

    private IEnumerable<(string First, string Second, Calibration Value)> Pairs =>
        from cell in Matrix.Cells
        from layer in cell.Layers
        select (Name(cell.First, layer.First), Name(cell.Second, layer.Second), layer.Calibration);

    private string Name(int subject, int layer) => $"{AgreementTable.Label(Report, subject)}, layer {layer}";

    private static void Add(Csv csv, string first, string second, Calibration value) => csv.Add(
        Csv.Cell(first), Csv.Cell(second), Csv.Cell(value.Calibrated), Csv.Cell(value.Observed),
        Csv.Cell(value.PValue));
}
