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
        bench/run                       # the same beside PyTorch, from a checkout
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Option<string?> filter =
            StudyOptions.Text("--filter", "text", "Only benchmarks whose name contains this.");
        Option<double> seconds = new("--seconds")
        {
            Description = "Least time for each benchmark, in seconds.",
            HelpName = "number",
            DefaultValueFactory = _ => 2,
        };
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("bench", "Time kernels and training steps on this machine.", Examples)
        {
            filter, seconds, json,
        };
        verb.SetAction((parsed, stop) =>
        {
            IReadOnlyList<BenchmarkCase> cases = Select(parsed.GetValue(filter) ?? "");
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

    private static BenchmarkCase[] Select(string filter)
    {
        IReadOnlyList<BenchmarkCase> all = BenchmarkSuite.All;
        BenchmarkCase[] chosen = [.. all.Where(c => c.Name.Contains(filter, StringComparison.Ordinal))];
        return chosen.Length > 0
            ? chosen
            : throw new SzilardException(
                $"No benchmark contains `{filter}`{Spelling.Hint(filter, all.Select(c => c.Name))}");
    }

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
