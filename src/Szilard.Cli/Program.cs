using System.CommandLine;
using System.Runtime.InteropServices;
using Szilard.Cli.Verbs;
using Szilard.Parts;

namespace Szilard.Cli;

/// <summary>The command line: verbs, and what becomes of their outcome. Exit codes: 0 done, 1 misuse, 2 ran
/// but the claim failed, 130 cancelled.</summary>
public static class Program
{
    /// <summary>A new verb is one file in <c>Verbs/</c> and one line here.</summary>
    private static readonly IReadOnlyList<Func<Surroundings, Verb>> _verbs =
    [
        DemoVerb.Build,
        RunVerb.Build,
        SweepVerb.Build,
        ResumeVerb.Build,
        BenchVerb.Build,
        MeasureVerb.Build,
        ObjectiveVerb.Build,
        StudyVerb.Build,
        SynapseVerb.Build,
        LedgerVerb.Build,
        SinkhornVerb.Build,
        FluctuationVerb.Build,
        LlcVerb.Build,
        SimilarityVerb.Build,
        ConditionalVerb.Build,
        RunsVerb.Build,
        ReportVerb.Build,
        CheckVerb.Build,
        ListVerb.Build,
        SchemaVerb.Build,
        CompletionVerb.Build,
    ];

    /// <summary>The process. The first Ctrl-C stops the verb in good order, the second at once.</summary>
    public static async Task<int> Main(string[] args)
    {
        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, Surroundings.OfProcess(), stop.Token);
    }

    /// <summary>Runs one verb with the parts of this build and plain output.</summary>
    /// <param name="args">The words after <c>szilard</c>.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="talk">Receives everything else.</param>
    /// <param name="cancellation">Stops the verb in good order.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter talk, CancellationToken cancellation = default) =>
        RunAsync(args, new Surroundings(output, talk), cancellation);

    internal static async Task<int> RunAsync(
        string[] args, Surroundings surroundings, CancellationToken cancellation = default)
    {
        try
        {
            return await InvokeAsync(args, surroundings, cancellation);
        }
        catch (OperationCanceledException)
        {
            await surroundings.Talk.WriteLineAsync("Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (SzilardException fault)
        {
            await surroundings.Talk.WriteLineAsync(fault.Message);
            return ExitCode.Misuse;
        }
        catch (IOException gone) when (gone.HResult == BrokenPipe)
        {
            return ExitCode.Done;
        }
        catch (Exception surprise)
        {
            await surroundings.Talk.WriteLineAsync(Describe(surprise, surroundings.ShowTraces));
            return ExitCode.Misuse;
        }
    }

    /// <summary>EPIPE: whoever read the output, <c>head</c> say, has had enough.</summary>
    private const int BrokenPipe = 32;

    private static Task<int> InvokeAsync(
        string[] args, Surroundings surroundings, CancellationToken cancellation)
    {
        RootCommand root = Frame.Build(_verbs.Select(build => build(surroundings)));
        ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (Misuse.Describe(parsed) is { } misuse)
            throw new SzilardException(misuse);
        InvocationConfiguration configuration = new()
        {
            Output = surroundings.Out,
            Error = surroundings.Talk,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return parsed.InvokeAsync(configuration, cancellation);
    }

    private static string Describe(Exception surprise, bool withTrace) => withTrace
        ? surprise.ToString()
        : $"Szilard failed: {surprise.GetType().Name}: {surprise.Message.ReplaceLineEndings(" ")} "
            + "(SZILARD_TRACE=1 shows where.)";
}
