using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Reports.Tests;

/// <summary>A report whose every text tries to be markup, and whose every number is missing.</summary>
internal static class Hostile
{
    public const string Name =
        "</script><script>alert('1')</script>\"><img src=x onerror=alert(1)> &amp; {{script}}";

    private static readonly KeyValuePair<string, string>[] _setting = [new(Name, Name)];

    public static ReportModel Model => new(
        Name, [Run(1), Run(2), Run(3) with { Name = Name + "2", Role = Name }])
    {
        Subtitle = Name,
        GeneratedAt = Name,
        SpecificationYaml = "{{script}} {{title}} \u0001",
        Command = Name,
        Versions = _setting,
    };

    private static RunSection Run(long seed) => new(Name, new(Name, seed, Name, Name))
    {
        World = Name,
        Objective = Name,
        Seed = seed,
        Seconds = double.NaN,
        Readings =
        [
            new(Name, double.NaN, double.NaN, double.NaN) { Label = Name, Convention = Name, Remark = Name },
            new("infinite", double.PositiveInfinity, 1, double.NegativeInfinity) { Ideal = double.NaN },
        ],
        Curves =
        [
            new(Name, [new(0, double.NaN, double.NaN), new(1, double.PositiveInfinity, 1)])
            {
                Label = Name, ChanceLabel = Name, Chance = seed,
            },
            new("empty", []),
        ],
        Scatter = new(new Matrix(1, 2, [double.NaN, 0]), new Matrix(1, 2, [1, 2])),
        AssumptionCard = new(
            [
                new(Name, Name, AssumptionStatus.Violated, Name, Name),
                new("other", Name, AssumptionStatus.Unknown, "", ""),
            ],
            Indeterminacy.None, Indeterminacy.Unknown),
        Specification = [new(Name, Name + seed), new("seed", Name + seed)],
        Remarks = [Name],
    };
}
