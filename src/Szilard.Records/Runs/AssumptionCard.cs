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

    /// <summary>All assumptions hold, and what was promised was not found.</summary>
    Contradicted,
}

/// <summary>One theorem held against a run.</summary>
/// <param name="Theorem">Author, year, number.</param>
/// <param name="Promised">The class that it promises where its assumptions hold.</param>
/// <param name="Verdict">What it has to say.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record TheoremOutcome(
    string Theorem, Indeterminacy Promised, TheoryVerdict Verdict, string Reason)
{
    /// <summary>The narrowest class found, of those that the theorem tells apart; null where it does not
    /// speak of such runs, and in records of earlier versions.</summary>
    public Indeterminacy? Measured { get; init; }
}

/// <summary>The assumptions of the matching theorem, what it promises, and what was found.</summary>
/// <param name="Assumptions">All assumptions, in the order of the theorem.</param>
/// <param name="Promised">The class that theory promises where all assumptions hold.</param>
/// <param name="Measured">The narrowest class found.</param>
public sealed record AssumptionCard(
    IReadOnlyList<Assumption> Assumptions, Indeterminacy Promised, Indeterminacy Measured)
{
    /// <summary>Every class found, the narrowest first, block-orthogonal only with blocks that are the
    /// theorem's; empty in records of earlier versions, and where there is none.</summary>
    public IReadOnlyList<Indeterminacy> Held { get; init => field = value ?? []; } = [];

    /// <summary>Every theorem that is known here, held against the run; empty in records of earlier
    /// versions.</summary>
    public IReadOnlyList<TheoremOutcome> Theorems { get; init => field = value ?? []; } = [];

    /// <summary>True where what was found lies within a class.</summary>
    /// <param name="promised">The class.</param>
    public bool Reaches(Indeterminacy promised) =>
        Held.Count > 0 ? Held.Any(found => found.IsWithin(promised)) : Measured.IsWithin(promised);
}
