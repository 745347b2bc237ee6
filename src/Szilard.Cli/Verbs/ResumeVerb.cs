using System.CommandLine;
using Szilard.Records;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard resume RUN</c>: takes an interrupted run up where it stood.</summary>
internal static class ResumeVerb
{
    private const string Examples = """
        szilard resume runs/2026-11-22-quick-3f9a
        szilard resume 3f9a
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> run = RunArguments.One();
        WorkOptions work = new();
        Verb verb = new(
            "resume", "Go on with a run that was interrupted, exactly as if it never had been.", Examples)
        {
            run,
        };
        work.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            Work how = work.Read(parsed);
            RunFolder folder = RunFolder.Find(how.Root, parsed.GetRequiredValue(run));
            StudySession session = new(surroundings, how, folder.Record().Command);
            return Task.Run(() => session.Resume(folder, stop), CancellationToken.None);
        });
        return verb;
    }
}
