using Szilard.Records;

namespace Szilard.Reports;

/// <summary>What theory promises, whether its assumptions hold, and what was measured.</summary>
internal static class AssumptionsSection
{
    public static Markup Render(IReadOnlyList<RunGroup> groups)
    {
        var cards = groups.SelectMany(Cases).ToList();
        return Markup.Html($"""
            <section id="assumptions" aria-labelledby="assumptions-title">
            <h2 id="assumptions-title">Assumptions</h2>
            <p class="lead">What the matching theorem promises for each run, up to which transformation, and whether the run meets its assumptions.</p>
            {cards.Select((c, i) => Card(c.Run, c.Seeds, open: i == 0))}
            </section>
            """).When(cards.Count > 0);
    }

    /// <summary>The cards of a run; seeds that agree on classes and statuses share one, with the numbers of the
    /// first.</summary>
    private static IEnumerable<(RunSection Run, string Seeds)> Cases(RunGroup group) =>
        group.Seeds.Where(s => s.AssumptionCard is not null)
            .GroupBy(s => Alike(s.AssumptionCard!))
            .Select(g => (g.First(), Seeds([.. g], group.Seeds.Count)));

    private static string Alike(AssumptionCard card) =>
        string.Join('\n', card.Assumptions.Select(r => $"{r.Claim} {r.Status}").Prepend($"{card.Promised} {card.Measured}"));

    private static string Seeds(IReadOnlyList<RunSection> alike, int all)
    {
        if (all == 1)
            return "";
        string names = $"seed{(alike.Count == 1 ? "" : "s")} {string.Join(", ", alike.Select(s => s.Seed))}";
        return alike.Count == 1 ? names : $"{names}; numbers of seed {alike[0].Seed}";
    }

    private static Markup Card(RunSection run, string seeds, bool open)
    {
        AssumptionCard card = run.AssumptionCard!;
        string[] theorems = [.. card.Assumptions.Select(r => r.Theorem).Distinct()];
        bool column = theorems.Length > 1;
        return Markup.Html($"""
            <details class="card"{Markup.Trusted(" open=\"open\"").When(open)}>
            <summary><strong class="run">{run.Name}</strong>{Classes(card)}{Tally(card)}</summary>
            <p>{AssumptionText.Of(card)} {Markup.Html($"<small>({seeds})</small>").When(seeds.Length > 0)}</p>
            {Markup.Html($"""<p class="theorem">Theorem: {string.Concat(theorems)}</p>""").When(theorems.Length == 1)}
            <div class="scroll" role="region" aria-label="Assumptions of {run.Name}" tabindex="0">
            <table class="assumptions">
            <thead><tr><th scope="col">assumption</th><th scope="col">status</th><th scope="col">measured</th><th scope="col">evidence</th>{Markup.Html($"""<th scope="col">theorem</th>""").When(column)}</tr></thead>
            <tbody>{card.Assumptions.Select(r => Row(r, column))}</tbody>
            </table>
            </div>
            </details>

            """);
    }

    private static Markup Classes(AssumptionCard card) => Markup.Html(
        $"""<span class="classes"><span>promised <b>{AssumptionText.Word(card.Promised)}</b></span><span>measured <b>{AssumptionText.Word(card.Measured)}</b></span></span>""");

    private static Markup Tally(AssumptionCard card)
    {
        int violated = card.Assumptions.Count(r => r.Status == AssumptionStatus.Violated);
        int unknown = card.Assumptions.Count(r => r.Status == AssumptionStatus.Unknown);
        if (violated > 0)
            return Status(AssumptionStatus.Violated, $"{violated} violated");
        return unknown > 0 ? Status(AssumptionStatus.Unknown, $"{unknown} unknown") : Status(AssumptionStatus.Holds, "all hold");
    }

    private static Markup Row(Assumption row, bool column) => Markup.Html($"""
        <tr><th scope="row">{row.Claim}</th><td>{Status(row.Status, Word(row.Status))}</td><td>{row.Measured}</td><td>{row.Evidence}</td>{Markup.Html($"<td>{row.Theorem}</td>").When(column)}</tr>

        """);

    private static Markup Status(AssumptionStatus status, string text) => Markup.Html(
        $"""<span class="state tone-{Icon.ClassOf(Icon.ToneOf(status))}">{Icon.Of(status)}<span>{text}</span></span>""");

    private static string Word(AssumptionStatus status) => status switch
    {
        AssumptionStatus.Holds => "holds",
        AssumptionStatus.Violated => "violated",
        _ => "unknown",
    };
}
