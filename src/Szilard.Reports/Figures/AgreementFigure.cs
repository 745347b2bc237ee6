using System.Text.Json.Nodes;
using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>One score as a heat map: calibrated agreement of every model with every other, 1 with
/// itself.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Matrix">The score.</param>
/// <param name="Layers">The best pair of layers instead of the representation.</param>
public sealed record AgreementFigure(AgreementReport Report, AgreementMatrix Matrix, bool Layers)
    : CalibrationMap(
        $"agreement-{Matrix.Card.Name.Replace('.', '-')}{(Layers ? "-layers" : "")}", Matrix.Card.Name,
        "models", $"{Matrix.Card.Name}{(Layers ? ", best layers" : "")}: calibrated agreement")
{
    private const int CellSize = 44;

    private protected override bool AlikeByThemselves => true;

    private protected override string[] Names =>
        [.. Enumerable.Range(0, Report.Subjects.Count).Select(i => AgreementTable.Label(Report, i))];

    private protected override IEnumerable<(string First, string Second, Calibration Value)> Pairs =>
        from cell in Matrix.Cells
        let value = Layers ? cell.Maximum?.Calibration : cell.Representation
        where value is not null
        select (
            AgreementTable.Label(Report, cell.Second), AgreementTable.Label(Report, cell.First), value);

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

    private static JsonObject Number() =>
        new() { ["field"] = "calibrated", ["type"] = "quantitative", ["format"] = ".2f" };

    private static JsonObject Contrast() => new()
    {
        ["condition"] = new JsonObject { ["test"] = "datum.calibrated > 0.6", ["value"] = "white" },
        ["value"] = "black",
    };
}
