using Szilard.Observables;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners;

/// <summary>All that changes while a learner learns.</summary>
/// <param name="Step">Steps taken.</param>
public abstract record LearnerState(long Step);

/// <summary>A learner whose kind of state is its own affair: networks and bodies run through one
/// experiment.</summary>
/// <param name="learner">Who learns.</param>
public sealed class AnyLearner<TState>(ILearner<TState> learner) : ILearner<LearnerState>
    where TState : LearnerState
{
    /// <inheritdoc/>
    public LearnerState Begin(Shape observation, RandomKey key) => learner.Begin(observation, key);

    /// <inheritdoc/>
    public (LearnerState State, StepOutcome Outcome) Learn(
        LearnerState state, ViewPair views, RandomKey key) =>
        learner.Learn((TState)state, views, key);

    /// <inheritdoc/>
    public Batch Encode(LearnerState state, Batch observations) =>
        learner.Encode((TState)state, observations);

    /// <inheritdoc/>
    public int Layers(LearnerState state) => learner.Layers((TState)state);

    /// <inheritdoc/>
    public Batch EncodeLayer(LearnerState state, Batch observations, int layer) =>
        learner.EncodeLayer((TState)state, observations, layer);

    /// <inheritdoc/>
    public IReadOnlyList<NamedReading> Inspect(LearnerState state, ViewPair views, RandomKey key) =>
        learner.Inspect((TState)state, views, key);

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> Save(LearnerState state) => learner.Save((TState)state);

    /// <inheritdoc/>
    public LearnerState Load(LearnerState state, long step, IReadOnlyList<StateArray> arrays) =>
        learner.Load((TState)state, step, arrays);
}
