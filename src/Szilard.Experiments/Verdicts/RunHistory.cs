using Szilard.Experiments.Plans;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;

namespace Szilard.Experiments.Verdicts;

/// <summary>What is known of a run when it is judged.</summary>
/// <param name="plan">The run.</param>
/// <param name="metrics">All readings over time.</param>
/// <param name="losses">Mean losses of equal stretches of the run, in order.</param>
/// <param name="step">Steps taken.</param>
/// <param name="diverged">The array that was not finite; null where all were.</param>
public sealed class RunHistory(
    RunPlan plan, IReadOnlyList<MetricLine> metrics, IReadOnlyList<double> losses, long step,
    string? diverged)
{
    /// <summary>How near to its plateau a loss stands at it, as a share of the plateau.</summary>
    public const double PlateauShare = 0.01;

    /// <summary>The reading that tells since when the loss stands there.</summary>
    public const string PlateauSince = "loss.plateau_since";

    /// <summary>Its booked steps, in order; none where nothing was booked.</summary>
    public IReadOnlyList<BookedStep> Books { get; init; } = [];

    /// <summary>The run.</summary>
    public RunPlan Plan => plan;

    /// <summary>Steps taken.</summary>
    public long Step => step;

    /// <summary>Columns of the representation.</summary>
    public int RepresentationDimensions => plan.RepresentationDimensions;

    /// <summary>The array that was not finite; null where all were.</summary>
    public string? Diverged => diverged;

    /// <summary>The loss of one who tells nothing apart; null where there is no such plateau.</summary>
    public double? Plateau => plan.Objective.Plateau(plan.Training.Batch);

    /// <summary>The lowest loss that the information in the pairs allows; null where it is not known.
    /// Permuted pairs hold none.</summary>
    public double? Floor => plan.Objective.Floor(
        plan.Training.Batch, plan.Training.Permuted ? 0 : plan.Facts?.MutualInformation);

    /// <summary>How the loss moved at the end; null where the run was too short to say.</summary>
    public LossTrend? Trend => LossTrend.Of(losses);

    /// <summary>The readings of one meter over time.</summary>
    public IReadOnlyList<MetricLine> Of(string meter) => [.. metrics.Where(m => m.Name == meter)];

    /// <summary>The first reading from which on all readings of a meter satisfy the condition; null where the
    /// last does not.</summary>
    public long? Since(string meter, Func<double, bool> condition)
    {
        long? since = null;
        foreach (MetricLine line in Of(meter))
        {
            if (!condition(line.Value))
                since = null;
            else
                since ??= line.Step;
        }
        return since;
    }

    /// <summary>The loss at the end, and how far above the information floor it is.</summary>
    public IEnumerable<NamedReading> LossReadings()
    {
        if (Of("loss") is not [.., MetricLine last])
            yield break;
        string convention = plan.Objective.Card.Convention;
        yield return new NamedReading(
            "loss", last.Value, last.StandardError, Plateau ?? double.NaN, "",
            $"mean over the last window; {convention}");
        if (Plateau is { } level
            && Since("loss", v => Math.Abs(v - level) < PlateauShare * level) is { } since)
            yield return new NamedReading(
                PlateauSince, since, double.NaN, double.NaN, "",
                "step since which the loss stays within 1 % of that of one who tells nothing apart");
        if (Floor is { } floor)
        {
            yield return new NamedReading(
                "loss.excess", last.Value - floor, last.StandardError, Plateau!.Value - floor, "",
                "loss above ln(candidates) − mutual information of the views, in nats; chance: the plateau");
        }
    }
}
