namespace Szilard.Reports;

/// <summary>What theory promises, whether its assumptions hold, and what was measured.</summary>
internal static class AssumptionsSection
{
    public static Markup Render(IReadOnlyList<RunGroup> groups)
    {
        var cards = groups.SelectMany(g => g.Seeds.Where(s => s.AssumptionCard is not null)
            .Select(s => (Run: s, Several: g.Seeds.Count > 1))).ToList();
        return Markup.Html($"""
            <section id="assumptions" aria-labelledby="assumptions-title">
            <h2 id="assumptions-title">Assumptions</h2>
            <p class="lead">What the matching theorem promises for each run, up to which transformation, and whether the run meets its assumptions.</p>
            {cards.Select((c, i) => Card(c.Run, c.Run.AssumptionCard!, c.Several, i == 0))}
            </section>
            """).When(cards.Count > 0);
    }

    private static Markup Card(RunSection run, AssumptionCard card, bool several, bool open) => Markup.Html($"""
        <details class="card"{Markup.Trusted(" open=\"open\"").When(open)}>
        <summary><strong class="run">{run.Name}</strong>{Markup.Html($" <small>seed {run.Seed}</small>").When(several)}
        <span class="classes"><span>promised <b>{card.Promised}</b></span><span>measured <b>{card.Measured}</b></span></span>{Tally(card)}</summary>
        <p>{Words.Capital(Words.Sentence(card.Verdict))}</p>
        <div class="scroll" role="region" aria-label="Assumptions of {run.Name}" tabindex="0">
        <table class="assumptions">
        <thead><tr><th scope="col">assumption</th><th scope="col">status</th><th scope="col">measured</th><th scope="col">evidence</th><th scope="col">theorem</th></tr></thead>
        <tbody>{card.Rows.Select(Row)}</tbody>
        </table>
        </div>
        </details>

        """);

    private static Markup Tally(AssumptionCard card)
    {
        int violated = card.Rows.Count(r => r.Status == AssumptionStatus.Violated);
        int unknown = card.Rows.Count(r => r.Status == AssumptionStatus.Unknown);
        AssumptionStatus status = violated > 0 ? AssumptionStatus.Violated
            : unknown > 0 ? AssumptionStatus.Unknown : AssumptionStatus.Holds;
        string text = violated > 0 ? $"{violated} violated" : unknown > 0 ? $"{unknown} unknown" : "all hold";
        return Markup.Html($"""<span class="state tone-{Icon.ClassOf(Icon.ToneOf(status))}">{Icon.Of(status)}<span>{text}</span></span>""");
    }

    private static Markup Row(AssumptionRow row) => Markup.Html($"""
        <tr><th scope="row">{row.Assumption}</th><td><span class="state tone-{Icon.ClassOf(Icon.ToneOf(row.Status))}">{Icon.Of(row.Status)}<span>{Word(row.Status)}</span></span></td><td>{row.Measured}</td><td>{row.Evidence}</td><td>{row.Theorem}</td></tr>

        """);

    private static string Word(AssumptionStatus status) => status switch
    {
        AssumptionStatus.Holds => "holds",
        AssumptionStatus.Violated => "violated",
        _ => "unknown",
    };
}
