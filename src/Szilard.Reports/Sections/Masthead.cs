using Szilard.Observables;

namespace Szilard.Reports;

/// <summary>Title, claim, and when.</summary>
internal static class Masthead
{
    public static Markup Render(ReportModel model) => Markup.Html($"""
        <p class="wordmark">Szilard <span>report</span></p>
        <h1>{model.Title}</h1>
        {Markup.Html($"""<p class="subtitle">{model.Subtitle}</p>""").When(model.Subtitle.Length > 0)}
        <p class="meta">{Markup.Join(Facts(model))}</p>
        """);

    private static IEnumerable<Markup> Facts(ReportModel model)
    {
        int names = model.Runs.Select(r => r.Name).Distinct().Count();
        yield return Markup.Html($"<span>{Words.Count(names, "run")}</span>");
        if (names < model.Runs.Count)
            yield return Markup.Html($"<span>{Words.Count(model.Runs.Count, "seed")} in all</span>");
        double seconds = model.Runs.Sum(r => double.IsFinite(r.Seconds) ? r.Seconds : 0);
        if (seconds > 0)
            yield return Markup.Html($"<span>{NumberText.Duration(seconds)} of computing</span>");
        if (model.GeneratedAt.Length > 0)
            yield return Markup.Html($"<span>{model.GeneratedAt}</span>");
    }
}
