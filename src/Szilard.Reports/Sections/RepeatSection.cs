using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>How to do it again: command, specification, differences, versions.</summary>
internal static class RepeatSection
{
    public static Markup Render(ReportModel model, IReadOnlyList<RunGroup> groups) => Markup.Html($"""
        <section id="repeat" aria-labelledby="repeat-title">
        <h2 id="repeat-title">Repeat it</h2>
        {Block("Command", "command", model.Command)}
        {Differences(groups)}
        {Block("Exact specification", "specification", model.SpecificationYaml)}
        {Time(groups)}
        {Versions(model)}
        </section>
        """);

    private static Markup Block(string title, string id, string text) => Markup.Html($"""
        <div class="block">
        <div class="bar-title"><h3 id="{id}-title">{title}</h3>
        <button type="button" data-copy="{id}" aria-label="Copy: {title}">Copy</button></div>
        <pre id="{id}" tabindex="0" role="region" aria-labelledby="{id}-title">{text.TrimEnd()}</pre></div>
        """).When(text.Length > 0);

    /// <summary>The settings in which the runs differ, one column per run.</summary>
    private static Markup Differences(IReadOnlyList<RunGroup> groups)
    {
        var settings = groups.Select(Settings).ToList();
        var keys = settings.SelectMany(s => s.Keys).Distinct()
            .Where(k => settings.Select(s => Value(s, k)).Distinct().Count() > 1)
            .ToList();
        var rows = keys.Select(k => Markup.Html($"""
            <tr><th scope="row"><code>{k}</code></th>{settings.Select(s => Cells.Text(Value(s, k)))}</tr>
            """));
        Markup table = Markup.Html($"""
            <table class="numbers settings">
            <thead><tr>{Cells.Head("setting")}{groups.Select(g => Cells.Head(g.Name))}</tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """);
        return Markup.Html($"""
            <details open="open"><summary>Where the runs differ</summary>
            {Cells.Scroll("Settings that differ", table)}
            </details>
            """).When(keys.Count > 0 && groups.Count > 1);
    }

    private static Dictionary<string, string> Settings(RunGroup group) =>
        group.First.Specification.DistinctBy(p => p.Key).ToDictionary();

    private static string Value(Dictionary<string, string> settings, string key) =>
        settings.GetValueOrDefault(key, NumberText.Missing);

    private static Markup Time(IReadOnlyList<RunGroup> groups)
    {
        string[] phases =
            [.. groups.SelectMany(g => g.Seeds).SelectMany(s => s.Phases).Select(p => p.Key).Distinct()];
        Markup Row(RunGroup group)
        {
            var times = phases.Select(p => Cells.Number(NumberText.Duration(Seconds(group, p))));
            return Markup.Html($"<tr>{Cells.Row(group.Name)}{times}</tr>");
        }
        Markup table = Markup.Html($"""
            <table class="numbers">
            <thead><tr>{Cells.Head("run")}{phases.Select(Cells.NumberHead)}</tr></thead>
            <tbody>{groups.Select(Row)}</tbody>
            </table>
            """);
        return Markup.Html($"""
            <details><summary>Where the time went</summary>{Cells.Scroll("Seconds by phase", table)}</details>
            """).When(phases.Length > 0);
    }

    /// <summary>Mean over the seeds that have the phase.</summary>
    private static double Seconds(RunGroup group, string phase)
    {
        double[] seconds =
            [.. group.Seeds.SelectMany(s => s.Phases.Where(p => p.Key == phase)).Select(p => p.Value)];
        return seconds.Length == 0 ? double.NaN : seconds.Average();
    }

    private static Markup Versions(ReportModel model) => Markup.Html($"""
        <details><summary>Made with</summary>
        <dl class="glossary">{model.Versions.Select(v => Cells.Entry(v.Key, v.Value))}</dl>
        </details>
        """).When(model.Versions.Count > 0);
}
