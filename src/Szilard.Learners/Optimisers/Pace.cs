using Szilard.Parts;

namespace Szilard.Learners.Optimisers;

/// <summary>What all optimisers share: how large their steps may be.</summary>
/// <param name="Rate">Learning rate before the schedule.</param>
/// <param name="WeightDecay">Weight decay λ.</param>
/// <param name="Clip">Largest norm of the whole gradient; 0 does not clip.</param>
/// <param name="Schedule">How the rate moves over the run.</param>
public sealed record Pace(double Rate, double WeightDecay, double Clip, Schedule Schedule)
{
    /// <summary>The pace that an optimiser's settings name.</summary>
    public static Pace From(Settings s) =>
        new(s.Number("rate"), s.Number("weight_decay"), s.Number("clip"), Schedule.From(s));

    /// <summary>The parameters of every optimiser, with its own defaults.</summary>
    internal static ParameterCard[] Parameters(double rate, double weightDecay) =>
    [
        new NumberParameter("rate", "Learning rate.", rate, 0) { MinimumExcluded = true },
        new NumberParameter("weight_decay", "Weight decay.", weightDecay, 0),
        new NumberParameter("clip", "Largest norm of the whole gradient; 0 does not clip.", 0, 0),
        .. Schedule.Parameters,
    ];
}
