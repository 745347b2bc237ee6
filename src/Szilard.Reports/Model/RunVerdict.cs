namespace Szilard.Reports;

/// <summary>How a verdict is coloured; icon and text always say the same.</summary>
public enum Tone
{
    /// <summary>Neither good nor bad, or not known.</summary>
    Neutral = 0,

    /// <summary>As hoped.</summary>
    Good = 1,

    /// <summary>To be read with care.</summary>
    Caution = 2,

    /// <summary>Failed.</summary>
    Bad = 3,
}

/// <summary>What happened in a run, with evidence and the next knob to turn.</summary>
/// <param name="State">In a word or two: <c>healthy</c>, <c>collapsed</c>, <c>plateau</c>, <c>diverged</c>, …
/// </param>
/// <param name="Evidence">One sentence with the numbers.</param>
public sealed record RunVerdict(string State, string Evidence)
{
    /// <summary>The step at which it happened; null where there is no such step.</summary>
    public long? Step { get; init; }

    /// <summary>The next knob to turn; empty where none is needed.</summary>
    public string Next { get; init; } = "";

    /// <summary>How it is coloured. Default: by <see cref="State"/>; unknown states are neutral.</summary>
    public Tone Tone { get; init; } = ToneOf(State);

    private static Tone ToneOf(string state)
    {
        string word = state.Trim().ToLowerInvariant();
        if (word is "healthy" or "identified" or "done")
            return Tone.Good;
        if (word.Contains("collapse") || word is "diverged" or "failed" or "violated")
            return Tone.Bad;
        bool care = word.StartsWith("plateau") || word.StartsWith("not") || word.StartsWith("cancel");
        return care ? Tone.Caution : Tone.Neutral;
    }
}
