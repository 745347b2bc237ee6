using Szilard.Physics.Learning;
using Szilard.Records;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Experiments.Verdicts;

/// <summary>What is to be thought of a run: the first rule that applies gives state, step, evidence and the
/// next knob to turn. Thresholds are derived here and stand in the rules.</summary>
public static class Judgement
{
    private delegate RunVerdict? Rule(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings);

    private static readonly Rule[] Rules =
    [
        (run, _) => EnergyRules.Diverged(run), Diverged, Control, Frozen, NotAtRest, EnergyRules.ChainsApart,
        (run, _) => LedgerRules.Of(run), CompleteCollapse, AtPlateau, DimensionalCollapse, NotConverged,
    ];

    /// <summary>All that a verdict can be.</summary>
    public static IReadOnlyList<string> States { get; } =
    [
        "diverged", "control", "frozen", "not-at-rest", "chains-apart", "aliased", "collapsed", "plateau",
        "not-converged", "healthy",
    ];

    /// <summary>The verdict on a run from its history and its final readings.</summary>
    public static RunVerdict Of(RunHistory run, IReadOnlyList<NamedReading> summary)
    {
        Dictionary<string, NamedReading> readings = summary.ToDictionary(r => r.Name);
        return Rules.Select(rule => rule(run, readings)).FirstOrDefault(v => v is not null)
            ?? Healthy(run, readings);
    }

    private static RunVerdict? Diverged(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings) =>
        run.Diverged is { } array
            ? new RunVerdict(
                "diverged", run.Step + 1,
                $"The {array} was not finite at step {run.Step + 1}; the checkpoints before it are kept.",
                "optimiser.rate: a tenth of it, or optimiser.clip: 1")
            : null;

    private static RunVerdict? Control(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings) =>
        run.Plan.IsControl
            ? new RunVerdict("control", null, $"Nothing was learned, on purpose{Found(readings)}.", "")
            : null;

    /// <summary>No synapse moved whenever it was looked at, though currents changed.</summary>
    private static RunVerdict? Frozen(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        IReadOnlyList<MetricLine> moved = run.Of(BodyReadings.Moved);
        if (moved.Count == 0 || moved.Any(line => line.Value != 0))
            return null;
        return new RunVerdict(
            "frozen", moved[0].Step,
            $"No synapse moved at any of {moved.Count} readings: every change of a current lies below its "
                + "threshold.",
            "rule.thresholds: lower, or none of them, then rule.relative_threshold: lower");
    }

    /// <summary>The body was still moving when its relaxation ended, and not by design.</summary>
    private static RunVerdict? NotAtRest(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (run.Plan.Body is not { } body)
            return null;
        foreach (string name in (string[])[BodyReadings.FreeUnsettled, BodyReadings.ClampedUnsettled])
        {
            if (!readings.TryGetValue(name, out NamedReading? unsettled) || !(unsettled.Value > 0)
                || unsettled.Remark == BodyReadings.ByDesign)
                continue;
            string residual = readings.TryGetValue(BodyReadings.Residual, out NamedReading? left)
                ? $"; the largest force left is {left.Value:G3}" : "";
            return new RunVerdict(
                "not-at-rest", run.Since(name, value => value > 0) ?? run.Step,
                $"{unsettled.Value:P0} of the {(name == BodyReadings.FreeUnsettled ? "free" : "clamped")} "
                    + $"relaxations ended at their step limit{residual}.",
                body.Remedy);
        }
        return null;
    }

    /// <summary>All samples in one place: the spread of unit rows is below a twentieth of the 1/√d that even
    /// directions have.</summary>
    private static RunVerdict? CompleteCollapse(
        RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (!readings.TryGetValue("std", out NamedReading? spread) || run.RepresentationDimensions < 2)
            return null;
        double even = 1 / Math.Sqrt(run.RepresentationDimensions);
        if (!(spread.Value < even / 20))
            return null;
        return new RunVerdict(
            "collapsed", run.Since("std", value => value < even / 20) ?? run.Step,
            $"Complete collapse: the spread of unit rows is {spread.Value:G3}; even directions have "
                + $"{even:G3}.",
            NextAfterCollapse(run));
    }

    /// <summary>Few directions carry everything: the effective rank is below 1 + (d − 1)/8.</summary>
    private static RunVerdict? DimensionalCollapse(
        RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (!readings.TryGetValue("rank-me", out NamedReading? rank) || run.RepresentationDimensions < 2)
            return null;
        double threshold = 1 + ((run.RepresentationDimensions - 1) / 8.0);
        if (!(rank.Value < threshold))
            return null;
        return new RunVerdict(
            "collapsed", run.Since("rank-me", value => value < threshold) ?? run.Step,
            $"Dimensional collapse: effective rank {rank.Value:F2} of {run.RepresentationDimensions} "
                + "dimensions.",
            NextAfterCollapse(run));
    }

    /// <summary>The loss of one who tells nothing apart, within 1 % or three standard errors where these are
    /// known.</summary>
    private static RunVerdict? AtPlateau(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (run.Plateau is not { } plateau || !readings.TryGetValue("loss", out NamedReading? loss))
            return null;
        double known = double.IsFinite(loss.StandardError) ? loss.StandardError : 0;
        double tolerance = Math.Max(RunHistory.PlateauShare * plateau, 3 * known);
        if (!(Math.Abs(loss.Value - plateau) < tolerance))
            return null;
        return new RunVerdict(
            "plateau", run.Since("loss", value => Math.Abs(value - plateau) < tolerance) ?? run.Step,
            $"The loss is {NumberText.WithError(loss.Value, loss.StandardError)}, that of one who tells "
            + $"nothing apart: ln({Math.Exp(plateau):F0} candidates) = {plateau:F3}.",
            run.Plan.Training.Permuted
                ? "training.pairing: matched"
                : "views: do the two still share a cause? then optimiser.rate");
    }

    /// <summary>The loss falls over the last fifth, but for a chance of 0.1 %, and at that pace a fifth more
    /// steps would lower it by more than a fiftieth of all that it has fallen.</summary>
    private static RunVerdict? NotConverged(
        RunHistory run, IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (run.Trend is not { } trend || !(trend.Least > 0) || !(trend.Gain > 0.02 * trend.Fall))
            return null;
        string share = trend.Fall > 0 ? $", {trend.Gain / trend.Fall:P1} of its whole fall" : "";
        return new RunVerdict(
            "not-converged", run.Step,
            $"The loss still falls: at the pace of the last fifth, {Math.Max(1, run.Step / 5)} more steps "
                + $"would lower it by {trend.Gain:G3} ± {trend.Error:G2}{share}{Found(readings)}.",
            "training.steps: twice as many");
    }

    private static RunVerdict Healthy(RunHistory run, IReadOnlyDictionary<string, NamedReading> readings) =>
        new(
            "healthy", run.Step, $"No collapse, and {Settled(run)}{Found(readings)}.",
            NextOfHealthy(readings));

    private static string Settled(RunHistory run) =>
        run.Trend is null ? "too few steps to say whether the loss still falls" : "the loss has settled";

    private static string Found(IReadOnlyDictionary<string, NamedReading> readings) =>
        readings.TryGetValue("r2.affine", out NamedReading? r2) && double.IsFinite(r2.Value)
            ? $"; causes read off linearly with R² {NumberText.WithError(r2.Value, r2.StandardError)} "
                + $"(chance {NumberText.Level(r2.Chance)})"
            : readings.TryGetValue("linear-probe", out NamedReading? probe) && double.IsFinite(probe.Value)
                ? $"; linear probe {NumberText.WithError(probe.Value, probe.StandardError)} "
                    + $"(chance {NumberText.Level(probe.Chance)})"
                : "";

    private static string NextOfHealthy(IReadOnlyDictionary<string, NamedReading> readings) =>
        readings.TryGetValue("r2.affine", out NamedReading? r2) && r2.Value < 0.95
            ? "the assumption card: which assumption of the theorem does this world violate?"
            : "";

    private static string NextAfterCollapse(RunHistory run) => run.Plan.Training.Permuted
        ? "training.pairing: matched"
        : NextOf(run.Plan.Objective.Card.Name);

    private static string NextOf(string objective) => objective switch
    {
        "simsiam" => "objective.stop_gradient: true, then objective.predictor_width",
        "byol" => "objective.momentum: nearer to 1, then objective.predictor_width: larger",
        "swav" => "objective.epsilon: lower, then objective.sweeps: more",
        "sela" => "objective.lambda: higher, then objective.sweeps: more",
        "dino" => "objective.teacher_temperature: lower, then objective.centre_momentum: lower",
        "moco-v2" => "objective.temperature: lower, then objective.queue: larger",
        "vicreg" => "objective.variance: higher against objective.invariance",
        "sigreg" or "whitening" or "barlow-twins" => "objective.lambda: higher",
        "alignment-uniformity" => "objective.uniformity: higher",
        "an-info-nce" => "objective.concentrations: higher, then training.batch: larger",
        "nt-xent" or "info-nce" or "s-tec" or "e-ssl" =>
            "objective.temperature: lower, then training.batch: larger",
        "diet" => "objective.temperature: lower, then optimiser.rate: a tenth of it",
        _ => "optimiser.rate: a tenth of it",
    };
}
