using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Szilard.Reports;

/// <summary>One HTML file that holds everything: the verdict first, then the table, the curves, the pictures,
/// the assumptions, and how to repeat it. It opens from disk and asks nothing of the network; its content
/// security policy makes the browser see to that.</summary>
public static partial class ReportPage
{
    /// <summary>The page with the charts that were built into this assembly.</summary>
    public static string Render(ReportModel model) => Render(model, PageAssets.Embedded);

    /// <summary>The page made of the given files.</summary>
    public static string Render(ReportModel model, PageAssets assets)
    {
        IReadOnlyList<RunGroup> groups = RunGroup.Of(model.Runs);
        bool charts = assets.Charts is not null;
        (string Id, string Title, Markup Html)[] sections =
        [
            ("verdict", "Verdict", VerdictSection.Render(model, groups)),
            .. model.Sweep is { } sweep
                ? [("sweep", "Sweep", SweepSection.Render(sweep, charts))]
                : RunSections(groups, charts),
            ("seeds", "Seeds", SeedAgreementSection.Render(model.SeedAgreements, groups)),
            ("repeat", "Repeat", RepeatSection.Render(model, groups)),
            ("help", "Help", HelpSection.Render(charts)),
        ];
        return Compose(assets, model.Title, Masthead.Render(model), sections);
    }

    private static (string Id, string Title, Markup Html)[] RunSections(
        IReadOnlyList<RunGroup> groups, bool charts) =>
    [
        ("readings", "Readings", ReadingsSection.Render(groups)),
        ("curves", "Curves", CurvesSection.Render(groups, charts)),
        ("dynamics", "Dynamics", DynamicsSection.Render(groups)),
        ("pictures", "Pictures", PicturesSection.Render(groups, charts)),
        ("ledger", "Ledger", LedgerSection.Render(groups, charts)),
        ("physical-energy", "Energy", PhysicalEnergySection.Render(groups)),
        ("assumptions", "Assumptions", AssumptionsSection.Render(groups)),
    ];

    /// <summary>A page of the sections that have something to show.</summary>
    internal static string Compose(
        PageAssets assets, string title, Markup masthead,
        IReadOnlyList<(string Id, string Title, Markup Html)> sections)
    {
        var shown = sections.Where(s => s.Html.Any);
        Dictionary<string, Markup> slots = new()
        {
            ["policy"] = Markup.Text(Policy(assets)),
            ["title"] = Markup.Text(title),
            ["style"] = Markup.Trusted(assets.Style),
            ["script"] = Markup.Trusted(assets.Script),
            ["charts"] = Markup.Trusted(assets.Charts ?? ""),
            ["masthead"] = masthead,
            ["links"] = Markup.Join(shown.Select(s => Link(s.Id, s.Title))),
            ["sections"] = Markup.Join(shown.Select(s => s.Html)),
        };
        return Slot.Replace(assets.Template, match => slots[match.Groups["name"].Value].ToString());
    }

    private static Markup Link(string id, string title) =>
        Markup.Html($"""<li><a href="#{id}">{title}</a></li>""");

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Slot { get; }

    /// <summary>Nothing may be fetched, and only the page's own scripts may run: even markup that slipped
    /// through would stay dead. Vega compiles its expressions, hence <c>unsafe-eval</c>.</summary>
    private static string Policy(PageAssets assets) =>
        "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; base-uri 'none'; form-action "
        + $"'none'; script-src 'unsafe-eval' {Hash(assets.Script)} {Hash(assets.Charts ?? "")}";

    private static string Hash(string script) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
