using System.Text.Json.Nodes;
using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>One score as a heat map over layers: calibrated agreement of every layer of a model with every
/// layer of the others, each pair by itself.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Matrix">The score, of models whose layers were looked at.</param>
public sealed record LayerFigure(AgreementReport Report, AgreementMatrix Matrix) : CalibrationMap(
    $"agreement-{Matrix.Card.Name.Replace('.', '-')}-every-layer", Matrix.Card.Name, "layers",
    $"{Matrix.Card.Name}, every pair of layers: calibrated agreement")
{
    private const int CellSize = 24;

    private protected override bool AlikeByThemselves => false;

    /// <summary>The layers of all models.</summary>
    private protected override string[] Names =>
    [
        .. Report.Subjects.SelectMany((subject, i) =>
            Enumerable.Range(1, subject.Layers.Count).Select(layer => Name(i, layer))),
    ];

    private protected override IEnumerable<(string First, string Second, Calibration Value)> Pairs =>
        from cell in Matrix.Cells
        from layer in cell.Layers
        select (Name(cell.First, layer.First), Name(cell.Second, layer.Second), layer.Calibration);

    private protected override JsonObject Draw() => new()
    {
        ["width"] = CellSize * Names.Length,
        ["height"] = CellSize * Names.Length,
        ["mark"] = new JsonObject { ["type"] = "rect", ["tooltip"] = true },
        ["encoding"] = new JsonObject { ["x"] = Axis("second"), ["y"] = Axis("first"), ["color"] = Colour() },
    };

    private string Name(int subject, int layer) => $"{AgreementTable.Label(Report, subject)}, layer {layer}";
}
