using System.Text.Json.Serialization;

namespace Szilard.Records;

/// <summary>Whether an assumption of a theorem is met in a run.</summary>
[JsonConverter(typeof(KebabEnum<AssumptionStatus>))]
public enum AssumptionStatus
{
    /// <summary>It could not be decided.</summary>
    Unknown,

    /// <summary>It is met.</summary>
    Holds,

    /// <summary>It is not met.</summary>
    Violated,
}

/// <summary>Up to which transformation the true causes are, or should be, recovered.</summary>
[JsonConverter(typeof(KebabEnum<Indeterminacy>))]
public enum Indeterminacy
{
    /// <summary>It could not be decided.</summary>
    Unknown,

    /// <summary>Nothing is recovered, or nothing is promised.</summary>
    None,

    /// <summary>What the views share is recovered as a block, up to any invertible map.</summary>
    BlockContent,

    /// <summary>Up to order and an increasing or decreasing function of each cause, which no affine map
    /// undoes.</summary>
    Monotone,

    /// <summary>Up to an invertible affine map.</summary>
    Affine,

    /// <summary>Up to rotation and reflection.</summary>
    Orthogonal,

    /// <summary>Up to rotation and reflection within blocks of causes.</summary>
    BlockOrthogonal,

    /// <summary>Up to order and sign: each cause by itself.</summary>
    SignedPermutation,
}

/// <summary>One assumption of one theorem, held against a run.</summary>
/// <param name="Theorem">Author, year, number: <c>Zimmermann et al. 2021, Theorem 2</c>.</param>
/// <param name="Claim">What is assumed, in one sentence.</param>
/// <param name="Status">Whether it is met.</param>
/// <param name="Measured">What was measured, as text with its unit; empty where nothing was.</param>
/// <param name="Evidence">Why the status is what it is: which meter, which part of the
/// specification.</param>
/// <param name="Value">What was measured, as a number; null where it is none.</param>
public sealed record Assumption(
    string Theorem, string Claim, AssumptionStatus Status, string Measured, string Evidence,
    double? Value = null);

/// <summary>What a theorem has to say to a run.</summary>
[JsonConverter(typeof(KebabEnum<TheoryVerdict>))]
public enum TheoryVerdict
{
    /// <summary>An assumption is violated, or something that decides is not known.</summary>
    Silent,

    /// <summary>No assumption is violated, and what was promised was found.</summary>
    Holds,

    /// <summary>All assumptions hold, and less was found than was promised.</summary>
    Contradicted,
}

/// <summary>One theorem held against a run.</summary>
/// <param name="Theorem">Author, year, number.</param>
/// <param name="Promised">The class that it promises where its assumptions hold.</param>
/// <param name="Verdict">What it has to say.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record TheoremOutcome(
    string Theorem, Indeterminacy Promised, TheoryVerdict Verdict, string Reason);

/// <summary>The assumptions of the matching theorem, what it promises, and what was found.</summary>
/// <param name="Assumptions">All assumptions, in the order of the theorem.</param>
/// <param name="Promised">The class that theory promises where all assumptions hold.</param>
/// <param name="Measured">The class that the meters show.</param>
public sealed record AssumptionCard(
    IReadOnlyList<Assumption> Assumptions, Indeterminacy Promised, Indeterminacy Measured)
{
    /// <summary>Every theorem that is known here, held against the run; empty in records of earlier
    /// versions.</summary>
    public IReadOnlyList<TheoremOutcome> Theorems { get; init; } = [];
}
