using System.CommandLine;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Sweeps;
using Szilard.Observables.Statistics;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard sweep STUDY</c>: a study over a grid of keys, which can be stopped and gone on
/// with.</summary>
internal static class SweepVerb
{
    private const string Examples = """
        szilard sweep examples/quick.yaml --over training.batch=32,128,512 --seeds 3
        szilard sweep spiral.yaml --over training.batch=8,32,128 --over world.samples=64,256,1024 --parallel 2
        szilard sweep spiral.yaml --over world.rho=0.5,0.9 --seeds 5 --controls
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string> study = new("study")
        {
            Description = "The study file (YAML), or a name of `study list`.",
        };
        Option<string[]> over = new("--over")
        {
            Description = "A key with the values it takes; can be repeated: all combinations are run.",
            HelpName = "key=v1,v2",
        };
        Option<int?> seeds = new("--seeds")
        {
            Description = "Run every cell with the seeds 1 to this; default: the study's seeds.",
            HelpName = "count",
        };
        Option<bool> controls = new("--controls")
        {
            Description = "Adds raw, untrained, permuted and supervised controls of the grid's worlds.",
        };
        Option<int?> parallel = new("--parallel")
        {
            Description = "Runs at once; default: one per thread.",
            HelpName = "count",
        };
        Option<string[]> set = StudyOptions.Set(surroundings);
        Option<string?> data = StudyOptions.Text(
            "--data", "path", "Folder or file with the dataset; overrides the study's.");
        WorkOptions work = new();
        Verb verb = new("sweep", "Run a study over a grid of keys; run again, it goes on.", Examples)
        {
            study, over, seeds, controls, parallel, set, data,
        };
        work.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            string name = parsed.GetRequiredValue(study);
            string[] knobs = parsed.GetValue(over) ?? [], overrides = parsed.GetValue(set) ?? [];
            Study read = StudySource.Read(name, surroundings.Laboratory().Form, overrides, knobs);
            if (read.Knobs.Count == 0)
                throw new SzilardException(
                    "Nothing is varied; give a knob, for example --over training.batch=32,128.");
            if (parsed.GetValue(seeds) is { } count)
                read = read with { Seeds = Seeds(count, read) };
            if (parsed.GetValue(controls))
                read = Controlled(surroundings, read);
            if (parsed.GetValue(data) is { } given)
                read = read with { Data = Path.GetFullPath(given) };
            Work how = work.Read(parsed);
            StudySession session = new(surroundings, how, Repetition.Of(
                ["sweep", name, .. knobs.SelectMany(k => (string[])["--over", k]),
                 "--seeds", $"{read.Seeds.Count}",
                 .. parsed.GetValue(controls) ? (string[])["--controls"] : []],
                overrides, read.Data))
            {
                Together = Together(parsed.GetValue(parallel), how.Threads),
                GoesOn = true,
            };
            return Task.Run(() => session.Run(read, stop), CancellationToken.None);
        });
        return verb;
    }

    private static long[] Seeds(int count, Study study)
    {
        if (count is < 1 or > 1000)
            throw new SzilardException($"`--seeds {count}` is out of range; give 1 to 1000.");
        return Study.Excess(study.Cells.Count, count) is { } excess
            ? throw new SzilardException(excess)
            : [.. Enumerable.Range(1, count).Select(s => (long)s)];
    }

    /// <summary>The study with its controls; what cannot be one is told.</summary>
    private static Study Controlled(Surroundings surroundings, Study study)
    {
        (Study controlled, IReadOnlyList<string> leftOut) = SweepControls.Beside(
            study, surroundings.Laboratory().Form);
        foreach (string sentence in leftOut)
            surroundings.Talk.WriteLine(sentence);
        if (study.Seeds.Count < SeedInterval.Enough)
            surroundings.Talk.WriteLine(
                $"{study.Seeds.Count} of the {SeedInterval.Enough} seeds that intervals and agreement of "
                    + $"seeds should have; add `--seeds {SeedInterval.Enough}`.");
        return controlled;
    }

    private static int Together(int? given, int threads) => given switch
    {
        null => threads,
        >= 1 and <= 1024 => given.Value,
        _ => throw new SzilardException($"`--parallel {given}` is out of range; give 1 to 1024."),
    };
}
