using Szilard.Experiments;

namespace Szilard.Cli;

/// <summary>What a verb sees of the world around it.</summary>
/// <param name="Out">Receives results.</param>
/// <param name="Talk">Receives progress, remarks and complaints.</param>
internal sealed record Surroundings(TextWriter Out, TextWriter Talk)
{
    /// <summary>The parts; asked for only by verbs that need them, since building them takes time.</summary>
    public Func<Laboratory> Laboratory { get; init; } = () => Catalogues.Laboratory;

    /// <summary>True where results are to be plain text without colour or frames.</summary>
    public bool IsPlain { get; init; } = true;

    /// <summary>Columns of the terminal, into which tables are folded.</summary>
    public int Width { get; init; } = int.MaxValue;

    /// <summary>True where progress is to be plain lines.</summary>
    public bool IsTalkPlain { get; init; } = true;

    /// <summary>True where an unexpected exception is shown with its trace.</summary>
    public bool ShowTraces { get; init; }

    /// <summary>The console and the environment of this process.</summary>
    public static Surroundings OfProcess() => new(Console.Out, Console.Error)
    {
        IsPlain = Console.IsOutputRedirected || IsSet("NO_COLOR"),
        Width = Console.IsOutputRedirected || Console.WindowWidth < 1 ? int.MaxValue : Console.WindowWidth,
        IsTalkPlain = Console.IsErrorRedirected || IsSet("NO_COLOR"),
        ShowTraces = IsSet("SZILARD_TRACE"),
    };

    private static bool IsSet(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
