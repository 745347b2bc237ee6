using Szilard.Records;

namespace Szilard.Reports;

/// <summary>What an assumption card says in a sentence.</summary>
public static class AssumptionText
{
    /// <summary>Promise and measurement held against each other.</summary>
    public static string Of(AssumptionCard card) => $"{Promise(card)} {Measurement(card)}";

    /// <summary>What a theorem says to a run: promised, measured, verdict; null where it speaks of other
    /// runs.</summary>
    public static string? Of(TheoremOutcome outcome) => outcome.Measured is { } measured
        ? $"{outcome.Theorem}: promised {Word(outcome.Promised)}, measured {Word(measured)}, "
            + $"{Word(outcome.Verdict)}. {outcome.Reason}"
        : null;

    /// <summary>The verdict as words in running text.</summary>
    public static string Word(TheoryVerdict verdict) => verdict switch
    {
        TheoryVerdict.Holds => "theory holds",
        TheoryVerdict.Contradicted => "theory contradicted",
        _ => "theory silent",
    };

    /// <summary>The class as a word in running text.</summary>
    public static string Word(Indeterminacy indeterminacy) => indeterminacy switch
    {
        Indeterminacy.None => "none",
        Indeterminacy.BlockContent => "content block",
        Indeterminacy.Monotone => "monotone",
        Indeterminacy.Affine => "affine",
        Indeterminacy.Orthogonal => "orthogonal",
        Indeterminacy.BlockOrthogonal => "block-orthogonal",
        Indeterminacy.SignedPermutation => "signed permutation",
        _ => "unknown",
    };

    private static string Promise(AssumptionCard card)
    {
        int violated = card.Assumptions.Count(a => a.Status == AssumptionStatus.Violated);
        if (violated > 0)
            return $"{Words.Count(violated, "assumption")} violated, so theory promises nothing.";
        if (card.Promised is Indeterminacy.None or Indeterminacy.Unknown)
            return "No theorem known here promises anything for this run.";
        int unknown = card.Assumptions.Count(a => a.Status == AssumptionStatus.Unknown);
        string condition = unknown > 0 ? $", if the {Words.Count(unknown, "undecided assumption")} hold" : "";
        return $"Theory promises the causes up to {UpTo(card.Promised)}{condition}.";
    }

    private static string Measurement(AssumptionCard card)
    {
        if (card.Measured == Indeterminacy.Unknown)
            return "What was found could not be decided.";
        if (card.Measured == Indeterminacy.None)
            return "They were not identified.";
        string found = $"They were identified up to {UpTo(card.Measured)}";
        if (card.Promised is Indeterminacy.None or Indeterminacy.Unknown)
            return $"{found}.";
        if (card.Reaches(card.Promised))
            return card.Measured == card.Promised ? $"{found}, as promised."
                : $"{found}: more than was promised.";
        return card.Promised.IsWithin(card.Measured) && card.Measured != card.Promised
            ? $"{found}: less than was promised." : $"{found}: not what was promised.";
    }

    private static string UpTo(Indeterminacy indeterminacy) => indeterminacy switch
    {
        Indeterminacy.BlockContent => "an invertible map of what the views share",
        Indeterminacy.Monotone => "order and a monotone function of each",
        Indeterminacy.Affine => "an affine map",
        Indeterminacy.Orthogonal => "rotation and reflection",
        Indeterminacy.BlockOrthogonal => "rotation and reflection within blocks",
        Indeterminacy.SignedPermutation => "order, sign and scale",
        _ => "nothing that is known",
    };
}
