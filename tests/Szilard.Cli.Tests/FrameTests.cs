using Szilard.Parts;

namespace Szilard.Cli.Tests;

public sealed class FrameTests
{
    public static TheoryData<string> Verbs =>
    [
        "demo", "run", "sweep", "resume", "study", "synapse", "ledger", "sinkhorn", "fluctuation",
        "similarity", "bench", "measure", "objective", "runs", "report", "check",
        "list", "schema",
        "completion",
    ];

    [Fact]
    public async Task Help_goes_to_stdout_with_an_example_and_code_0()
    {
        Said said = await CommandLine.Call("--help");
        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Contains("Usage:\n  szilard [command]", said.Out, StringComparison.Ordinal);
        Assert.Contains("Example:\n  szilard ", said.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_help_with_an_example_of_itself(string verb)
    {
        Said said = await CommandLine.Call(verb, "--help");
        Assert.Equal((0, ""), (said.Code, said.Talk));
        string example = said.Out[said.Out.IndexOf("Example:", StringComparison.Ordinal)..];
        Assert.Contains($"szilard {verb}", example, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_names_every_verb_and_builds_no_part(string verb)
    {
        Said said = await CommandLine.CallWith(
            s => s with { Laboratory = () => throw new InvalidOperationException("built") }, "--help");
        Assert.Equal(0, said.Code);
        Assert.Contains($"\n  {verb}", said.Out, StringComparison.Ordinal);
    }

    /// <summary>One long word would push every description out of the window.</summary>
    [Fact]
    public async Task Every_line_of_the_help_fits_a_window_of_110_columns()
    {
        foreach (string verb in (string[])["", .. Verbs.Select(row => row.Data)])
        {
            string[] words = verb.Length > 0 ? [verb, "--help"] : ["--help"];
            Said said = await CommandLine.Call(words);
            Assert.All(said.Out.Split('\n'), line => Assert.True(line.Length <= 110, line));
        }
    }

    [Fact]
    public async Task No_word_at_all_shows_the_help() =>
        Assert.Equal((await CommandLine.Call("--help")).Out, (await CommandLine.Call()).Out);

    [Fact]
    public async Task The_version_is_that_of_the_program()
    {
        Said said = await CommandLine.Call("--version");
        Assert.Equal(0, said.Code);
        Assert.Matches(@"^szilard \d+\.\d+\.\d+", said.Out);
    }

    [Theory]
    [InlineData("There is no verb `chek`; did you mean `check`?", "chek", "study.yaml")]
    [InlineData(
        "`szilard check` has no option `--josn`; did you mean `--json`?", "check", "study.yaml", "--josn")]
    [InlineData("`szilard list` has no option `--josn`; did you mean `--json`?", "list", "--josn")]
    [InlineData("`szilard runs` needs a verb: list, show,", "runs")]
    [InlineData("`szilard runs compare` needs at least 2 of <run>, but 1 was given.", "runs", "compare", "a")]
    [InlineData("`--seed one` is no whole number.", "measure", "--seed", "one")]
    [InlineData("`--seconds -1` is out of range", "bench", "--seconds", "-1")]
    [InlineData("`szilard check` has no use for `second.yaml`.", "check", "study.yaml", "second.yaml")]
    [InlineData("Required argument 'study' missing", "check")]
    [InlineData("There are no `world` to list; did you mean `worlds`?", "list", "world")]
    [InlineData("no script for `bsh`; did you mean `bash`?", "completion", "bsh")]
    [InlineData("There is no file", "check", "no-such-study.yaml")]
    public async Task Misuse_is_one_line_with_a_suggestion_and_code_1(string expected, params string[] args)
    {
        Said said = await CommandLine.Call(args);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(expected, said.Talk, StringComparison.Ordinal);
        Assert.Single(said.Talk.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_fault_of_the_user_is_told_as_it_is()
    {
        Said said = await CommandLine.CallWith(Failing(new SzilardException("2×3 needs 6 values.")), "list");
        Assert.Equal(new Said(1, "", "2×3 needs 6 values.\n"), said);
    }

    [Fact]
    public async Task A_surprise_is_one_line_and_its_trace_is_kept_for_those_who_ask()
    {
        Said said = await CommandLine.CallWith(Failing(new InvalidOperationException("two\nlines")), "list");
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.StartsWith(
            "Szilard failed: InvalidOperationException: two lines (", said.Talk, StringComparison.Ordinal);
        Assert.Single(said.Talk.TrimEnd().Split('\n'));
        Said traced = await CommandLine.CallWith(
            s => Failing(new InvalidOperationException("x"))(s) with { ShowTraces = true }, "list");
        Assert.Contains("   at ", traced.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_gives_130()
    {
        Said said = await CommandLine.CallWith(Failing(new OperationCanceledException()), "list");
        Assert.Equal((130, ""), (said.Code, said.Out));
    }

    [Fact]
    public async Task A_broken_pipe_is_quiet()
    {
        Said said = await CommandLine.CallWith(Failing(new IOException("Broken pipe", 32)), "list");
        Assert.Equal(new Said(0, "", ""), said);
    }

    [Fact]
    public async Task The_public_entry_serves_the_parts_of_this_build()
    {
        StringWriter output = new();
        int code = await Program.RunAsync(["list"], output, TextWriter.Null);
        Assert.Equal(0, code);
        Assert.Contains("objectives\n", output.ToString(), StringComparison.Ordinal);
    }

    private static Func<Surroundings, Surroundings> Failing(Exception exception) =>
        surroundings => surroundings with { Laboratory = () => throw exception };
}
