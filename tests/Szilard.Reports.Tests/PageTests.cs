using System.Text.RegularExpressions;
using System.Xml.Linq;
using Szilard.Experiments.Verdicts;

namespace Szilard.Reports.Tests;

public partial class PageTests
{
    private static readonly PageAssets _plain = PageAssets.Embedded with { Charts = null };
    private static readonly PageAssets _charted = PageAssets.Embedded with { Charts = "/* the library */" };

    public static TheoryData<string, bool> Cases => new(
        from model in new[] { "one seed", "three seeds", "empty", "hostile" }
        from charts in new[] { true, false }
        select (model, charts));

    private static ReportModel Model(string name) => name switch
    {
        "one seed" => SampleReport.Model(),
        "three seeds" => SampleReport.Model(3),
        "empty" => new("Nothing", []),
        _ => Hostile.Model,
    };

    private static string Render(string model, bool charts) =>
        ReportPage.Render(Model(model), charts ? _charted : _plain);

    /// <summary>The page as XML: our markup closes what it opens, so only scripts and styles are set
    /// aside.</summary>
    private static XElement Parse(string html)
    {
        string elements = html.Replace("<!DOCTYPE html>", "");
        return XElement.Parse(Opaque().Replace(elements, "<${tag} ${attributes}></${tag}>"));
    }

    private static string? Class(XElement element) => (string?)element.Attribute("class");

    [GeneratedRegex(
        "<(?<tag>script|style)(?<attributes>[^>]*)>.*?</(script|style)>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Opaque();

    [Theory, MemberData(nameof(Cases))]
    public void The_markup_is_well_formed(string model, bool charts)
    {
        XElement page = Parse(Render(model, charts));

        Assert.Equal("html", page.Name.LocalName);
        Assert.Single(page.Descendants("h1"));
        Assert.Single(page.Descendants("main"));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Identifiers_are_unique_and_links_and_labels_find_theirs(string model, bool charts)
    {
        XElement page = Parse(Render(model, charts));
        string[] ids = [.. page.DescendantsAndSelf().Attributes("id").Select(a => a.Value)];

        Assert.Equal(ids.Distinct().Count(), ids.Length);
        var links = page.Descendants("a").Attributes("href").Select(a => a.Value.TrimStart('#'));
        var labels = page.Descendants().Attributes("aria-labelledby").Select(a => a.Value);
        var copies = page.Descendants().Attributes("data-copy").Select(a => a.Value);
        Assert.All([.. links, .. labels, .. copies], target => Assert.Contains(target, ids));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Tables_have_headers_with_scope_and_rows_of_equal_length(string model, bool charts)
    {
        foreach (XElement table in Parse(Render(model, charts)).Descendants("table"))
        {
            var scopes = table.Descendants("th").Select(th => (string?)th.Attribute("scope"));
            Assert.All(scopes, scope => Assert.Matches("^(col|row)$", scope));
            Assert.Single(table.Descendants("tr").Select(tr => tr.Elements().Count()).Distinct());
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Nothing_is_asked_of_the_network(string model, bool charts)
    {
        XElement page = Parse(Render(model, charts));

        Assert.Empty(page.Descendants().Attributes("src"));
        Assert.All(page.Descendants().Attributes("href"), a => Assert.Matches("^(#|data:,$)", a.Value));
        XElement policy = page.Descendants("meta").Single(m => m.Attribute("http-equiv") is not null);
        Assert.StartsWith("default-src 'none'", policy.Attribute("content")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", PageAssets.Embedded.Style, StringComparison.Ordinal);
        Assert.DoesNotContain("http", PageAssets.Embedded.Style, StringComparison.Ordinal);
        Assert.DoesNotContain("http", PageAssets.Embedded.Script, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Names_that_users_give_never_become_markup(bool charts)
    {
        string html = Render("hostile", charts);
        XElement page = Parse(html);

        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        var names = page.Descendants().Attributes().Select(a => a.Name.LocalName);
        Assert.DoesNotContain(names, n => n.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("strong"), e => e.Value == Hostile.Name);
        Assert.Contains(page.Descendants("pre"), e => e.Value == Hostile.Name);
        Assert.Contains(page.Descendants("pre"), e => e.Value == "{{script}} {{title}} \uFFFD");
    }

    [Fact]
    public void The_verdict_comes_first_with_icon_and_text()
    {
        XElement page = Parse(Render("one seed", true));
        Assert.Equal("verdict", page.Descendants("section").First().Attribute("id")!.Value);

        XElement[] verdicts = [.. page.Descendants("ul").Single(u => Class(u) == "verdicts").Elements("li")];
        Assert.Equal(8, verdicts.Length);
        Assert.All(verdicts, v => Assert.NotEmpty(v.Descendants("use")));
        Assert.Equal("plateau", verdicts[5].Element("p")!.Value);
        Assert.Contains("The loss stays at ln 256", verdicts[5].Value, StringComparison.Ordinal);
        Assert.Contains("step 400", verdicts[5].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_which_expectations_of_the_study_held()
    {
        ClaimOutcome[] claims = [new("R² of a ≥ 0.9", true, "0.99"), new("R² of <b> ≤ 0.1", false, "0.5")];
        XElement page = Parse(ReportPage.Render(SampleReport.Model() with { Claims = claims }, _plain));

        XElement box = page.Descendants("details").Single(d => Class(d) == "claims");
        Assert.Contains("1 of 2 expectations held", box.Value, StringComparison.Ordinal);
        Assert.Contains("R² of <b> ≤ 0.1 0.5", box.Descendants("li").Last().Value, StringComparison.Ordinal);
        Assert.NotNull(box.Attribute("open"));
        Assert.DoesNotContain(Parse(Render("one seed", true)).Descendants(), e => Class(e) == "claims");
    }

    [Fact]
    public void Without_the_chart_library_the_page_says_so_and_shows_tables()
    {
        XElement page = Parse(Render("one seed", charts: false));

        Assert.Contains("Charts were left out: this copy of Szilard was built without Node", page.Value,
            StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants("div"), d => Class(d) == "drawing");
        Assert.Equal(4 + 8, page.Descendants("figure").Count());
        Assert.All(page.Descendants("figure"), f => Assert.NotEmpty(f.Descendants("table")));
        var details = page.Descendants("figure").Descendants("details");
        Assert.All(details, d => Assert.NotNull(d.Attribute("open")));
        Assert.Equal(["csv"], page.Descendants().Attributes("data-save").Select(a => a.Value).Distinct());
    }

    [Fact]
    public void With_the_chart_library_every_figure_has_a_drawing_with_words()
    {
        XElement page = Parse(Render("one seed", charts: true));

        XElement[] drawings = [.. page.Descendants("div").Where(d => Class(d) == "drawing")];
        Assert.Equal(12, drawings.Length);
        var words = drawings.Select(d => d.Attribute("aria-label")!.Value).ToList();
        Assert.All(words[..4], w => Assert.Contains("permuted-pairs", w, StringComparison.Ordinal));
        Assert.All(words[4..], w => Assert.Contains("2000 samples, true", w, StringComparison.Ordinal));
        var formats = page.Descendants("figure").First().Descendants().Attributes("data-save");
        Assert.Equal(["svg", "png", "csv"], formats.Select(a => a.Value));
    }

    [Fact]
    public void A_figure_without_finite_values_says_so_and_draws_nothing()
    {
        XElement figure = Parse(Render("hostile", charts: true)).Descendants("figure").First();
        Assert.Contains("No finite value was recorded.", figure.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(figure.Descendants("div"), d => Class(d) == "drawing");
    }

    [Fact]
    public void Sections_without_content_are_left_out()
    {
        XElement page = Parse(Render("empty", charts: true));
        var sections = page.Descendants("section").Attributes("id").Select(a => a.Value);
        Assert.Equal(["verdict", "readings", "repeat", "help"], sections);
        Assert.Contains("There are no runs in this report.", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_specification_and_the_command_are_exact()
    {
        ReportModel model = SampleReport.Model();
        XElement page = Parse(ReportPage.Render(model, _plain));
        string Block(string id) =>
            page.Descendants("pre").Single(p => (string?)p.Attribute("id") == id).Value;
        Assert.Equal(model.SpecificationYaml.TrimEnd(), Block("specification"));
        Assert.Equal("./szilard demo --seed 0 --threads 2", Block("command"));
    }

    [Fact]
    public void Only_settings_that_differ_are_compared()
    {
        XElement page = Parse(Render("one seed", charts: false));
        XElement table = page.Descendants("table").Single(t => Class(t) == "numbers settings");
        var settings = table.Descendants("code").Select(c => c.Value);
        Assert.Equal(["world.marginal.alpha", "objective.name", "pairs", "steps"], settings);
    }

    [Fact]
    public void The_page_is_the_same_bytes_each_time() =>
        Assert.Equal(Render("three seeds", true), Render("three seeds", true));
}
