using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>One score as a heat map: calibrated agreement of every model with every other, 1 with
/// itself.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Matrix">The score.</param>
/// <param name="Layers">The best pair of layers instead of the representation.</param>
public sealed record AgreementFigure(AgreementReport Report, AgreementMatrix Matrix, bool Layers) : Figure(
    $"agreement-{Matrix.Card.Name.Replace('.', '-')}{(Layers ? "-layers" : "")}",
    $"{Matrix.Card.Name}{(Layers ? ", best layers" : "")}: calibrated agreement")
{
    private const int CellSize = 44;

    /// <inheritdoc/>
    public override bool Any => Pairs.Any(p => double.IsFinite(p.Value.Calibrated));

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            double[] all = [.. Pairs.Select(p => p.Value.Calibrated).Where(double.IsFinite)];
            return all.Length == 0
                ? $"{Matrix.Card.Name} without values."
                : $"Calibrated {Matrix.Card.Name} of {Words.Count(all.Length, "pair")} of models, from "
                    + $"{NumberText.Of(all.Min())} to {NumberText.Of(all.Max())}.";
        }
    }

    /// <inheritdoc/>
    public override string Numbers
    {
        get
        {
            Csv csv = new("first", "second", "calibrated", "raw", "p");
            foreach ((int row, int column, Calibration value) in Pairs)
            {
                Add(csv, row, column, value);
                Add(csv, column, row, value);
            }
            for (int i = 0; i < Report.Subjects.Count; i++)
                csv.Add(Name(i), Name(i), Csv.Cell(1.0), Csv.Cell(1.0), "");
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
        ["width"] = CellSize * Report.Subjects.Count,
        ["height"] = CellSize * Report.Subjects.Count,
        ["encoding"] = new JsonObject { ["x"] = Axis("second"), ["y"] = Axis("first") },
        ["layer"] = new JsonArray(
            new JsonObject
            {
                ["mark"] = new JsonObject { ["type"] = "rect", ["tooltip"] = true },
                ["encoding"] = new JsonObject { ["color"] = Colour() },
            },
            new JsonObject
            {
                ["mark"] = new JsonObject { ["type"] = "text", ["fontSize"] = 11 },
                ["encoding"] = new JsonObject { ["text"] = Number(), ["color"] = Contrast() },
            }),
    };

    private static JsonObject Colour() => new()
    {
        ["field"] = "calibrated",
        ["type"] = "quantitative",
        ["title"] = "calibrated",
        ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, 1), ["scheme"] = "blues" },
    };

    private static JsonObject Number() =>
        new() { ["field"] = "calibrated", ["type"] = "quantitative", ["format"] = ".2f" };

    private static JsonObject Contrast() => new()
    {
        ["condition"] = new JsonObject { ["test"] = "datum.calibrated > 0.6", ["value"] = "white" },
        ["value"] = "black",
    };

    private JsonObject Axis(string field) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = null,
        ["sort"] = new JsonArray(
            [.. Enumerable.Range(0, Report.Subjects.Count).Select(i => (JsonNode)Label(i))]),
        ["axis"] = new JsonObject { ["labelLimit"] = 240 },
    };

    private IEnumerable<(int Row, int Column, Calibration Value)> Pairs =>
        from cell in Matrix.Cells
        let value = Layers ? cell.Maximum?.Calibration : cell.Representation
        where value is not null
        select (cell.Second, cell.First, value);

    private string Label(int subject) => AgreementTable.Label(Report, subject);

    private string Name(int subject) => Csv.Cell(Label(subject));

    private void Add(Csv csv, int row, int column, Calibration value) => csv.Add(
        Name(row), Name(column), Csv.Cell(value.Calibrated), Csv.Cell(value.Observed),
        Csv.Cell(value.PValue));
}
