using Szilard.Learners.Energies;
using Szilard.Learners.Objectives;
using Szilard.Records;

namespace Szilard.Experiments.Verdicts;

/// <summary>What the chains of an energy model say of a run: ran away, or stay where the data are not. The
/// threshold is derived here.</summary>
public static class EnergyRules
{
    /// <summary>Of the root of both variances: energies that lie further apart hardly overlap.</summary>
    private const double Apart = 2;

    /// <summary>The chains or the energies ran away, with what was seen of them before; null where they did
    /// not.</summary>
    public static RunVerdict? Diverged(RunHistory run)
    {
        if (run.Diverged is not { } array || run.Plan.Objective is not EnergyObjective objective)
            return null;
        return new RunVerdict(
            "diverged", run.Step + 1,
            $"The chains and the data drove each other apart: at step {run.Step + 1} the {array} was not "
                + $"finite, or beyond {EnergyLearner.LargestLoss:G1}{Seen(run)}. The checkpoints before it "
                + "are kept.",
            objective.Remedy);
    }

    /// <summary>At the end the energies of data and chains hardly overlap: where E could be scaled, the
    /// likelihood is greatest only where both means are the same, so the chains do not sample the model, or
    /// it does not fit.</summary>
    public static RunVerdict? ChainsApart(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (run.Plan.Objective is not EnergyObjective objective
            || !readings.TryGetValue(EnergyReadings.Separation, out NamedReading? apart)
            || !(apart.Value > Apart))
            return null;
        return new RunVerdict(
            "chains-apart", run.Since(EnergyReadings.Separation, value => value > Apart) ?? run.Step,
            $"Data and chains lie {apart.Value:F1} standard deviations of their energies apart{Seen(run)}: "
                + "the chains do not sample what the model has learned.",
            objective.Remedy);
    }

    private static string Seen(RunHistory run)
    {
        if (run.Of(EnergyReadings.Gap) is not [.., MetricLine gap])
            return "";
        MetricLine? chains = run.Of(EnergyReadings.Chains).LastOrDefault(l => l.Step == gap.Step);
        MetricLine? data = run.Of(EnergyReadings.Data).LastOrDefault(l => l.Step == gap.Step);
        return $" (energy at step {gap.Step}: data {data?.Value:G3}, chains {chains?.Value:G3})";
    }
}
