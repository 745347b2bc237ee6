using Szilard.Experiments.Plans;
using Szilard.Records;
using Szilard.Worlds.Latents;

namespace Szilard.Experiments.Cards;

/// <summary>The assumption card of a run: the identifiability theorem that speaks about its world and
/// objective, each assumption with what was measured, the class promised and the class found.</summary>
public static class TheoryCard
{
    /// <summary>The card; null for datasets whose causes nobody knows.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="verdict">How it ended.</param>
    /// <param name="summary">Its final readings.</param>
    /// <param name="measured">The class found.</param>
    public static AssumptionCard? Of(
        RunPlan plan, RunVerdict verdict, IReadOnlyList<NamedReading> summary, Indeterminacy measured)
    {
        if (plan.Facts is not { } facts)
            return null;
        Evidence evidence = new(plan, facts, verdict, summary.ToDictionary(r => r.Name));
        Theorem theorem = Match(evidence);
        bool promised = theorem.Assumptions.Count > 0
            && theorem.Assumptions.All(a => a.Status != AssumptionStatus.Violated);
        return new AssumptionCard(
            theorem.Assumptions, promised ? theorem.Promised : Indeterminacy.None, measured);
    }

    /// <summary>Which theorem speaks about this latent space and this objective.</summary>
    private static Theorem Match(Evidence evidence)
    {
        string objective = evidence.Plan.Objective.Card.Name;
        return (evidence.Facts.Space, objective) switch
        {
            (_, "supervised-regression") or (_, "supervised-classification") =>
                Silent("a supervised objective is told the causes"),
            ("real", "whitening" or "sigreg") => Theorems.Gaussian(evidence),
            ("real", "info-nce") when evidence.Similarity == "gaussian" => Theorems.Gaussian(evidence),
            ("sphere", "info-nce" or "nt-xent") when evidence.Similarity is "cosine" or "dot" =>
                Theorems.Sphere(evidence),
            ("sphere", "an-info-nce") => Theorems.Anisotropic(evidence),
            ("box", "info-nce") when evidence.Similarity is "lp" or "gaussian" => Theorems.Box(evidence),
            _ => Silent($"none known here speaks of {objective} on a {evidence.Facts.Space} latent space"),
        };

        static Theorem Silent(string why) => new("none", Indeterminacy.None,
            [new Assumption(
                "none", "A theorem speaks about this world and objective.", AssumptionStatus.Unknown, "",
                why)]);
    }

    /// <summary>What the assumptions are held against.</summary>
    internal sealed record Evidence(
        RunPlan Plan, WorldFacts Facts, RunVerdict Verdict,
        IReadOnlyDictionary<string, NamedReading> Readings)
    {
        public string Similarity =>
            Plan.Objective is Learners.Objectives.InfoNce infoNce ? infoNce.Similarity : "cosine";

        public double? Reading(string name) =>
            Readings.TryGetValue(name, out NamedReading? reading) && double.IsFinite(reading.Value)
                ? reading.Value : null;
    }
}
