using Microsoft.Playwright;

namespace Szilard.Reports.Tests;

/// <summary>A report opened from disk in headless Chromium. Opt-in: SZILARD_BROWSER_TESTS=1; with
/// SZILARD_BROWSER_SHOTS=FOLDER each page is also photographed.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _file;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page, string file) =>
        (_playwright, _browser, Page, _file) = (playwright, browser, page, file);

    public IPage Page { get; }

    /// <summary>What the console said, and what was thrown.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Everything asked for beside the page itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Opens the page and waits until its charts are drawn; skips the test where something lacks.
    /// </summary>
    public static async Task<Browser> Open(string html, int width, ColorScheme scheme)
    {
        Require();
        string file = Path.Combine(Path.GetTempPath(), $"szilard-{Environment.ProcessId}-{width}.html");
        await File.WriteAllTextAsync(file, html);
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--headless", "--no-sandbox", "--disable-gpu"],
        });
        IPage page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            AcceptDownloads = true,
        });
        var opened = new Browser(playwright, browser, page, file);
        await opened.Load();
        return opened;
    }

    public async Task Photograph(string name)
    {
        if (Environment.GetEnvironmentVariable("SZILARD_BROWSER_SHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>The text of the file that a click saves.</summary>
    public async Task<(string Name, byte[] Bytes)> Saved(string selector)
    {
        ILocator button = Page.Locator(selector).First;
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        File.Delete(_file);
    }

    private async Task Load()
    {
        string address = new Uri(_file).AbsoluteUri;
        Page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => Complaints.Add(error);
        Page.Request += (_, request) =>
        {
            if (request.Url != address)
                Requests.Add(request.Url);
        };
        await Page.GotoAsync(address);
        await Page.WaitForFunctionAsync(
            "document.documentElement.dataset.drawn === 'true' || typeof vegaEmbed === 'undefined'");
    }

    private static void Require()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SZILARD_BROWSER_TESTS") == "1",
            "Set SZILARD_BROWSER_TESTS=1 to drive the page in a browser.");
        Assert.SkipUnless(File.Exists(Executable), $"There is no {Executable}.");
        string driver = Path.Combine(AppContext.BaseDirectory, ".playwright", "package", "cli.js");
        Assert.SkipUnless(
            File.Exists(driver), "The Playwright driver is not beside the tests; build them again.");
        Assert.SkipUnless(
            PageAssets.Embedded.Charts is not null, "The build had no Node, so there are no charts.");
    }
}
