using System.Text.Json.Nodes;
using Szilard.Experiments.Dynamics;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli.Verbs;

/// <summary>How a run learned, as a table and as JSON.</summary>
internal static class DynamicsText
{
    /// <summary>One row per reading that moved; nothing where none was read twice.</summary>
    public static void Write(Surroundings surroundings, RunDynamics dynamics)
    {
        ReadingDynamics[] shown =
            [.. dynamics.Readings.Where(r => r.Changes.Points.Count > 0 || double.IsFinite(r.StepsTo90))];
        if (shown.Length == 0)
            return;
        surroundings.Out.WriteLine();
        ResultTable.Write(
            surroundings,
            ["over training", "90 % of its last value at step", "slope changes at step", "fastest"],
            [.. shown.Select(r => (string[])
            [
                r.Name, double.IsNaN(r.StepsTo90) ? "" : Step(r.StepsTo90),
                string.Join(", ", r.Changes.Points.Select(p => Step(p.Step))),
                r.Changes.Fastest is { } fastest
                    ? $"{Step(fastest.From)} to {Step(fastest.To)}: {NumberText.Of(fastest.Rise)}" : "",
            ])]);
        if (dynamics.Order.Count > 0)
            surroundings.Out.WriteLine(
                "latents in the order in which they were learned: "
                + string.Join(", ", dynamics.Order.Select(o => $"{o.Latent} (step {Step(o.Step)})")));
        foreach (JointChange change in dynamics.Joint)
            surroundings.Out.WriteLine(
                $"λ̂ bends at step {Step(change.CoefficientStep)}, R² at step {Step(change.RecoveryStep)}");
    }

    /// <summary>The same for machines.</summary>
    public static JsonObject Document(RunDynamics dynamics) => new()
    {
        ["readings"] = new JsonArray([.. dynamics.Readings.Select(Reading)]),
        ["latent_order"] = new JsonArray([.. dynamics.Order.Select(o => new JsonObject
        {
            ["latent"] = o.Latent,
            ["step"] = Json.Finite(o.Step),
        })]),
        ["llc_beside_r2"] = new JsonArray([.. dynamics.Joint.Select(j => new JsonObject
        {
            ["llc_step"] = Json.Finite(j.CoefficientStep),
            ["r2_step"] = Json.Finite(j.RecoveryStep),
        })]),
    };

    private static JsonObject Reading(ReadingDynamics r) => new()
    {
        ["name"] = r.Name,
        ["last"] = Json.Finite(r.Last),
        ["steps_to_90_percent"] = Json.Finite(r.StepsTo90),
        ["change_points"] = new JsonArray([.. r.Changes.Points.Select(p => new JsonObject
        {
            ["step"] = Json.Finite(p.Step),
            ["slope_before"] = Json.Finite(p.Before),
            ["slope_after"] = Json.Finite(p.After),
            ["p_value"] = Json.Finite(p.PValue),
        })]),
        ["fastest"] = r.Changes.Fastest is { } fastest
            ? new JsonObject
            {
                ["from"] = Json.Finite(fastest.From),
                ["to"] = Json.Finite(fastest.To),
                ["rise"] = Json.Finite(fastest.Rise),
            }
            : null,
    };

    private static string Step(double step) => NumberText.Count((long)Math.Round(step));
}
