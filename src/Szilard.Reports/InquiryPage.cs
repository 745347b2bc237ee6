using System.Globalization;
using Szilard.Experiments.Inquiries;
using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>The report of inquiries, one HTML file: for each the claim, what was predicted beside what was
/// measured, and the figures.</summary>
public static class InquiryPage
{
    /// <summary>The page with the charts that were built into this assembly.</summary>
    /// <param name="results">What was found, at least one.</param>
    /// <param name="command">The command that repeats it.</param>
    public static string Render(IReadOnlyList<InquiryResult> results, string command) =>
        Render(results, command, PageAssets.Embedded);

    /// <summary>The page made of the given files.</summary>
    public static string Render(IReadOnlyList<InquiryResult> results, string command, PageAssets assets)
    {
        bool charts = assets.Charts is not null;
        string title = results.Count == 1 ? results[0].Inquiry.Name : $"{results.Count} studies";
        List<(string Id, string Title, Markup Html)> sections =
            [.. results.Select(r => (r.Inquiry.Name, r.Inquiry.Name, Section(r, charts)))];
        sections.Add(("repeat", "Repeat", Repeat(results, command)));
        return ReportPage.Compose(assets, title, Head(title, results), sections);
    }

    private static Markup Head(string title, IReadOnlyList<InquiryResult> results)
    {
        int held = results.Count(r => r.Held);
        double seconds = results.Sum(r => r.Seconds);
        return Markup.Html($"""
            <p class="wordmark">Szilard <span>report</span></p>
            <h1>{title}</h1>
            <p class="meta"><span>{held} of {Words.Count(results.Count, "claim")} held</span>
            <span>{NumberText.Duration(seconds)} of computing</span></p>
            """);
    }

    private static Markup Section(InquiryResult result, bool charts)
    {
        Inquiry inquiry = result.Inquiry;
        Tone tone = result.Held ? Tone.Good : Tone.Bad;
        var figures = result.Outcome.Plots.Select(p => FigureOf(inquiry.Name, p, charts));
        return Markup.Html($"""
            <section id="{inquiry.Name}" aria-labelledby="{inquiry.Name}-title">
            <h2 id="{inquiry.Name}-title">{inquiry.Name}</h2>
            <p class="lead">{inquiry.Claim}</p>
            <p>{Icon.WithText(tone, result.Held ? "the claim holds" : "the claim failed")}
            <small>{inquiry.Source}</small></p>
            {Cells.Scroll("Predicted and measured", Table(result))}
            <div class="figures plots">
            {figures}
            </div>
            </section>
            """);
    }

    private static Markup Table(InquiryResult result) => Markup.Html($"""
        <table class="numbers">
        <thead><tr>{Cells.Head("quantity")}{Cells.NumberHead("predicted")}{Cells.NumberHead("measured")}
        {Cells.Head("verdict")}</tr></thead>
        <tbody>{result.Findings.Select(Row)}{result.Unpredicted.Select(Row)}</tbody>
        </table>
        """);

    private static Markup Row(Finding finding) => Markup.Html($"""
        <tr>{Cells.Row(finding.Prediction.Quantity)}{Cells.Number(finding.Prediction.Text)}
        {Cells.Number(FindingText.Measured(finding))}
        <td>{Icon.WithText(finding.Held ? Tone.Good : Tone.Bad, finding.Held ? "holds" : "failed")}</td></tr>

        """);

    private static Markup Row(Measurement measured) => Markup.Html($"""
        <tr>{Cells.Row(measured.Quantity)}<td></td>
        {Cells.Number(FindingText.Measured(measured))}<td></td></tr>

        """);

    private static Markup FigureOf(string inquiry, Plot plot, bool charts)
    {
        PlotFigure figure = new(plot with { Id = $"{inquiry}-{plot.Id}" });
        Markup table = Markup.Html($"""<pre class="numbers">{figure.Numbers}</pre>""");
        return FigureBox.Render(figure, "plot", Markup.Html($"<p>{plot.Caption}</p>"), table, charts);
    }

    private static string Text(object value) => value is double[] numbers
        ? string.Join(", ", numbers.Select(NumberText.Of))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static Markup Repeat(IReadOnlyList<InquiryResult> results, string command)
    {
        var settings = results.SelectMany(r => r.Inquiry.Settings.Values.Select(v => Markup.Html(
            $"<tr>{Cells.Row(r.Inquiry.Name)}{Cells.Text(v.Key)}{Cells.Text(Text(v.Value))}</tr>")));
        return Markup.Html($"""
            <section id="repeat" aria-labelledby="repeat-title">
            <h2 id="repeat-title">Repeat it</h2>
            <div class="block"><div class="bar-title"><h3 id="command-title">Command</h3>
            <button type="button" data-copy="command" aria-label="Copy: Command">Copy</button></div>
            <pre id="command" tabindex="0" role="region" aria-labelledby="command-title">{command}</pre></div>
            {Cells.Scroll("Parameters", Markup.Html($"<table>{settings}</table>"))}
            </section>
            """);
    }
}

/// <summary>How a finding is written, here and in the terminal.</summary>
public static class FindingText
{
    /// <summary>The measured value, with its error where it has one.</summary>
    public static string Measured(Finding finding) => double.IsFinite(finding.Measured.StandardError)
        ? Measured(finding.Measured)
        : NumberText.Within(finding.Measured.Value, finding.Prediction.Within);

    /// <summary>A measured value of which nothing is predicted.</summary>
    public static string Measured(Measurement measured) => double.IsFinite(measured.StandardError)
        ? NumberText.WithError(measured.Value, measured.StandardError)
        : NumberText.Of(measured.Value);
}
