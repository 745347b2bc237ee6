using Szilard.Records;

namespace Szilard.Reports;

/// <summary>Icons that are drawn in the text's colour; the text beside them says the same.</summary>
internal static class Icon
{
    public static Markup Of(Tone tone) => Use(ClassOf(tone));

    public static string ClassOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Caution => "caution",
        Tone.Bad => "bad",
        _ => "neutral",
    };

    public static Tone ToneOf(AssumptionStatus status) => status switch
    {
        AssumptionStatus.Holds => Tone.Good,
        AssumptionStatus.Violated => Tone.Bad,
        _ => Tone.Neutral,
    };

    private static Markup Use(string name) => Markup.Html($"""
        <svg class="icon" aria-hidden="true" viewBox="0 0 16 16"><use href="#icon-{name}"></use></svg>
        """);

    /// <summary>Icon and word in the tone's colour.</summary>
    public static Markup WithText(Tone tone, string text) => Markup.Html(
        $"""<span class="state tone-{ClassOf(tone)}">{Of(tone)}<span>{text}</span></span>""");
}
