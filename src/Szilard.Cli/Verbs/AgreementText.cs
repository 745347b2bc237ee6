using System.Text.Json.Nodes;
using Szilard.Observables.Agreement;
using Szilard.Reports;

namespace Szilard.Cli.Verbs;

/// <summary>Agreement as tables and as JSON.</summary>
internal static class AgreementText
{
    /// <summary>Models with their structural and mean statistical agreement, then one triangle per
    /// score.</summary>
    public static void Write(Surroundings surroundings, AgreementReport report)
    {
        ResultTable.Write(surroundings, AgreementTable.Titles(report), AgreementTable.Models(report));
        foreach (AgreementMatrix matrix in report.Matrices)
        {
            surroundings.Out.WriteLine();
            surroundings.Out.WriteLine($"{matrix.Card.Name}: calibrated (raw) p — {matrix.Card.Convention}");
            ResultTable.Write(surroundings, Heads(report), AgreementTable.Triangle(report, matrix));
            if (matrix.Cells.Any(c => c.Maximum is not null))
            {
                surroundings.Out.WriteLine(
                    $"{matrix.Card.Name}, best layers, calibrated as the best of all:");
                ResultTable.Write(surroundings, Heads(report), AgreementTable.LayerTriangle(report, matrix));
            }
            foreach (string remark in matrix.Cells.Select(c => c.Remark).Where(r => r.Length > 0).Distinct())
                surroundings.Out.WriteLine(remark);
        }
        surroundings.Out.WriteLine();
        surroundings.Out.WriteLine(AgreementTable.Reading(report));
    }

    /// <summary>The same for machines, with the nulls.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="page">Where its page lies; empty where none was written.</param>
    public static JsonObject Document(AgreementReport report, string page) => new()
    {
        ["samples"] = report.Samples,
        ["permutations"] = report.Settings.Permutations,
        ["level"] = report.Settings.Level,
        ["models"] = new JsonArray([.. report.Subjects.Select(Model)]),
        ["scores"] = new JsonArray([.. report.Matrices.Select(m => new JsonObject
        {
            ["name"] = m.Card.Name,
            ["convention"] = m.Card.Convention,
            ["pairs"] = new JsonArray([.. m.Cells.Select(Cell)]),
        })]),
        ["report"] = page,
    };

    private static IReadOnlyList<string> Heads(AgreementReport report) =>
        ["model", .. Enumerable.Range(1, report.Subjects.Count - 1).Select(i => $"{i}")];

    private static JsonObject Model(AgreementSubject subject) => new()
    {
        ["name"] = subject.Name,
        ["dimensions"] = subject.Representation.Columns,
        ["layers"] = subject.Layers.Count,
        ["structural"] = new JsonArray([.. subject.Structural.Select(r => new JsonObject
        {
            ["name"] = r.Name,
            ["value"] = Json.Finite(r.Reading.Value),
            ["standard_error"] = Json.Finite(r.Reading.StandardError),
            ["chance"] = Json.Finite(r.Reading.Chance),
            ["remark"] = r.Reading.Remark,
        })]),
    };

    private static JsonObject Cell(AgreementCell cell)
    {
        JsonObject document = Numbers(cell.Representation);
        document["first"] = cell.First;
        document["second"] = cell.Second;
        document["remark"] = cell.Remark;
        if (cell.Maximum is { } maximum)
        {
            JsonObject best = Numbers(maximum.Calibration);
            best["first_layer"] = maximum.First;
            best["second_layer"] = maximum.Second;
            best["pairs"] = maximum.Pairs;
            document["maximum"] = best;
        }
        if (cell.Layers.Count > 0)
            document["layers"] = new JsonArray([.. cell.Layers.Select(Layer)]);
        return document;
    }

    /// <summary>One pair of layers; its null is left out, whose quantile is told.</summary>
    private static JsonObject Layer(LayerScore score) => new()
    {
        ["first_layer"] = score.First,
        ["second_layer"] = score.Second,
        ["raw"] = Json.Finite(score.Calibration.Observed),
        ["calibrated"] = Json.Finite(score.Calibration.Calibrated),
        ["p"] = Json.Finite(score.Calibration.PValue),
        ["chance"] = Json.Finite(score.Calibration.Chance),
        ["critical"] = Json.Finite(score.Calibration.Critical),
    };

    private static JsonObject Numbers(Calibration calibration) => new()
    {
        ["raw"] = Json.Finite(calibration.Observed),
        ["calibrated"] = Json.Finite(calibration.Calibrated),
        ["p"] = Json.Finite(calibration.PValue),
        ["chance"] = Json.Finite(calibration.Chance),
        ["critical"] = Json.Finite(calibration.Critical),
        ["null"] = new JsonArray([.. calibration.Null.Select(Json.Finite)]),
    };
}
