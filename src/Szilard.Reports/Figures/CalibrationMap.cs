using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>One score as a heat map of pairs, by its calibrated value.</summary>
/// <param name="Id">Identifier of the figure within the page.</param>
/// <param name="Score">Name of the score.</param>
/// <param name="Of">What the pairs are pairs of, in the plural.</param>
/// <param name="Title">What stands above it.</param>
public abstract record CalibrationMap(string Id, string Score, string Of, string Title) : Figure(Id, Title)
{
    /// <inheritdoc/>
    public override bool Any => Pairs.Any(p => double.IsFinite(p.Value.Calibrated));

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            double[] all = [.. Pairs.Select(p => p.Value.Calibrated).Where(double.IsFinite)];
            return all.Length == 0
                ? $"{Score} of {Of} without values."
                : $"Calibrated {Score} of {Words.Count(all.Length, "pair")} of {Of}, from "
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
            foreach (string name in AlikeByThemselves ? Names : [])
                csv.Add(Csv.Cell(name), Csv.Cell(name), Csv.Cell(1.0), Csv.Cell(1.0), "");
            return csv.ToString();
        }
    }

    /// <summary>What stands along both axes, in order.</summary>
    private protected abstract string[] Names { get; }

    /// <summary>Each pair once.</summary>
    private protected abstract IEnumerable<(string First, string Second, Calibration Value)> Pairs { get; }

    /// <summary>The diagonal is drawn as 1.</summary>
    private protected abstract bool AlikeByThemselves { get; }

    private protected override JsonObject Columns() => new()
    {
        ["first"] = "string",
        ["second"] = "string",
        ["calibrated"] = "number",
        ["raw"] = "number",
        ["p"] = "number",
    };

    private protected static JsonObject Colour() => new()
    {
        ["field"] = "calibrated",
        ["type"] = "quantitative",
        ["title"] = "calibrated",
        ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, 1), ["scheme"] = "blues" },
    };

    private protected JsonObject Axis(string field) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = null,
        ["sort"] = new JsonArray([.. Names.Select(n => (JsonNode)n)]),
        ["axis"] = new JsonObject { ["labelLimit"] = 240 },
    };

    private static void Add(Csv csv, string first, string second, Calibration value) => csv.Add(
        Csv.Cell(first), Csv.Cell(second), Csv.Cell(value.Calibrated), Csv.Cell(value.Observed),
        Csv.Cell(value.PValue));
}
