using System.Text.Json.Nodes;
using Szilard.Cli.Verbs;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;
using Szilard.Observables.Statistics;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Cli;

/// <summary>A study with a grid as tables: per knob one row per line of cells, and the power laws.</summary>
internal static class SweepTable
{
    private static readonly string[] _shown =
        ["r2.affine", "mcc.pearson", "linear-probe", "knn", "accuracy", "rank-me", "loss"];

    /// <summary>The main readings; all of them are in the report and in <c>--json</c>.</summary>
    public static void Write(Surroundings surroundings, SweepResult sweep)
    {
        foreach (Knob knob in sweep.Study.Knobs)
            foreach (string meter in _shown.Where(m => sweep.Cells.Any(c => c.Values(m).Count > 0)))
                Write(surroundings, sweep, knob, meter);
        foreach (SweptCell cell in sweep.Lacking)
            surroundings.Out.WriteLine(
                $"no finished run: {cell.Cell.Run.Name}, seed {string.Join(", ", cell.Missing)}");
        surroundings.Out.WriteLine(sweep.Study.Seeds.Count < SeedInterval.Least
            ? $"mean ± standard error over seeds; an interval takes {SeedInterval.Least} seeds"
            : "mean [95 % bootstrap interval over seeds"
                + (sweep.Study.Seeds.Count < SeedInterval.Enough
                    ? $"; too narrow below {SeedInterval.Enough} seeds]" : "]"));
    }

    private static void Write(Surroundings surroundings, SweepResult sweep, Knob knob, string meter)
    {
        IReadOnlyList<FittedLaw> laws = sweep.Laws(meter, knob);
        string[][] levels =
        [
            .. sweep.Levels(knob.Key).Where(l => l.Cell.Values(meter).Count > 0).Select(l => (string[])
                [l.Name, .. knob.Values.Select(_ => Text(l.Cell, meter)), ""]),
        ];
        var rows = sweep.Lines(knob.Key).Select(line => (string[])
        [
            line.Name,
            .. knob.Values.Select(
                v => Text(line.Cells.FirstOrDefault(c => c.Cell.ValueOf(knob.Key) == v), meter)),
            SweepResult.Text(laws.Where(l => l.Line == line.Name)),
        ]);
        ResultTable.Write(
            surroundings, [$"{meter} over {knob.Key}", .. knob.Values, "power law"], [.. rows, .. levels]);
        surroundings.Out.WriteLine();
    }

    private static string Text(SweptCell? cell, string meter)
    {
        PooledReading pooled = cell?.Pooled(meter) ?? PooledReading.Missing;
        return pooled.Count == 0 ? NumberText.Missing
            : cell!.Interval(meter) is var (low, high) ? NumberText.WithInterval(pooled.Mean, low, high)
            : NumberText.WithError(pooled.Mean, pooled.StandardError);
    }

    /// <summary>Every cell with every reading, and all power laws.</summary>
    public static JsonObject Document(SweepResult sweep) => new()
    {
        ["knobs"] = new JsonObject(sweep.Study.Knobs.Select(k => KeyValuePair.Create(
            k.Key, (JsonNode?)new JsonArray([.. k.Values.Select(v => (JsonNode)v)])))),
        ["cells"] = new JsonArray([.. sweep.Cells.Select(c => Node(c, sweep.Meters))]),
        ["power_laws"] = new JsonArray([.. sweep.Meters.SelectMany(sweep.Laws).Select(Node)]),
    };

    private static JsonNode Node(SweptCell cell, IReadOnlyList<string> meters) => new JsonObject
    {
        ["run"] = cell.Cell.Of,
        ["name"] = cell.Cell.Run.Name,
        ["control"] = cell.Cell.Control,
        ["at"] = new JsonObject(cell.Cell.At.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
        ["missing_seeds"] = new JsonArray([.. cell.Missing.Select(s => (JsonNode)s)]),
        ["readings"] = new JsonObject(meters.Select(m => (Name: m, Reading: cell.Pooled(m)))
            .Where(r => r.Reading.Count > 0)
            .Select(r => KeyValuePair.Create(r.Name, (JsonNode?)new JsonObject
            {
                ["mean"] = Json.Finite(r.Reading.Mean),
                ["standard_error"] = Json.Finite(r.Reading.StandardError),
                ["interval"] = cell.Interval(r.Name) is var (low, high)
                    ? new JsonArray(Json.Finite(low), Json.Finite(high)) : null,
                ["seeds"] = r.Reading.Count,
            }))),
    };

    private static JsonNode Node(FittedLaw law) => new JsonObject
    {
        ["line"] = law.Line,
        ["meter"] = law.Meter,
        ["of"] = law.OfDeficit ? "deficit" : "value",
        ["knob"] = law.Knob,
        ["in"] = law.InComplement ? "1 - knob" : "knob",
        ["exponent"] = Json.Finite(law.Law.Exponent),
        ["interval"] = new JsonArray(Json.Finite(law.Law.Low), Json.Finite(law.Law.High)),
        ["prefactor"] = Json.Finite(law.Law.Prefactor),
        ["goodness"] = Json.Finite(law.Law.Goodness),
        ["points"] = law.Law.Points,
    };
}
