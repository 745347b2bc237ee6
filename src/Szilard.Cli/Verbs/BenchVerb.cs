using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Benchmarks;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard bench</c>: how fast this machine is at the work of this program.</summary>
internal static class BenchVerb
{
    private const string Examples = """
        szilard bench
        szilard bench --filter cl-ica --seconds 5
        szilard bench --scaling         # how costs grow with sizes
        bench/run                       # the same beside PyTorch, from a checkout
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Option<string?> filter =
            StudyOptions.Text(
                "--filter", "text", "Only the benchmark of this name, or those whose name contains it.");
        Option<double> seconds = new("--seconds")
        {
            Description = "Least time for each benchmark, in seconds.",
            HelpName = "number",
            DefaultValueFactory = _ => 2,
        };
        Option<bool> json = StudyOptions.Json(), scaling = new("--scaling")
        {
            Description = "How costs grow with the size of networks, kernels and amplitudes.",
        };
        Verb verb = new("bench", "Time kernels and training steps on this machine.", Examples)
        {
            filter, seconds, scaling, json,
        };
        verb.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(scaling))
            {
                WriteScaling(surroundings, parsed.GetValue(json), ScalingSuite.Run(
                    Select(ScalingSuite.All, c => c.Name, parsed.GetValue(filter) ?? ""),
                    Seconds(parsed.GetValue(seconds)), surroundings.Talk.WriteLine, stop));
                return Task.FromResult(ExitCode.Done);
            }
            IReadOnlyList<BenchmarkCase> cases = Select(
                BenchmarkSuite.All, c => c.Name, parsed.GetValue(filter) ?? "");
            IReadOnlyList<BenchmarkResult> results = BenchmarkRunner.Run(
                cases, Seconds(parsed.GetValue(seconds)), surroundings.Talk.WriteLine, stop);
            if (parsed.GetValue(json))
                WriteJson(surroundings.Out, results);
            else
                WriteTable(surroundings, results);
            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }

    private static double Seconds(double given) => given is > 0 and <= 3600
        ? given
        : throw new SzilardException($"`--seconds {given}` is out of range; give more than 0, at most 3600.");

    private static T[] Select<T>(IReadOnlyList<T> all, Func<T, string> name, string filter)
    {
        T[] exact = [.. all.Where(c => name(c) == filter)];
        T[] chosen = exact.Length > 0
            ? exact
            : [.. all.Where(c => name(c).Contains(filter, StringComparison.Ordinal))];
        return chosen.Length > 0
            ? chosen
            : throw new SzilardException(
                $"No benchmark contains `{filter}`{Spelling.Hint(filter, all.Select(name))}");
    }

    private static void WriteScaling(
        Surroundings surroundings, bool json, IReadOnlyList<ScalingResult> results)
    {
        if (json)
        {
            JsonArray nodes = [.. results.Select(Node)];
            Json.Write(surroundings.Out, new JsonObject { ["scaling"] = nodes });
            return;
        }
        ResultTable.Write(
            surroundings, ["work", "size", "sizes", "best ms", "exponent", "at the end"],
            [
                .. results.Select(r => (string[])
                [
                    r.Curve.Name, r.Curve.Variable, string.Join(" ", r.Curve.Sizes),
                    string.Join(" ", r.Milliseconds.Select(m => Text(m, "G3"))), Text(r.Exponent, "F2"),
                    Text(r.LastExponent, "F2"),
                ]),
            ]);
    }

    private static JsonObject Node(ScalingResult result) => new()
    {
        ["name"] = result.Curve.Name,
        ["variable"] = result.Curve.Variable,
        ["sizes"] = new JsonArray([.. result.Curve.Sizes.Select(s => JsonValue.Create(s))]),
        ["best_milliseconds"] = new JsonArray([.. result.Milliseconds.Select(m => JsonValue.Create(m))]),
        ["exponent"] = result.Exponent,
        ["last_exponent"] = result.LastExponent,
    };

    private static void WriteJson(TextWriter output, IReadOnlyList<BenchmarkResult> results) => Json.Write(
        output, new JsonObject { ["benchmarks"] = new JsonArray([.. results.Select(r => r.ToJson())]) });

    private static void WriteTable(Surroundings surroundings, IReadOnlyList<BenchmarkResult> results)
    {
        string[] heads =
            ["work", "threads", "best ms", "median ms", "GFLOP/s", "of peak", "bytes/step", "peak MB"];
        string[][] rows =
        [
            .. results.Select(r => (string[])
            [
                r.Name, Text(r.Threads), Text(r.BestMilliseconds, "F3"), Text(r.MedianMilliseconds, "F3"),
                Text(r.GigaFlops, "F1"), Text(r.FractionOfPeak, "P0"),
                Text(r.AllocatedBytesPerIteration, "F0"), Text(r.PeakMegabytes, "F0"),
            ]),
        ];
        ResultTable.Write(surroundings, heads, rows);
    }

    private static string Text(IFormattable? number, string format = "") =>
        number?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
