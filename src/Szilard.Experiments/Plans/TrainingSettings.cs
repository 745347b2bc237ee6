using Szilard.Parts;

namespace Szilard.Experiments.Plans;

/// <summary>How long and on what a learner learns.</summary>
/// <param name="Steps">Steps of learning; 0 leaves the learner as it began.</param>
/// <param name="Batch">Pairs per step.</param>
/// <param name="Permuted">True where each left view gets the right view of another sample: a control.</param>
/// <param name="Averaging">Decay of the moving average of the weights that encodes; 0 keeps none.</param>
/// <param name="CheckpointEvery">Steps between checkpoints.</param>
/// <param name="CheckpointSeconds">Seconds of work since the last checkpoint below which one that is due is
/// left out; the last never is.</param>
/// <param name="Snapshots">How often the parameters are kept for good, beside once before.</param>
public sealed record TrainingSettings(
    long Steps, int Batch, bool Permuted, double Averaging, long CheckpointEvery, double CheckpointSeconds,
    int Snapshots)
{
    private const int SecondsBetween = 5;

    /// <summary>What a study file can say.</summary>
    public static PartCard Card { get; } = new(
        "training", "How long and on what a learner learns.", "derived here")
    {
        Parameters =
        [
            new IntegerParameter(
                "steps", "Steps of learning; 0 leaves the encoder untrained, a control.", 4000),
            new IntegerParameter("batch", "Pairs per step.", 256, 1, 1 << 20),
            new ChoiceParameter(
                "pairing",
                "Which right view a left one is paired with; permuted is a control in which the pairs say "
                    + "nothing.", "matched", "matched", "permuted"),
            new NumberParameter(
                "averaging",
                "Decay of the exponential moving average of the weights, which then encodes; 0 keeps none.",
                0, 0, 1) { MaximumExcluded = true },
            new IntegerParameter(
                "checkpoint_every",
                "Steps between checkpoints; 0 takes a twentieth of all steps, and leaves out those that come "
                    + $"within {SecondsBetween} seconds of the last.", 0),
            new IntegerParameter(
                "snapshots",
                "How often, evenly in ln(step), the parameters are kept for good (`szilard llc` reads them); "
                    + "0 keeps none.", 0, 0, 1000),
        ],
    };

    /// <summary>From a study's section.</summary>
    public static TrainingSettings From(Settings s)
    {
        long steps = s.Integer("steps"), every = s.Integer("checkpoint_every");
        return new TrainingSettings(
            steps, s.Integer("batch"), s.Choice("pairing") == "permuted", s.Number("averaging"),
            every > 0 ? every : Math.Max(1, steps / 20), every > 0 ? 0 : SecondsBetween,
            s.Integer("snapshots"));
    }

    /// <summary>The steps after which the parameters are kept: 0, steps^(i/k) for i = 1 … k; none for k =
    /// 0.</summary>
    /// <param name="steps">Steps that are taken.</param>
    public IReadOnlySet<long> SnapshotSteps(long steps) => Snapshots == 0
        ? new HashSet<long>()
        : new HashSet<long>([0, .. Enumerable.Range(1, Snapshots).Select(
            i => steps == 0 ? 0 : (long)Math.Round(Math.Pow(steps, (double)i / Snapshots)))]);
}
