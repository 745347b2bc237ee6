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
            <p class="lead">What the matching theorem promises for each run, up to which transformation,
            and whether the run meets its assumptions.</p>
            {cards.Select((c, i) => Card(c.Run, c.Seeds, open: i == 0))}
            </section>
            """).When(cards.Count > 0);
    }

    /// <summary>The cards of a run; seeds that agree on classes and statuses share one, with the numbers of
    /// the first.</summary>
    private static IEnumerable<(RunSection Run, string Seeds)> Cases(RunGroup group) =>
        group.Seeds.Where(s => s.AssumptionCard is not null)
            .GroupBy(s => Alike(s.AssumptionCard!))
            .Select(g => (g.First(), Seeds([.. g], group.Seeds.Count)));

    private static string Alike(AssumptionCard card) =>
        string.Join(
            '\n',
            [
                $"{card.Promised} {card.Measured}",
                .. card.Assumptions.Select(r => $"{r.Claim} {r.Status}"),
            ]);

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
        Markup theorem = Markup.Html($"""<p class="theorem">Theorem: {string.Concat(theorems)}</p>""");
        string[] heads = ["assumption", "status", "measured", "evidence", "theorem"];
        Markup table = Markup.Html($"""
            <table class="assumptions">
            <thead><tr>{heads.Take(column ? 5 : 4).Select(Cells.Head)}</tr></thead>
            <tbody>{card.Assumptions.Select(r => Row(r, column))}</tbody>
            </table>
            """);
        return Markup.Html($"""
            <details class="card"{Markup.Trusted(" open=\"open\"").When(open)}>
            <summary><strong class="run">{run.Name}</strong>{Classes(card)}{Tally(card)}</summary>
            <p>{AssumptionText.Of(card)}
            {Markup.Html($"<small>({seeds})</small>").When(seeds.Length > 0)}</p>
            {theorem.When(theorems.Length == 1)}
            {Cells.Scroll($"Assumptions of {run.Name}", table)}
            {Theorems(card)}
            </details>

            """);
    }

    /// <summary>Every theorem with what it has to say.</summary>
    private static Markup Theorems(AssumptionCard card) => Markup.Html($"""
        <table class="assumptions">
        <thead><tr>{Cells.Head("theorem")}{Cells.Head("promises")}{Cells.Head("theory")}
        {Cells.Head("why")}</tr></thead>
        <tbody>{card.Theorems.Select(Theorem)}</tbody>
        </table>
        """).When(card.Theorems.Count > 0);

    private static Markup Theorem(TheoremOutcome outcome) => Markup.Html($"""
        <tr>{Cells.Row(outcome.Theorem)}{Cells.Text(AssumptionText.Word(outcome.Promised))}
        <td>{Icon.WithText(ToneOf(outcome.Verdict), AssumptionText.Word(outcome.Verdict))}</td>
        {Cells.Text(outcome.Reason)}</tr>

        """);

    private static Tone ToneOf(TheoryVerdict verdict) => verdict switch
    {
        TheoryVerdict.Holds => Tone.Good,
        TheoryVerdict.Contradicted => Tone.Bad,
        _ => Tone.Neutral,
    };

    private static Markup Classes(AssumptionCard card) => Markup.Html(
        $"""
        <span class="classes"><span>promised <b>{AssumptionText.Word(card.Promised)}</b></span>
        <span>measured <b>{AssumptionText.Word(card.Measured)}</b></span></span>
        """);

    private static Markup Tally(AssumptionCard card)
    {
        int violated = card.Assumptions.Count(r => r.Status == AssumptionStatus.Violated);
        int unknown = card.Assumptions.Count(r => r.Status == AssumptionStatus.Unknown);
        if (violated > 0)
            return Status(AssumptionStatus.Violated, $"{violated} violated");
        return unknown > 0
            ? Status(AssumptionStatus.Unknown, $"{unknown} unknown")
            : Status(AssumptionStatus.Holds, "all hold");
    }

    private static Markup Row(Assumption row, bool column) => Markup.Html($"""
        <tr>{Cells.Row(row.Claim)}<td>{Status(row.Status, Word(row.Status))}</td>
        {Cells.Text(row.Measured)}{Cells.Text(row.Evidence)}{Cells.Text(row.Theorem).When(column)}</tr>

        """);

    private static Markup Status(AssumptionStatus status, string text) =>
        Icon.WithText(Icon.ToneOf(status), text);

    private static string Word(AssumptionStatus status) => status switch
    {
        AssumptionStatus.Holds => "holds",
        AssumptionStatus.Violated => "violated",
        _ => "unknown",
    };
}
