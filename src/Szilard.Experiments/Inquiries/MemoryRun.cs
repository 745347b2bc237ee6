using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>A run of a study that learns in memory as runs do, without a folder. It owns its plan.</summary>
internal sealed class MemoryRun : IDisposable
{
    /// <summary>A run before its first step.</summary>
    /// <param name="run">What to build; the world is generated.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="threads">Threads of its device; the results do not depend on it.</param>
    /// <exception cref="SzilardException">Parts that do not fit.</exception>
    public MemoryRun(RunSpecification run, long seed, int threads)
    {
        Plan = RunPlan.Build(run, seed, "", threads);
        State = Plan.Learner.Begin(Plan.World.ObservationShape, Plan.Key.Split("learner"));
    }

    /// <summary>Its parts.</summary>
    public RunPlan Plan { get; }

    /// <summary>The learner as it is now.</summary>
    public LearnerState State { get; private set; }

    /// <summary>The runs of a study's text.</summary>
    /// <param name="text">The study.</param>
    /// <param name="overrides">key=value, which come last.</param>
    /// <exception cref="SzilardException">The text is faulty.</exception>
    public static IReadOnlyList<RunSpecification> Read(string text, params IReadOnlyList<string> overrides) =>
        StudyReader.Read(text, "study.yaml", Catalogues.Laboratory.Form, overrides).Demand().Runs;

    /// <summary>Learns until so many steps are taken, at most those of the study.</summary>
    /// <param name="step">How many, from the first.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">It diverged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void LearnTo(long step, CancellationToken stop)
    {
        while (State.Step < Math.Min(step, Plan.Steps))
        {
            stop.ThrowIfCancellationRequested();
            (State, StepOutcome outcome) = Plan.Learner.Learn(
                State, See(State.Step), Plan.Key.Split("step", State.Step));
            if (outcome.Diverged is { } array)
                throw new SzilardException(
                    $"`{Plan.Specification.Name}` diverged at step {State.Step}: `{array}` is not finite.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Plan.Dispose();

    private Worlds.Views.ViewPair See(long step) => Plan.ShownViews.Show(
        Plan.World.Draw(Plan.Training.Batch, step, Plan.Key.Split("world")), Plan.Key.Split("views", step));
}
