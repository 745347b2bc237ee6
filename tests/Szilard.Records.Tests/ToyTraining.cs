using System.Text.Json;
using System.Text.RegularExpressions;

namespace Szilard.Records.Tests;

/// <summary>A training loop whose readings depend on all steps before them, with a checkpoint every third
/// step. It can be killed after any of its writes.</summary>
internal static partial class ToyTraining
{
    public const int Steps = 12;

    /// <summary>Trains to the end, from the newest checkpoint where there is one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="writes">Killed after so many writes.</param>
    /// <returns>False where it was killed.</returns>
    public static bool Train(RunWriter run, int writes = int.MaxValue)
    {
        Resumption<string>? resumed = run.Resume(File.ReadAllText);
        (long first, ulong state) =
            resumed is null ? (1, 7UL) : (resumed.Step + 1, ulong.Parse(resumed.State));
        for (long step = first; step <= Steps; step++)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            foreach (Action write in WritesOf(run, step, state))
            {
                if (writes-- == 0)
                    return false;
                write();
            }
        }
        return true;
    }

    /// <summary>Everything that the run wrote, wall-clock time left out.</summary>
    public static string Lines(RunFolder folder) =>
        Seconds().Replace(File.ReadAllText(folder.MetricsPath), "") + File.ReadAllText(folder.LedgerPath);

    private static IEnumerable<Action> WritesOf(RunWriter run, long step, ulong state)
    {
        yield return () => run.Append(step, "loss", Scratch.Reading((double)state / ulong.MaxValue));
        JsonElement booked = Scratch.Json($$"""{"work":{{state}}}""");
        yield return () => run.AppendLedger(booked, JsonLayout.Line.JsonElement);
        yield return () => run.Append(step, "rank", Scratch.Reading(double.NaN));
        if (step % 3 == 0)
            yield return () => run.Checkpoint(step, Scratch.Text($"{state}"));
    }

    [GeneratedRegex("\"seconds\":[^}]*", RegexOptions.NonBacktracking)]
    private static partial Regex Seconds();
}
