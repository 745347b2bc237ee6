using System.Text.Json.Nodes;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary>Learning coefficients as a table and as JSON.</summary>
internal static class LlcText
{
    /// <summary>One row per point, then how it is to be read.</summary>
    public static void Write(Surroundings surroundings, RunFolder folder, CoefficientCurve curve)
    {
        TextWriter output = surroundings.Out;
        output.WriteLine(
            $"{folder.Name}: {curve.Parameters} parameters, {curve.Pairs} pairs in blocks of {curve.Block}, "
                + $"nβ = {NumberText.Of(curve.InverseTemperature)}, γ = {NumberText.Of(curve.Localisation)}");
        ResultTable.Write(
            surroundings, ["step", "λ̂ ± standard error", "loss", "curvature", "ε·a", "R̂", "remark"],
            [.. curve.Points.Select(p => (string[])
            [
                NumberText.Count(p.Step), NumberText.WithError(p.Value, p.StandardError),
                NumberText.Of(p.Loss),
                NumberText.Of(p.LargestCurvature), NumberText.Of(p.StepStiffness),
                NumberText.Of(p.PotentialScaleReduction), p.Remark,
            ])]);
        if (curve.Ladder is { } ladder)
        {
            output.WriteLine(
                "ladder: " + string.Join("; ", ladder.Rungs.Select(r =>
                    $"nβ {NumberText.Of(r.InverseTemperature)}: "
                        + $"{NumberText.WithError(r.Value, r.StandardError)}")));
            output.WriteLine(
                $"λ = {NumberText.WithError(ladder.Lambda, ladder.LambdaError)}, multiplicity "
                    + $"{ladder.Multiplicity}");
        }
        output.WriteLine((curve.Flagged ? "Read with care: " : "") + curve.Reading);
    }

    /// <summary>The same for machines.</summary>
    public static JsonObject Document(RunFolder folder, CoefficientCurve curve) => new()
    {
        ["folder"] = folder.Path,
        ["parameters"] = curve.Parameters,
        ["pairs"] = curve.Pairs,
        ["block"] = curve.Block,
        ["nbeta"] = Json.Finite(curve.InverseTemperature),
        ["localisation"] = Json.Finite(curve.Localisation),
        ["chains"] = curve.Chains,
        ["burn_in"] = curve.BurnIn,
        ["draws"] = curve.Draws,
        ["meaning"] = curve.Meaning,
        ["reading"] = curve.Reading,
        ["flagged"] = curve.Flagged,
        ["points"] = new JsonArray([.. curve.Points.Select(Point)]),
        ["ladder"] = curve.Ladder is { } ladder ? Ladder(ladder) : null,
    };

    private static JsonObject Point(CoefficientPoint p) => new()
    {
        ["step"] = p.Step,
        ["llc"] = Json.Finite(p.Value),
        ["standard_error"] = Json.Finite(p.StandardError),
        ["loss"] = Json.Finite(p.Loss),
        ["largest_curvature"] = Json.Finite(p.LargestCurvature),
        ["step_size"] = Json.Finite(p.StepSize),
        ["step_stiffness"] = Json.Finite(p.StepStiffness),
        ["r_hat"] = Json.Finite(p.PotentialScaleReduction),
        ["remark"] = p.Remark,
    };

    private static JsonObject Ladder(CoefficientLadder ladder) => new()
    {
        ["rungs"] = new JsonArray([.. ladder.Rungs.Select(r => new JsonObject
        {
            ["nbeta"] = Json.Finite(r.InverseTemperature),
            ["llc"] = Json.Finite(r.Value),
            ["standard_error"] = Json.Finite(r.StandardError),
        })]),
        ["lambda"] = Json.Finite(ladder.Lambda),
        ["lambda_error"] = Json.Finite(ladder.LambdaError),
        ["multiplicity"] = ladder.Multiplicity,
    };
}
