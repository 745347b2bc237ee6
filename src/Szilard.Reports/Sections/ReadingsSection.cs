using System.Globalization;
using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>The table: one row per run, one column per reading, each seed below its run.</summary>
internal static class ReadingsSection
{
    public static Markup Render(IReadOnlyList<RunGroup> groups)
    {
        IReadOnlyList<ReportedReading> columns = Columns(groups);
        return Markup.Html($"""
            <section id="readings" aria-labelledby="readings-title">
            <h2 id="readings-title">Readings</h2>
            <p class="lead">{Lead(groups)}</p>
            <div class="scroll" role="region" aria-labelledby="readings-title" tabindex="0">
            <table class="readings">
            <thead><tr>{Cells.Head("run")}{columns.Select(Head)}{Cells.NumberHead("time")}</tr></thead>
            {groups.Select((g, i) => Body(g, i, columns))}
            </table>
            </div>
            {Conventions(columns)}
            {Remarks(groups, columns)}
            </section>
            """);
    }

    private static string Lead(IReadOnlyList<RunGroup> groups) =>
        (groups.Any(g => g.Seeds.Count > 1)
            ? "Mean over seeds ± standard error of that mean; open a run to see its seeds. "
            : "Value ± standard error. ")
        + "Small print: the level of chance, or for a loss its plateau. Bars run from chance, empty, to "
        + "ideal, full.";

    /// <summary>The columns by first appearance, with the longest convention given for each.</summary>
    private static List<ReportedReading> Columns(IReadOnlyList<RunGroup> groups) =>
        [.. groups.SelectMany(g => g.Seeds).SelectMany(s => s.Readings)
            .GroupBy(r => r.Name).Select(g => g.MaxBy(r => r.Convention.Length)!)];

    private static Markup Head(ReportedReading reading)
    {
        string meaning = $"{reading.Name}: {reading.Convention}";
        return Markup.Html($"""<th scope="col" class="number" title="{meaning}">{reading.Label}</th>""");
    }

    private static Markup Body(RunGroup group, int index, IReadOnlyList<ReportedReading> columns)
    {
        string time = NumberText.Duration(group.Seeds.Average(s => s.Seconds));
        return Markup.Html($"""
            <tbody>
            <tr><th scope="row">{Name(group, index)}</th>
            {columns.Select(c => Cell(group.Reading(c.Name)))}<td class="number time">{time}</td></tr>
            {group.Seeds.Select(s => SeedRow(s, index, columns)).Where(_ => group.Seeds.Count > 1)}
            </tbody>

            """);
    }

    private static Markup Name(RunGroup group, int index)
    {
        RunSection run = group.First;
        string setting = string.Join(" · ", new[] { run.World, run.Objective }.Where(t => t.Length > 0));
        Markup seeds = Markup.Html($"""
            <button type="button" class="seeds" aria-expanded="false" data-seeds="seeds-{index}"
            >{Words.Count(group.Seeds.Count, "seed")}</button>
            """).When(group.Seeds.Count > 1);
        return Markup.Html($"""
            <span class="run">{group.Name}</span>{VerdictSection.Role(run.Role)}{seeds}
            <small>{setting}</small>
            """);
    }

    private static Markup SeedRow(RunSection run, int index, IReadOnlyList<ReportedReading> columns)
    {
        var cells = columns.Select(c => Cell(run.Readings.FirstOrDefault(r => r.Name == c.Name)));
        return Markup.Html($"""
            <tr class="seed seeds-{index}">
            <th scope="row">seed {run.Seed}<small>{run.Verdict.State}</small></th>
            {cells}<td class="number time">{NumberText.Duration(run.Seconds)}</td></tr>

            """);
    }

    private static Markup Cell(ReportedReading? reading)
    {
        if (reading is null)
            return Markup.Html($"""<td class="number missing">{NumberText.Missing}</td>""");
        string text = NumberText.WithError(reading.Value, reading.StandardError);
        int at = text.IndexOf(" ± ", StringComparison.Ordinal);
        Markup error = Markup.Html($"""<span class="error">{text[Math.Max(0, at)..]}</span>""").When(at >= 0);
        Markup dagger = Markup.Html($"<sup>†</sup>").When(reading.Remark.Length > 0);
        return Markup.Html($"""
            <td class="number"{Tooltip(reading.Remark)}>{(at < 0 ? text : text[..at])}{error}{dagger}
            {Bar(reading)}{Chance(reading)}</td>
            """);
    }

    private static Markup Chance(ReportedReading reading)
    {
        string level = NumberText.Level(reading.Chance);
        Markup text = Markup.Html($"<small>{reading.ChanceLabel} {level}</small>");
        return text.When(!double.IsNaN(reading.Chance));
    }

    private static Markup Tooltip(string remark) =>
        Markup.Html($""" title="{remark}" """).When(remark.Length > 0);

    private static Markup Bar(ReportedReading reading)
    {
        double share = (reading.Value - reading.Chance) / (reading.Ideal - reading.Chance);
        if (!double.IsFinite(share))
            return Markup.Empty;
        string width = (100 * Math.Clamp(share, 0, 1)).ToString("F0", CultureInfo.InvariantCulture);
        return Markup.Html($"""<span class="bar" aria-hidden="true"><i style="width:{width}%"></i></span>""");
    }

    private static Markup Conventions(IReadOnlyList<ReportedReading> columns)
    {
        var told = columns.Where(c => c.Convention.Length > 0).Select(c => Markup.Html(
            $"<dt>{c.Label} <code>{c.Name}</code></dt><dd>{Words.Sentence(c.Convention)}</dd>"));
        return Markup.Html($"""
            <details><summary>What the columns mean</summary><dl class="glossary">{told}</dl></details>
            """).When(told.Any());
    }

    private static Markup Remarks(IReadOnlyList<RunGroup> groups, IReadOnlyList<ReportedReading> columns)
    {
        var remarks =
            from g in groups
            from c in columns
            let remark = g.Reading(c.Name)?.Remark ?? ""
            where remark.Length > 0
            select Markup.Html($"<dt>{g.Name}, {c.Label}</dt><dd>{Words.Sentence(remark)}</dd>");
        return Markup.Html($"""
            <details><summary>† Remarks on single values</summary>
            <dl class="glossary">{remarks}</dl></details>
            """).When(remarks.Any());
    }
}
