using Szilard.Experiments.Agreement;
using Szilard.Observables;
using Szilard.Observables.Statistics;

namespace Szilard.Reports;

/// <summary>Statistical beside structural identifiability: seed against seed, and seeds against the
/// truth.</summary>
internal static class SeedAgreementSection
{
    private const string Truth = "r2.affine";

    public static Markup Render(IReadOnlyList<SeedAgreement> agreements, IReadOnlyList<RunGroup> groups)
    {
        bool known = groups.Any(g => Values(g).Length > 0);
        Markup truth = Cells.NumberHead("with the truth: R²").When(known);
        Markup rows = Markup.Join(agreements.Select(a => Row(
            a, groups.FirstOrDefault(g => g.Name == a.Run), known)));
        Markup table = Markup.Html($"""
            <table class="numbers">
            <thead><tr>{Cells.Head("run")}{Cells.NumberHead("seeds")}{Cells.NumberHead("with each other: R²")}
            {Cells.NumberHead("chance")}{truth}</tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """);
        return Markup.Html($"""
            <section id="seeds" aria-labelledby="seeds-title">
            <h2 id="seeds-title">Seeds</h2>
            <p class="lead">Statistical identifiability is agreement of seeds with each other, structural with
            the true causes. Seeds that agree with each other and not with the truth have found something
            else.</p>
            {Cells.Scroll("Agreement of seeds", table)}
            <p><small>With each other: mean over pairs of seeds (least … greatest) of the mean squared
            canonical correlation of their representations of {SeedAgreement.Samples} shared test samples,
            blind to affine maps. With the truth: {Truth} ± standard error over seeds, with the 95 % bootstrap interval from
            {SeedInterval.Least} seeds on.</small></p>
            </section>
            """).When(agreements.Count > 0);
    }

    private static Markup Row(SeedAgreement agreement, RunGroup? group, bool known)
    {
        Markup truth = Cells.Number(group is null ? NumberText.Missing : Structural(group)).When(known);
        return Markup.Html($"""
            <tr>{Cells.Row(agreement.Run)}{Cells.Number($"{agreement.Seeds}")}
            {Cells.Number(Statistical(agreement))}{Cells.Number(NumberText.Level(agreement.Chance))}
            {truth}</tr>

            """);
    }

    private static string Statistical(SeedAgreement agreement)
    {
        if (agreement.Scores.Count == 0)
            return $"{NumberText.Missing} {agreement.Remark}";
        string mean = NumberText.Of(agreement.Mean);
        return agreement.Scores.Count == 1
            ? mean
            : $"{mean} ({NumberText.Of(agreement.Scores.Min())} … {NumberText.Of(agreement.Scores.Max())})";
    }

    private static string Structural(RunGroup group)
    {
        if (group.Reading(Truth) is not { } reading)
            return NumberText.Missing;
        string text = NumberText.WithError(reading.Value, reading.StandardError);
        return SeedInterval.Of(Values(group)) is var (low, high)
            ? $"{text} {NumberText.Interval(low, high)}" : text;
    }

    private static double[] Values(RunGroup group) =>
    [
        .. group.Seeds.SelectMany(s => s.Readings).Where(r => r.Name == Truth).Select(r => r.Value)
            .Where(double.IsFinite),
    ];
}
