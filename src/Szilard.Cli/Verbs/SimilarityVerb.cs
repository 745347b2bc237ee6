using System.CommandLine;
using Szilard.Experiments.Agreement;
using Szilard.Observables.Agreement;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Reports;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard similarity RUN…</c>: agreement between models beside agreement with the
/// truth.</summary>
internal static class SimilarityVerb
{
    private const string Examples = """
        szilard similarity whitening-1 whitening-2 info-nce-1 --report agreement.html
        szilard similarity whitening-1 info-nce-1 --layers --meters cka.unbiased,mutual-knn --json
        szilard similarity --arrays a.npy b.npy c.npy --latents z.npy
        """;

    private static readonly Option<string[]> s_arrays = new("--arrays")
    {
        Description = "Representations of the same samples, row for row, instead of runs.",
        HelpName = "array",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> s_latents = StudyOptions.Text(
        "--latents", "array", "True causes of the rows of the arrays.");
    private static readonly Option<string?> s_meters = Named();
    private static readonly Option<int> s_samples = Whole(
        "--samples", "Samples shown to all models; of larger arrays a random choice.", 1000);
    private static readonly Option<int> s_permutations = Whole(
        "--permutations", "Shuffled pairings behind each chance level.",
        new AgreementSettings().Permutations);
    private static readonly Option<double> s_level = new("--level")
    {
        Description = "How often independent models may count as agreeing.",
        HelpName = "number",
        DefaultValueFactory = _ => new AgreementSettings().Level,
    };
    private static readonly Option<bool> s_layers = new("--layers")
    {
        Description = "Also the best pair of layers, calibrated as the best of all.",
    };
    private static readonly Option<int> s_threads = Whole(
        "--threads", "Threads.", Environment.ProcessorCount);
    private static readonly Option<long> s_seed = StudyOptions.Seed("Seed of samples and shuffles.");
    private static readonly Option<string?> s_report = StudyOptions.Text(
        "--report", "file", "Also writes a page.");
    private static readonly Option<bool> s_json = StudyOptions.Json();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        RunArguments runs = new(ArgumentArity.ZeroOrMore);
        Verb verb = new(
            "similarity", "Agreement between models, beyond chance, beside agreement with the truth.",
            Examples);
        runs.AddTo(verb);
        foreach (Option option in (Option[])
            [
                s_arrays, s_latents, s_meters, s_samples, s_permutations, s_level, s_layers, s_threads,
                s_seed, s_report, s_json,
            ])
            verb.Options.Add(option);
        verb.SetAction((parsed, stop) =>
            Task.Run(() => Tell(surroundings, parsed, Compare(parsed, runs, stop)), CancellationToken.None));
        return verb;
    }

    private static AgreementReport Compare(ParseResult parsed, RunArguments runs, CancellationToken stop)
    {
        Part<AgreementScore>[] scores = Scores(parsed.GetValue(s_meters));
        AgreementSettings settings = new()
        {
            Permutations = parsed.GetValue(s_permutations),
            Level = parsed.GetValue(s_level),
        };
        (int samples, int threads) = (parsed.GetValue(s_samples), parsed.GetValue(s_threads));
        if (threads is < 1 or > 1024)
            throw new SzilardException($"`--threads {threads}` is out of range; give 1 to 1024.");
        IReadOnlyList<RunFolder> folders = runs.Read(parsed);
        string[] arrays = parsed.GetValue(s_arrays) ?? [];
        if ((folders.Count == 0) == (arrays.Length == 0))
            throw new SzilardException("Name runs, or give `--arrays`, one of the two.");
        if (arrays.Length == 0 && parsed.GetValue(s_latents) is not null)
            throw new SzilardException(
                "`--latents` belongs to `--arrays`; runs know their own. Leave it out.");
        if (arrays.Length == 0)
            return new RunAgreement(
                settings, scores, samples, parsed.GetValue(s_layers), parsed.GetValue(s_seed), threads)
                .Of(folders, stop);
        RandomKey key = RandomKey.FromSeed(parsed.GetValue(s_seed)).Split("agreement");
        using Workers workers = new(threads);
        return AgreementAnalysis.Of(
            Subjects(parsed, arrays, samples, key, workers), scores, settings.Checked(),
            key.Split("shuffles"), workers, stop);
    }

    private static AgreementSubject[] Subjects(
        ParseResult parsed, string[] arrays, int samples, RandomKey key, Workers workers)
    {
        if (parsed.GetValue(s_layers))
            throw new SzilardException(
                "An array has no layers; give each layer's array by itself, or leave out `--layers`.");
        if (samples < 16)
            throw new SzilardException($"{samples} samples are out of range; give at least 16.");
        ArraySubjects subjects = new(samples, key, workers);
        return subjects.Read(arrays, parsed.GetValue(s_latents));
    }

    private static Part<AgreementScore>[] Scores(string? names)
    {
        string[] wanted = [.. (names ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        return names is null ? [.. AgreementScores.Usual]
            : wanted.Length > 0 ? [.. wanted.Select(AgreementScores.All.Get)]
            : throw new SzilardException("`--meters` names no score; leave it out for the usual ones.");
    }

    private static int Tell(Surroundings surroundings, ParseResult parsed, AgreementReport report)
    {
        string page = "";
        if (parsed.GetValue(s_report) is { } path)
        {
            page = Path.GetFullPath(path);
            string command = Repetition.Of(parsed.Tokens.Select(t => t.Value), []);
            AtomicText.Write(page, AgreementPage.Render(report, command));
        }
        if (parsed.GetValue(s_json))
            Json.Write(surroundings.Out, AgreementText.Document(report, page));
        else
            AgreementText.Write(surroundings, report);
        if (page.Length > 0)
            surroundings.Talk.WriteLine($"Report: {page}");
        NoValue.Refuse([.. Asked(report)]);
        return ExitCode.Done;
    }

    private static IEnumerable<(double Value, string Remark)> Asked(AgreementReport report) =>
    [
        .. from matrix in report.Matrices
           from cell in matrix.Cells
           from observed in (double?[])[cell.Representation.Observed, cell.Maximum?.Calibration.Observed]
           where observed is not null
           select (observed.Value, cell.Remark),
        .. from subject in report.Subjects
           from named in subject.Structural
           select (named.Reading.Value, named.Reading.Remark),
    ];

    private static Option<string?> Named()
    {
        Option<string?> option = StudyOptions.Text(
            "--meters", "names",
            "Scores, separated by commas; default: "
                + string.Join(", ", AgreementScores.Usual.Select(s => s.Card.Name)));
        option.CompletionSources.Add(_ => AgreementScores.All.Cards.Select(c => c.Name));
        return option;
    }

    private static Option<int> Whole(string name, string description, int otherwise) => new(name)
    {
        Description = description,
        HelpName = "count",
        DefaultValueFactory = _ => otherwise,
    };
}
