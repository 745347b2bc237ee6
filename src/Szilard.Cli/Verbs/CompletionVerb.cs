using System.CommandLine;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard completion SHELL</c>: a script that asks <c>szilard</c> itself for candidates, through
/// the suggest directive of System.CommandLine; no other tool is needed.</summary>
internal static class CompletionVerb
{
    private const string Examples = """
        source <(szilard completion bash)                # in ~/.bashrc
        source <(szilard completion zsh)                 # in ~/.zshrc, after compinit
        szilard completion fish > ~/.config/fish/completions/szilard.fish
        """;

    private const string Bash = """
        _szilard() {
            local line="${COMP_LINE#* }" IFS=$'\n'
            local point=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
            local found="$("${COMP_WORDS[0]}" "[suggest:$point]" "$line" 2>/dev/null)"
            COMPREPLY=($(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}"))
            [[ "${COMPREPLY[*]}" == *= ]] && compopt -o nospace
        }
        complete -o default -F _szilard szilard
        """;

    private const string Zsh = """
        #compdef szilard
        _szilard() {
            local line="${BUFFER#* }"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:$((CURSOR - ${#BUFFER} + ${#line}))]" "$line" 2>/dev/null)}")
            found=(${found:#})
            if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _szilard szilard
        """;

    private const string Fish = """
        function __szilard_complete
            set -l line (commandline -cp | string replace -r '^\s*\S+\s' '')
            set -l words (commandline -opc)
            $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c szilard -a '(__szilard_complete)'
        """;

    private static readonly string[] _shells = ["bash", "zsh", "fish"];

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> shell = new("shell") { HelpName = "shell", Description = "bash, zsh or fish." };
        shell.CompletionSources.Add(_ => _shells);
        Verb verb = new("completion", "Print a script that completes `szilard` in a shell.", Examples) { shell };
        verb.SetAction(parsed => surroundings.Out.WriteLine(Script(parsed.GetRequiredValue(shell))));
        return verb;
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw new SzilardException($"There is no script for the shell `{shell}`{Spelling.Hint(shell, _shells)}"),
    };
}
