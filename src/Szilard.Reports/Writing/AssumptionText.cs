using Szilard.Records;

namespace Szilard.Reports;

/// <summary>What an assumption card says in a sentence.</summary>
public static class AssumptionText
{
    /// <summary>Promise and measurement held against each other.</summary>
    public static string Of(AssumptionCard card) => $"{Promise(card)} {Measurement(card)}";

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

    /// <summary>The classes are listed from the widest to the narrowest.</summary>
    private static string Measurement(AssumptionCard card)
    {
        if (card.Measured == Indeterminacy.Unknown)
            return "What was found could not be decided.";
        if (card.Measured == Indeterminacy.None)
            return "They were not identified.";
        string found = $"They were identified up to {UpTo(card.Measured)}";
        bool promised = card.Promised is not (Indeterminacy.None or Indeterminacy.Unknown);
        return (promised ? card.Measured.CompareTo(card.Promised) : 0) switch
        {
            < 0 => $"{found}: less than was promised.",
            > 0 => $"{found}: more than was promised.",
            _ => promised ? $"{found}, as promised." : $"{found}.",
        };
    }

    private static string UpTo(Indeterminacy indeterminacy) => indeterminacy switch
    {
        Indeterminacy.BlockContent => "an invertible map of what the views share",
        Indeterminacy.Monotone => "order and a monotone function of each",
        Indeterminacy.Affine => "an affine map",
        Indeterminacy.Orthogonal => "rotation and reflection",
        Indeterminacy.BlockOrthogonal => "rotation and reflection within blocks",
        Indeterminacy.SignedPermutation => "order and sign",
        _ => "nothing that is known",
    };
}
