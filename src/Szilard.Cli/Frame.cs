using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Szilard.Cli;

/// <summary>The root command around the verbs: help with examples, and the version.</summary>
internal static class Frame
{
    private const string FirstSteps = """
        szilard list objectives         # what there is to choose from
        szilard check study.yaml        # what is wrong with a study, before it runs
        """;

    /// <summary>The root with its verbs.</summary>
    public static RootCommand Build(IEnumerable<Verb> verbs)
    {
        RootCommand root = new("Szilard: an instrumented laboratory for self-supervised learning.")
        {
            HelpName = "szilard",
        };
        foreach (Verb verb in verbs)
            root.Subcommands.Add(verb);
        foreach (Option option in root.Options)
            option.Action = option switch
            {
                HelpOption { Action: HelpAction help } => new HelpWithExample(help),
                VersionOption => new Version(),
                _ => option.Action,
            };
        return root;
    }

    /// <summary>The usual help, then the example of the verb.</summary>
    private sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            string examples = parseResult.CommandResult.Command is Verb verb ? verb.Examples : FirstSteps;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Example:");
            foreach (string line in examples.Split('\n'))
                output.WriteLine("  " + line);
            return code;
        }
    }

    private sealed class Version : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            Assembly assembly = typeof(Frame).Assembly;
            string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
                ?? $"{assembly.GetName().Version}";
            parseResult.InvocationConfiguration.Output.WriteLine($"szilard {version}");
            return ExitCode.Done;
        }
    }
}
