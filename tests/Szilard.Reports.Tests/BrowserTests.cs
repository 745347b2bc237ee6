using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Szilard.Reports.Tests;

/// <summary>The page as a browser sees it.</summary>
[Collection("browser")]
public class BrowserTests
{
    private static readonly ReportModel _model = SampleReport.Model(3);

    private const string Overflow = "document.documentElement.scrollWidth - window.innerWidth";

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task It_draws_every_chart_without_complaint_network_or_sideways_scrolling(
        int width, ColorScheme scheme)
    {
        await using Browser browser = await Browser.Open(ReportPage.Render(_model), width, scheme);

        Assert.Equal(4, await browser.Page.Locator("figure.curves .drawing svg").CountAsync());
        Assert.Equal(8, await browser.Page.Locator("figure.picture .drawing canvas").CountAsync());
        Assert.Equal(0, await browser.Page.Locator(".drawing .role-legend").CountAsync()); // one above
        Assert.Equal(0, await browser.Page.EvaluateAsync<int>(Overflow));
        await browser.Photograph($"{width}-{scheme}");
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.Requests);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_its_ground_by_four_and_a_half_to_one(ColorScheme scheme)
    {
        await using Browser browser = await Browser.Open(ReportPage.Render(_model), 1280, scheme);
        string[] colours = ["ink", "ink-soft", "ink-faint", "accent", "good", "caution", "bad", "neutral"];
        foreach (string ground in new[] { await Resolve(browser, "paper"), await Resolve(browser, "raised") })
            foreach (string colour in colours)
                Assert.InRange(Contrast(await Resolve(browser, colour), ground), 4.5, 21);
    }

    [Fact]
    public async Task Buttons_save_the_numbers_and_the_drawings()
    {
        await using Browser browser = await Browser.Open(ReportPage.Render(_model), 1280, ColorScheme.Dark);
        CurveFigure curve = CurvesOf(_model);

        (string name, byte[] csv) = await browser.Saved("#curve-1 [data-save=csv]");
        Assert.Equal("r²-of-the-causes-curve-1.csv", name);
        Assert.Equal(curve.Numbers, Encoding.UTF8.GetString(csv));
        string svg = Encoding.UTF8.GetString((await browser.Saved("#curve-1 [data-save=svg]")).Bytes);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("R² of the causes", svg, StringComparison.Ordinal);
        Assert.Contains("heavy-tails", svg, StringComparison.Ordinal); // the legend
        Assert.DoesNotContain("var(--", svg, StringComparison.Ordinal);
        byte[] png = (await browser.Saved("#picture-1 [data-save=png]")).Bytes;
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Switches_answer()
    {
        await using Browser browser = await Browser.Open(ReportPage.Render(_model), 360, ColorScheme.Light);
        IPage page = browser.Page;

        await page.GetByText("log", new() { Exact = true }).CheckAsync();
        await page.Locator("[data-focus=whitening]").ClickAsync();
        Assert.Equal("true", await page.Locator("[data-focus=whitening]").GetAttributeAsync("aria-pressed"));
        Assert.Equal(0, await page.Locator("tr.seed:visible").CountAsync());
        await page.Locator("[data-seeds=seeds-0]").ClickAsync();
        Assert.Equal(3, await page.Locator("tr.seed:visible").CountAsync());
        string light = await Resolve(browser, "paper");
        await page.Locator(".theme").ClickAsync();
        await page.Locator(".theme").ClickAsync();
        Assert.Equal("Dark", await page.Locator(".theme").TextContentAsync());
        Assert.NotEqual(light, await Resolve(browser, "paper"));
        await page.SetViewportSizeAsync(700, 900);
        Assert.Equal(0, await page.EvaluateAsync<int>(Overflow));
        Assert.Empty(browser.Complaints);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_hostile_report_stays_quiet(bool charts)
    {
        PageAssets assets = charts ? PageAssets.Embedded : PageAssets.Embedded with { Charts = null };
        string html = ReportPage.Render(Hostile.Model, assets);
        await using Browser browser = await Browser.Open(html, 360, ColorScheme.Light);

        Assert.Equal(0, await browser.Page.EvaluateAsync<int>(Overflow));
        string csv = Encoding.UTF8.GetString((await browser.Saved("#curve-1 [data-save=csv]")).Bytes);
        Assert.Equal(CurvesOf(Hostile.Model).Numbers, csv);
        await browser.Photograph(charts ? "hostile" : "hostile-plain");
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.Requests);
    }

    [Fact]
    public async Task Without_the_chart_library_nothing_breaks()
    {
        string html = ReportPage.Render(_model, PageAssets.Embedded with { Charts = null });
        await using Browser browser = await Browser.Open(html, 360, ColorScheme.Light);

        Assert.Equal(0, await browser.Page.EvaluateAsync<int>(Overflow));
        await browser.Photograph("plain");
        Assert.Empty(browser.Complaints);
    }

    private static CurveFigure CurvesOf(ReportModel model) => new(
        "curve-1", "",
        [.. model.Runs.SelectMany(r => r.Curves.Take(1).Select(c => new Trace(r.Name, r.Seed, c)))], []);

    private static Task<string> Resolve(Browser browser, string name) => browser.Page.EvaluateAsync<string>(
        """
        name => {
          const probe = document.createElement("i");
          probe.style.color = `var(--${name})`;
          document.body.append(probe);
          const colour = getComputedStyle(probe).color;
          probe.remove();
          return colour;
        }
        """, name);

    /// <summary>Contrast ratio of the Web Content Accessibility Guidelines 2.2.</summary>
    private static double Contrast(string first, string second)
    {
        double a = Luminance(first), b = Luminance(second);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string rgb)
    {
        double[] channels =
        [
            .. rgb.Split('(', ',', ')')[1..4].Select(c => double.Parse(c, CultureInfo.InvariantCulture) / 255)
                .Select(Linear),
        ];
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    private static double Linear(double channel) =>
        channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);
}
