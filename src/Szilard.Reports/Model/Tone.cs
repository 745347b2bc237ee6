using Szilard.Records;

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

/// <summary>Colours of verdicts.</summary>
public static class VerdictTone
{
    extension(RunVerdict verdict)
    {
        /// <summary>How the verdict is coloured, by its state; unknown states are neutral.</summary>
        public Tone Tone => Of(verdict.State.Trim().ToLowerInvariant());
    }

    private static Tone Of(string state)
    {
        if (state is "healthy" or "identified" or "done")
            return Tone.Good;
        if (state.Contains("collapse") || state is "diverged" or "failed" or "violated")
            return Tone.Bad;
        bool care = state.StartsWith("plateau") || state.StartsWith("not") || state.StartsWith("cancel");
        return care ? Tone.Caution : Tone.Neutral;
    }
}
