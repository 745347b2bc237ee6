using Szilard.Experiments.Verdicts;
using Szilard.Observables;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>What happened, one sentence per run.</summary>
internal static class VerdictSection
{
    public static Markup Render(ReportModel model, IReadOnlyList<RunGroup> groups) => Markup.Html($"""
        <section id="verdict" aria-labelledby="verdict-title">
        <h2 id="verdict-title">Verdict</h2>
        <div class="headline">{Headline(groups)}</div>
        {Claims(model.Claims)}
        <ul class="verdicts">
        {groups.Select(Item)}
        </ul>
        </section>
        """);

    private static Markup Headline(IReadOnlyList<RunGroup> groups)
    {
        if (groups.Count == 0)
            return Markup.Html($"<p>There are no runs in this report.</p>");
        var controls = groups.Where(g => g.First.Role.Length > 0).ToList();
        var tested = groups.Except(controls).ToList();
        return controls.Count == 0 || tested.Count == 0
            ? Tallies("", groups)
            : Markup.Html($"{Tallies("under test", tested)}{Tallies("controls and bounds", controls)}");
    }

    private static Markup Claims(IReadOnlyList<ClaimOutcome> claims)
    {
        int held = claims.Count(c => c.Held);
        Tone tone = held == claims.Count ? Tone.Good : Tone.Bad;
        Markup summary = Icon.WithText(tone, $"{held} of {Words.Count(claims.Count, "expectation")} held");
        return Markup.Html($"""
            <details class="claims"{Markup.Trusted(" open=\"open\"").When(tone == Tone.Bad)}>
            <summary>{summary}</summary>
            <ul>{claims.Select(Claim)}</ul>
            </details>
            """).When(claims.Count > 0);
    }

    private static Markup Claim(ClaimOutcome claim) => Markup.Html($"""
        <li>{Icon.WithText(claim.Held ? Tone.Good : Tone.Bad, claim.Held ? "held" : "failed")}
        <span>{claim.Sentence} <small>{claim.Measured}</small></span></li>

        """);

    private static Markup Tallies(string title, IEnumerable<RunGroup> groups)
    {
        var tallies = groups
            .GroupBy(g => (g.Tone, g.Verdict.State))
            .OrderBy(t => t.Key.Tone switch { Tone.Good => 0, Tone.Caution => 1, Tone.Bad => 2, _ => 3 })
            .Select(t => Markup.Html(
                $"""
                <span class="tally tone-{Icon.ClassOf(t.Key.Tone)}"><b>{t.Count()}</b> {t.Key.State}</span>
                """));
        return Markup.Html($"""
            <div class="tallies">{Markup.Html($"<p>{title}</p>").When(title.Length > 0)}<p>{tallies}</p></div>

            """);
    }

    private static Markup Item(RunGroup group)
    {
        RunVerdict verdict = group.Verdict;
        return Markup.Html($"""
            <li class="verdict tone-{Icon.ClassOf(group.Tone)}">
            <p class="state">{Icon.Of(group.Tone)}<span>{verdict.State}</span></p>
            <div class="case">
            <p><strong class="run">{group.Name}</strong>{Role(group.First.Role)}
            {Words.Capital(Words.Sentence(verdict.Evidence))}{At(verdict.Step)}</p>
            {Next(Words.Sentence(verdict.Next))}
            {group.Seeds.SelectMany(s => s.Remarks).Distinct().Select(Remark)}
            </div>
            </li>

            """);
    }

    public static Markup Role(string role) =>
        Markup.Html($""" <span class="role">{role}</span>""").When(role.Length > 0);

    private static Markup Next(string knob) =>
        Markup.Html($"""<p class="next"><span>Next</span> {knob}</p>""").When(knob.Length > 0);

    private static Markup Remark(string sentence) =>
        Markup.Html($"""<p class="remark">{Words.Sentence(sentence)}</p>""");

    private static Markup At(long? step) => step is null
        ? Markup.Empty
        : Markup.Html($""" <span class="step">(step {NumberText.Count(step.Value)})</span>""");
}
