using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners;

/// <summary>What one step of learning gave.</summary>
/// <param name="Loss">The loss before the step.</param>
/// <param name="Terms">Its named terms.</param>
/// <param name="GradientNorm">The norm of the whole gradient before clipping.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="Diverged">The name of the first array that was not finite; null where all were. The step was
/// then not taken.</param>
public sealed record StepOutcome(
    double Loss, IReadOnlyList<KeyValuePair<string, double>> Terms, double GradientNorm, double Rate,
    string? Diverged)
{
    /// <summary>The step as a thermodynamic process; null where it was not booked.</summary>
    public BookedStep? Books { get; init; }
}

/// <summary>One array of a learner's state, by name.</summary>
public sealed record StateArray(string Name, Shape Shape, float[] Values);

/// <summary>A network or a body: state in, state out, all of it serialisable, so that resuming is exact to
/// the bit.</summary>
/// <typeparam name="TState">All that changes while learning.</typeparam>
public interface ILearner<TState>
{
    /// <summary>The state before the first step, for observations of one shape.</summary>
    TState Begin(Shape observation, RandomKey key);

    /// <summary>One step on one pair of views. The state that was given in is used up.</summary>
    (TState State, StepOutcome Outcome) Learn(TState state, ViewPair views, RandomKey key);

    /// <summary>The representation of observations.</summary>
    Batch Encode(TState state, Batch observations);

    /// <summary>How many layers <see cref="EncodeLayer"/> can show; 0 for a learner without layers.</summary>
    int Layers(TState state) => 0;

    /// <summary>What comes out of one layer.</summary>
    /// <param name="state">The state.</param>
    /// <param name="observations">What is seen.</param>
    /// <param name="layer">1 … <see cref="Layers"/>, from the input; the last is what the objective sees. 0
    /// is the representation.</param>
    /// <exception cref="SzilardException">There is no such layer.</exception>
    Batch EncodeLayer(TState state, Batch observations, int layer) => layer == 0
        ? Encode(state, observations)
        : throw new SzilardException(
            $"Layer {layer} was asked for, but this encoder has no layers to look at; leave "
                + "`evaluation.layer` at 0.");

    /// <summary>What the learner can tell of its own working, on one pair of views that it does not learn
    /// from; nothing by default.</summary>
    IReadOnlyList<NamedReading> Inspect(TState state, ViewPair views, RandomKey key) => [];

    /// <summary>Every array of the state.</summary>
    IReadOnlyList<StateArray> Save(TState state);

    /// <summary>Puts saved arrays into a state that <see cref="Begin"/> made.</summary>
    /// <param name="state">A state of the same design; it is used up.</param>
    /// <param name="step">How many steps had been taken.</param>
    /// <param name="arrays">All the arrays, none missing, none more.</param>
    TState Load(TState state, long step, IReadOnlyList<StateArray> arrays);
}
