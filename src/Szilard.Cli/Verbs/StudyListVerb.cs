using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Specification;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard study list</c>: the claims that can be tried.</summary>
internal static class StudyListVerb
{
    private const string Examples = """
        szilard study list
        szilard study list --json
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("list", "List the claims, with what trying each takes.", Examples) { json };
        verb.SetAction(parsed =>
        {
            Listed[] all = [.. InquiryShelf.Names.Select(Read)];
            if (parsed.GetValue(json))
                Json.Write(
                    surroundings.Out, new JsonObject { ["studies"] = new JsonArray([.. all.Select(Node)]) });
            else
                WriteText(surroundings.Out, all);
        });
        return verb;
    }

    /// <summary>What is said of a study, whether it computes or trains.</summary>
    private sealed record Listed(
        string Name, string Claim, double Minutes, string Source, string Computation, int Predictions);

    private static Listed Read(string name)
    {
        if (InquiryShelf.Trains(name))
        {
            Study study = InquiryShelf.ReadStudy(name, []);
            return new Listed(
                name, study.Claim, study.Minutes, study.Source, "training", study.Expectations.Count);
        }
        Inquiry inquiry = InquiryShelf.Read(name);
        return new Listed(
            name, inquiry.Claim, inquiry.Minutes, inquiry.Source, inquiry.Computation.Card.Name,
            inquiry.Predictions.Count);
    }

    private static void WriteText(TextWriter output, Listed[] all)
    {
        foreach (Listed study in all)
        {
            output.WriteLine($"{study.Name}  (about {Minutes(study.Minutes)})");
            output.WriteLine($"  {study.Claim}");
        }
    }

    private static string Minutes(double minutes) => minutes < 1
        ? $"{Math.Max(1, Math.Round(60 * minutes)).ToString(CultureInfo.InvariantCulture)} s"
        : $"{minutes.ToString(CultureInfo.InvariantCulture)} min";

    private static JsonObject Node(Listed study) => new()
    {
        ["name"] = study.Name,
        ["claim"] = study.Claim,
        ["minutes"] = Json.Finite(study.Minutes),
        ["source"] = study.Source,
        ["computation"] = study.Computation,
        ["predictions"] = study.Predictions,
    };
}
