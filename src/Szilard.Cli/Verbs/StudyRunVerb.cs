using System.CommandLine;
using System.Text.Json.Nodes;
using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Reports;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard study run NAME…</c>: tries claims, by computing or by training.</summary>
internal static class StudyRunVerb
{
    private const string Examples = """
        szilard study run falk-8
        szilard study run falk-4b falk-4c --report figures.html
        szilard study run --all --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Argument<string[]> names = new("name")
        {
            Description = "Which claims (szilard study list).",
            HelpName = "name",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(_ => InquiryShelf.Names);
        Option<bool> all = new("--all") { Description = "All of them." };
        Option<string?> data = StudyOptions.Text("--data", "folder", "Data, for claims that need some.");
        Option<long?> seed = new("--seed")
        {
            Description = "Seed of all that is random; default: 1, or the seeds of a study that trains.",
            HelpName = "number",
        };
        WorkOptions work = new();
        Verb verb = new("run", "Recompute, compare, report; exit code 2 where a claim fails.", Examples)
        {
            names, all, data, seed,
        };
        work.AddTo(verb);
        verb.SetAction((parsed, stop) =>
        {
            IReadOnlyList<string> chosen = Chosen(parsed.GetValue(names) ?? [], parsed.GetValue(all));
            Trial trial = new(
                surroundings, work.Read(parsed), parsed.GetValue(data) ?? "", parsed.GetValue(seed));
            Study[] studies =
            [
                .. chosen.Where(InquiryShelf.Trains)
                    .Select(n => InquiryShelf.ReadStudy(n, [])),
            ];
            Inquiry[] inquiries = [.. chosen.Where(n => !InquiryShelf.Trains(n)).Select(InquiryShelf.Read)];
            return Task.Run(() => trial.Run(inquiries, studies, stop), CancellationToken.None);
        });
        return verb;
    }

    private static IReadOnlyList<string> Chosen(string[] names, bool all)
    {
        if (all == names.Length > 0)
            throw new SzilardException(
                all ? "`--all` names them all; leave the names out." : "Name a study, or give --all.");
        return [.. all ? InquiryShelf.Names : names.Distinct()];
    }

    /// <summary>One call of the verb.</summary>
    private sealed record Trial(Surroundings Surroundings, Work Work, string Data, long? Seed)
    {
        private readonly JsonArray _documents = [];
        private string _report = "";

        public int Run(Inquiry[] inquiries, Study[] studies, CancellationToken stop)
        {
            int pages = studies.Length + Math.Min(1, inquiries.Length);
            if (Work.Report.Length > 0 && pages > 1)
                throw new SzilardException(
                    $"`--report` names one page, but these studies write {pages}: each that trains has its "
                        + "own. Leave it out, or run them one by one.");
            int code = inquiries.Length > 0 ? Compute(inquiries, stop) : ExitCode.Done;
            foreach (Study study in studies)
                code = Math.Max(code, Train(study, stop));
            if (Work.Json)
                Json.Write(Surroundings.Out, new JsonObject
                {
                    ["studies"] = _documents,
                    ["report"] = _report,
                });
            return code;
        }

        private int Compute(Inquiry[] chosen, CancellationToken stop)
        {
            using Workers workers = new(Work.Threads);
            List<InquiryResult> results = [];
            foreach (Inquiry inquiry in chosen)
            {
                Surroundings.Talk.WriteLine($"{inquiry.Name} …");
                InquiryResult result = inquiry.Run(new ComputationContext(
                    RandomKey.FromSeed(Seed ?? 1).Split(inquiry.Name), workers, Data,
                    Surroundings.Talk.WriteLine, stop));
                results.Add(result);
                if (!Work.Json)
                    WriteText(result);
            }
            _report = WriteReport(results, Repetition.Of(
                ["study", "run", .. chosen.Select(i => i.Name), "--seed", $"{Seed ?? 1}"], [], Data));
            foreach (InquiryResult result in results)
                _documents.Add(Node(result, _report));
            if (!results.TrueForAll(r => r.Held))
                return ExitCode.ClaimFailed;
            return _report.Length > 0 ? ExitCode.Done : ExitCode.Misuse;
        }

        private int Train(Study study, CancellationToken stop)
        {
            Surroundings.Talk.WriteLine($"{study.Name} …");
            Study asked = study with
            {
                Data = Data.Length > 0 ? Path.GetFullPath(Data) : study.Data,
                Seeds = Seed is { } one ? [one] : study.Seeds,
            };
            string page = Path.Combine(Work.Root, $"study-{study.Name}.html");
            StudySession session = new(
                Surroundings, Work with { Report = Work.Report.Length > 0 ? Work.Report : page },
                Repetition.Of(
                    ["study", "run", study.Name, .. Seed is { } only ? ["--seed", $"{only}"] : (string[])[]],
                    [], asked.Data));
            long start = TimeProvider.System.GetTimestamp();
            Trained trained = session.Train(asked, stop);
            if (!Work.Json)
            {
                Surroundings.Out.WriteLine(study.Claim);
                return session.Show(trained);
            }
            _report = session.WriteReports(trained);
            _documents.Add(Node(trained, TimeProvider.System.GetElapsedTime(start).TotalSeconds, _report));
            return session.CodeOf(trained, _report);
        }

        /// <summary>Where the report lies; empty where it cannot be written, which loses no result.</summary>
        private string WriteReport(List<InquiryResult> results, string command)
        {
            string path = Path.GetFullPath(
                Work.Report.Length > 0 ? Work.Report : Path.Combine(Work.Root, "studies.html"));
            try
            {
                AtomicText.Write(path, InquiryPage.Render(results, command));
            }
            catch (SzilardException fault)
            {
                Surroundings.Talk.WriteLine(fault.Message);
                return "";
            }
            Surroundings.Talk.WriteLine($"Report: {path}");
            return path;
        }

        private void WriteText(InquiryResult result)
        {
            Surroundings.Out.WriteLine(result.Inquiry.Claim);
            ResultTable.Write(
                Surroundings, ["quantity", "predicted", "measured", "verdict"],
                [
                    .. result.Findings.Select(f => (string[])
                    [
                        f.Prediction.Quantity, f.Prediction.Text, FindingText.Measured(f),
                        f.Held ? "holds" : "FAILED",
                    ]),
                    .. result.Unpredicted.Select(
                        m => (string[])[m.Quantity, "", FindingText.Measured(m), ""]),
                ]);
            Surroundings.Out.WriteLine(
                $"{result.Inquiry.Name}: {(result.Held ? "the claim holds" : "THE CLAIM FAILED")} "
                + $"({result.Seconds:F1} s).");
            Surroundings.Out.WriteLine();
        }
    }

    private static JsonNode Node(InquiryResult result, string report) => new JsonObject
    {
        ["name"] = result.Inquiry.Name,
        ["claim"] = result.Inquiry.Claim,
        ["held"] = result.Held,
        ["seconds"] = result.Seconds,
        ["findings"] = new JsonArray([.. result.Findings.Select(f => (JsonNode)new JsonObject
        {
            ["quantity"] = f.Prediction.Quantity,
            ["predicted"] = f.Prediction.Text,
            ["measured"] = Json.Finite(f.Measured.Value),
            ["standard_error"] = Json.Finite(f.Measured.StandardError),
            ["held"] = f.Held,
        })]),
        ["unpredicted"] = new JsonArray([.. result.Unpredicted.Select(m => (JsonNode)new JsonObject
        {
            ["quantity"] = m.Quantity,
            ["measured"] = Json.Finite(m.Value),
            ["standard_error"] = Json.Finite(m.StandardError),
        })]),
        ["report"] = report,
    };

    private static JsonNode Node(Trained trained, double seconds, string report)
    {
        JsonObject node = new()
        {
            ["name"] = trained.Study!.Name,
            ["claim"] = trained.Study.Claim,
            ["held"] = trained.Held && !trained.IsCancelled,
            ["seconds"] = seconds,
            ["claims"] = new JsonArray([.. trained.Claims.Select(c => (JsonNode)new JsonObject
            {
                ["claim"] = c.Sentence,
                ["measured"] = c.Measured,
                ["held"] = c.Held,
            })]),
            ["failures"] = new JsonArray([.. trained.Failures.Select(f => (JsonNode)f)]),
            ["seed_agreement"] = SeedAgreementTable.Document(trained.SeedAgreements),
            ["report"] = report,
        };
        if (trained.Sweep is { } sweep)
            node["sweep"] = SweepTable.Document(sweep);
        return node;
    }
}
