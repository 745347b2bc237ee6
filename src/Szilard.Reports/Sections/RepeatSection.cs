namespace Szilard.Reports;

/// <summary>How to do it again: command, specification, differences, versions, time.</summary>
internal static class RepeatSection
{
    public static Markup Render(ReportModel model, IReadOnlyList<RunGroup> groups) => Markup.Html($"""
        <section id="repeat" aria-labelledby="repeat-title">
        <h2 id="repeat-title">Repeat it</h2>
        {Block("Command", "command", model.Command)}
        {Differences(groups)}
        {Block("Exact specification", "specification", model.SpecificationYaml)}
        {Pairs("Made with", model.Versions.Select(v => (v.Key, v.Value)))}
        {Time(groups)}
        </section>
        """);

    private static Markup Block(string title, string id, string text) => Markup.Html($"""
        <div class="block"><div class="bar-title"><h3 id="{id}-title">{title}</h3><button type="button" data-copy="{id}" aria-label="Copy: {title}">Copy</button></div>
        <pre id="{id}" tabindex="0" role="region" aria-labelledby="{id}-title">{text.TrimEnd()}</pre></div>
        """).When(text.Length > 0);

    /// <summary>The settings in which the runs differ, one column per run.</summary>
    private static Markup Differences(IReadOnlyList<RunGroup> groups)
    {
        var settings = groups.Select(g => g.First.Specification.DistinctBy(p => p.Key).ToDictionary()).ToList();
        var keys = settings.SelectMany(s => s.Keys).Distinct()
            .Where(k => settings.Select(s => s.GetValueOrDefault(k, NumberText.Missing)).Distinct().Count() > 1)
            .ToList();
        return Markup.Html($"""
            <details open="open"><summary>Where the runs differ</summary>
            <div class="scroll" role="region" aria-label="Settings that differ" tabindex="0"><table class="numbers settings">
            <thead><tr><th scope="col">setting</th>{groups.Select(g => Markup.Html($"""<th scope="col">{g.Name}</th>"""))}</tr></thead>
            <tbody>{keys.Select(k => Markup.Html($"""<tr><th scope="row"><code>{k}</code></th>{settings.Select(s => Markup.Html($"<td>{s.GetValueOrDefault(k, NumberText.Missing)}</td>"))}</tr>"""))}</tbody>
            </table></div></details>
            """).When(keys.Count > 0 && groups.Count > 1);
    }

    private static Markup Time(IReadOnlyList<RunGroup> groups)
    {
        string[] phases = [.. groups.SelectMany(g => g.Seeds).SelectMany(s => s.Phases).Select(p => p.Key).Distinct()];
        return Markup.Html($"""
            <details><summary>Where the time went</summary>
            <div class="scroll" role="region" aria-label="Seconds by phase" tabindex="0"><table class="numbers">
            <thead><tr><th scope="col">run</th>{phases.Select(p => Markup.Html($"""<th scope="col" class="number">{p}</th>"""))}</tr></thead>
            <tbody>{groups.Select(g => Markup.Html($"""<tr><th scope="row">{g.Name}</th>{phases.Select(p => Markup.Html($"""<td class="number">{NumberText.Duration(Seconds(g, p))}</td>"""))}</tr>"""))}</tbody>
            </table></div></details>
            """).When(phases.Length > 0);
    }

    /// <summary>Mean over the seeds that have the phase.</summary>
    private static double Seconds(RunGroup group, string phase)
    {
        double[] seconds = [.. group.Seeds.SelectMany(s => s.Phases.Where(p => p.Key == phase)).Select(p => p.Value)];
        return seconds.Length == 0 ? double.NaN : seconds.Average();
    }

    private static Markup Pairs(string title, IEnumerable<(string Key, string Value)> pairs) => Markup.Html($"""
        <details><summary>{title}</summary><dl class="glossary">{pairs.Select(p => Markup.Html($"<dt>{p.Key}</dt><dd>{p.Value}</dd>"))}</dl></details>
        """).When(pairs.Any());
}
