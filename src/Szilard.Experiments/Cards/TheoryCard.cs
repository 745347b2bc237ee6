using Szilard.Experiments.Plans;
using Szilard.Observables.Identifiability;
using Szilard.Records;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Cards;

/// <summary>The assumption card of a run: the identifiability theorem that speaks about its world and
/// objective, each assumption with what was measured, the class promised and the class found; and every other
/// theorem with why it is silent.</summary>
public static class TheoryCard
{
    /// <summary>The card; null for datasets whose causes nobody knows.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="verdict">How it ended.</param>
    /// <param name="summary">Its final readings.</param>
    /// <param name="examination">What it left behind.</param>
    public static AssumptionCard? Of(
        RunPlan plan, RunVerdict verdict, IReadOnlyList<NamedReading> summary, Examination examination)
    {
        if (plan.Facts is not { } facts)
            return null;
        Evidence evidence = new(plan, facts, verdict, summary.ToDictionary(r => r.Name), examination);
        Theorem theorem = Match(evidence);
        bool promised = theorem.Assumptions.Count > 0
            && theorem.Assumptions.All(a => a.Status != AssumptionStatus.Violated);
        return new AssumptionCard(
            theorem.Assumptions, promised ? theorem.Promised : Indeterminacy.None,
            Measured(theorem, evidence))
        {
            Held = Held(theorem, examination),
            Theorems = [.. KnownTheorems.All.Select(known => Outcome(known, evidence))],
        };
    }

    /// <summary>The first theorem that speaks about this latent space and this objective.</summary>
    private static Theorem Match(Evidence evidence)
    {
        string objective = evidence.Plan.Objective.Card.Name;
        if (objective.StartsWith("supervised", StringComparison.Ordinal))
            return Silent("a supervised objective is told the causes");
        return KnownTheorems.All.FirstOrDefault(known => known.Speaks(evidence))?.Of(evidence)
            ?? Silent($"none known here speaks of {objective} on a {evidence.Facts.Space} latent space");

        static Theorem Silent(string why) => new("none", Indeterminacy.None,
            [new Assumption(
                "none", "A theorem speaks about this world and objective.", AssumptionStatus.Unknown, "",
                why)]);
    }

    private static TheoremOutcome Outcome(KnownTheorem known, Evidence evidence)
    {
        if (!known.Speaks(evidence))
            return new TheoremOutcome(
                known.Name, known.Promised, TheoryVerdict.Silent, $"It speaks of {known.Scope}.");
        Theorem theorem = known.Of(evidence);
        (TheoryVerdict verdict, string reason) = Judge(theorem, evidence);
        return new TheoremOutcome(known.Name, theorem.Promised, verdict, reason)
        {
            Measured = Measured(theorem, evidence),
        };
    }

    /// <summary>Holds where no assumption is violated and what was promised was found; contradicted where all
    /// assumptions hold and it was not; silent otherwise.</summary>
    private static (TheoryVerdict Verdict, string Reason) Judge(Theorem theorem, Evidence evidence)
    {
        if (theorem.Assumptions.FirstOrDefault(a => a.Status == AssumptionStatus.Violated) is { } violated)
            return (TheoryVerdict.Silent, $"Violated: {violated.Claim}");
        Indeterminacy measured = Measured(theorem, evidence);
        if (measured == Indeterminacy.Unknown)
            return (TheoryVerdict.Silent, theorem.Promised == Indeterminacy.BlockContent
                ? $"Nothing tells what was found: name `{Theorems.ContentMeter}` among the meters."
                : "What was found could not be decided.");
        if (Held(theorem, evidence.Examination).Append(FromReading(theorem, evidence))
            .Any(found => found.IsWithin(theorem.Promised)))
            return (TheoryVerdict.Holds, "What it promises was found.");
        int unknown = theorem.Assumptions.Count(a => a.Status == AssumptionStatus.Unknown);
        return unknown > 0
            ? (TheoryVerdict.Silent, "What it promises was not found, but of its assumptions "
                + $"{unknown} could not be decided.")
            : (TheoryVerdict.Contradicted, "All its assumptions hold, and what it promises was not found.");
    }

    /// <summary>The narrowest class found: of the whole map, or of content alone where the theorem speaks of
    /// content alone.</summary>
    private static Indeterminacy Measured(Theorem theorem, Evidence evidence) =>
        theorem.Promised == Indeterminacy.BlockContent
            ? FromReading(theorem, evidence) : DetectedClass.Of(evidence.Examination.Map);

    private static IReadOnlyList<Indeterminacy> Held(Theorem theorem, Examination examination) =>
        theorem.Promised == Indeterminacy.BlockContent
            ? [] : DetectedClass.All(examination.Map, theorem.Blocks);

    /// <summary>Content is judged by what a nonlinear map reads of it.</summary>
    private static Indeterminacy FromReading(Theorem theorem, Evidence evidence) =>
        theorem.Promised != Indeterminacy.BlockContent
        || evidence.Reading(Theorems.ContentReading) is not { } r2 ? Indeterminacy.Unknown
            : r2 >= MapClasses.Recovered ? Indeterminacy.BlockContent : Indeterminacy.None;

    /// <summary>What the assumptions are held against.</summary>
    internal sealed record Evidence(
        RunPlan Plan, WorldFacts Facts, RunVerdict Verdict,
        IReadOnlyDictionary<string, NamedReading> Readings, Examination Examination)
    {
        public string Similarity =>
            Plan.Objective is Learners.Objectives.InfoNce infoNce ? infoNce.Similarity : "cosine";

        public double? Reading(string name) =>
            Readings.TryGetValue(name, out NamedReading? reading) && double.IsFinite(reading.Value)
                ? reading.Value : null;
    }
}
