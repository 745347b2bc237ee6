using System.Diagnostics;

namespace Szilard.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("ch", "check")]
    [InlineData("list o", "objectives")]
    [InlineData("check --", "--set,--json")]
    [InlineData("check a.yaml --set objective.", "objective.similarity=,objective.kind=")]
    [InlineData("completion ", "bash,zsh,fish")]
    public async Task The_program_itself_offers_the_candidates(string typed, string expected)
    {
        Said said = await CommandLine.Call($"[suggest:{typed.Length}]", typed);
        Assert.Equal(0, said.Code);
        Assert.Subset(said.Out.Split('\n').ToHashSet(), expected.Split(',').ToHashSet());
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _szilard szilard")]
    [InlineData("zsh", "compdef _szilard szilard")]
    [InlineData("fish", "complete -c szilard")]
    public async Task Each_shell_gets_a_script_that_asks_the_program(string shell, string registration)
    {
        Said said = await CommandLine.Call("completion", shell);
        Assert.Equal((0, ""), (said.Code, said.Talk));
        Assert.Contains(registration, said.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", said.Out, StringComparison.Ordinal);
    }

    /// <summary>Plays bash: a stand-in for the program answers with what it was asked.</summary>
    [Fact]
    public async Task The_bash_script_asks_with_the_words_after_the_program()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash here.");
        string script = (await CommandLine.Call("completion", "bash")).Out + """

            szilard() { echo "asked:$1:$2"; echo other; }
            COMP_LINE='szilard check as' COMP_POINT=16 COMP_CWORD=2 COMP_WORDS=(szilard check as)
            _szilard; printf '%s\n' "${COMPREPLY[@]}"
            """;
        ProcessStartInfo start = new("/bin/bash", ["-c", script]) { RedirectStandardOutput = true };
        using Process bash = Process.Start(start)!;
        string answer = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal("asked:[suggest:8]:check as\n", answer);
    }
}
