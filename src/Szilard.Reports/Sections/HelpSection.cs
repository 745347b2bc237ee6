namespace Szilard.Reports;

/// <summary>How to read the page.</summary>
internal static class HelpSection
{
    private const string Chance =
        "Every number carries its standard error and what the same meter reads where there is nothing to "
        + "find. A value within two errors of chance is no finding.";

    private const string Controls =
        "Runs that ought to fail (raw observation, untrained encoder, permuted pairs, worlds that violate "
        + "an assumption of the theorem) and a supervised upper bound. A method counts only by its distance "
        + "from them.";

    private const string Identified =
        "The representation equals the true causes up to the transformation that theory allows, named under "
        + "Assumptions. “Affine” is weaker than “orthogonal”, “orthogonal” weaker than “signed permutation”.";

    private const string Curves =
        "One colour per run throughout; bands are one standard error, thin lines single seeds, dots runs "
        + "read only once, dashes chance or plateau. Press a run in the legend to bring it out. On the "
        + "logarithmic axis step 0 is left out.";

    private const string Pictures =
        "Both panels show the same samples. Frames hold 99 % of the points and are scaled to them; their "
        + "half-width is in the caption.";

    public static Markup Render(bool charts) => Markup.Html($"""
        <section id="help" aria-labelledby="help-title">
        <h2 id="help-title">How to read this page</h2>
        <dl class="glossary">
        {Cells.Entry("± and chance", Chance)}
        {Cells.Entry("Controls", Controls)}
        {Cells.Entry("Identified", Identified)}
        {Drawings.When(charts)}
        {Cells.Entry("Offline", "This file holds everything it shows and asks nothing of the network.")}
        </dl>
        </section>
        """);

    private static Markup Drawings =>
        Markup.Html($"{Cells.Entry("Curves", Curves)}{Cells.Entry("Pictures", Pictures)}");
}
