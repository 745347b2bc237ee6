using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Experiments.Inquiries;

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
            Inquiry[] all = [.. InquiryShelf.Names.Select(InquiryShelf.Read)];
            if (parsed.GetValue(json))
                Json.Write(
                    surroundings.Out, new JsonObject { ["studies"] = new JsonArray([.. all.Select(Node)]) });
            else
                WriteText(surroundings.Out, all);
        });
        return verb;
    }

    private static void WriteText(TextWriter output, Inquiry[] all)
    {
        foreach (Inquiry inquiry in all)
        {
            output.WriteLine($"{inquiry.Name}  (about {Minutes(inquiry)})");
            output.WriteLine($"  {inquiry.Claim}");
        }
    }

    private static string Minutes(Inquiry inquiry) => inquiry.Minutes < 1
        ? $"{Math.Max(1, Math.Round(60 * inquiry.Minutes)).ToString(CultureInfo.InvariantCulture)} s"
        : $"{inquiry.Minutes.ToString(CultureInfo.InvariantCulture)} min";

    private static JsonObject Node(Inquiry inquiry) => new()
    {
        ["name"] = inquiry.Name,
        ["claim"] = inquiry.Claim,
        ["minutes"] = inquiry.Minutes,
        ["source"] = inquiry.Source,
        ["computation"] = inquiry.Computation.Card.Name,
        ["predictions"] = inquiry.Predictions.Count,
    };
}
