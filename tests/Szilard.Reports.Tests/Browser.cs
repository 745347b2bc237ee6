namespace Szilard.Reports.Tests;

/// <summary>Where the browser tests are wanted and what they find on this machine.</summary>
internal static class Browser
{
    public const string Executable = "/usr/bin/chromium";

    /// <summary>Skips the test, saying what is lacking.</summary>
    public static void Require()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SZILARD_BROWSER_TESTS") == "1",
            "Set SZILARD_BROWSER_TESTS=1 to drive the page in a browser.");
        Assert.SkipUnless(File.Exists(Executable), $"There is no {Executable}.");
        string driver = Path.Combine(AppContext.BaseDirectory, ".playwright", "package", "cli.js");
        Assert.SkipUnless(File.Exists(driver), "The Playwright driver is not beside the tests; build them again.");
        Assert.SkipUnless(PageAssets.Embedded.Charts is not null, "The build had no Node, so there are no charts.");
    }
}
