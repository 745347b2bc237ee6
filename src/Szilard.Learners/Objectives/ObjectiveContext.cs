using Szilard.Learners.Encoders;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Objectives;

/// <summary>What an objective has beside its two inputs.</summary>
/// <param name="Parameters">Its own arrays by name, as declared; empty where plain arrays are judged.</param>
/// <param name="Key">Randomness of this step (random projections).</param>
public sealed record ObjectiveContext(IReadOnlyDictionary<string, Tensor> Parameters, RandomKey Key)
{
    /// <summary>Steps done before this one.</summary>
    public long Step { get; init; }

    /// <summary>Steps that the run has, ≥ 1, for schedules.</summary>
    public long Steps { get; init; } = 1;

    /// <summary>What the teacher sees; null where there is none. Objectives without a teacher of their own
    /// take it for the outputs from which targets are made.</summary>
    public TeacherOutputs? Teacher { get; init; }

    /// <summary>Which items of the training set the rows are; null where that is not known.</summary>
    public int[]? Items { get; init; }

    /// <summary>What changed from the left view to the right one, rows × parameters; null where views do not
    /// tell.</summary>
    public Matrix? Actions { get; init; }

    /// <summary>Which right rows could belong to which left ones; null where that is not told.</summary>
    public Reach? Reach { get; init; }

    /// <summary>What the encoder makes of a third, turned look; null where there is none, or nobody asked
    /// for it.</summary>
    public TurnedOutputs? Turned { get; init; }
}

/// <summary>The representation of turned looks, and how far each was turned.</summary>
/// <param name="Representation">Before a projector, rows × d; gradients flow through it.</param>
/// <param name="Turns">Quarters of a circle, 0 … 3.</param>
public sealed record TurnedOutputs(Tensor Representation, int[] Turns)
{
    /// <summary>What a network in training makes of the turned looks; null where an objective does not ask
    /// for them, or views show none.</summary>
    public static TurnedOutputs? Of(Objective objective, Network network, Tape tape, ViewPair views) =>
        objective.NeedsTurns && views.Turned is { } turned
            ? new(network.Represent(tape.Constant(turned.Looks), training: true), turned.Turns) : null;
}

/// <summary>The outputs of a teacher, through which no gradient flows.</summary>
/// <param name="Left">Of the left view, n×d.</param>
/// <param name="Right">Of the right view, n×d.</param>
/// <param name="Parameters">Its copies of the objective's trainable arrays.</param>
public sealed record TeacherOutputs(
    Tensor Left, Tensor Right, IReadOnlyDictionary<string, Tensor> Parameters);

/// <summary>Where an objective is put to work.</summary>
/// <param name="Device">Where its arrays live.</param>
/// <param name="Dimensions">Columns of its inputs.</param>
/// <param name="Key">For the first values of its arrays.</param>
/// <param name="Items">How many items the training set has; null where it has no end.</param>
/// <param name="Actions">How many numbers tell what changed between the two views; 0 where views do not
/// tell.</param>
public sealed record ObjectiveSite(
    Device Device, int Dimensions, RandomKey Key, long? Items = null, int Actions = 0)
{
    /// <summary>Columns of the representation, which a projector may lead on to its inputs.</summary>
    public int Representation { get; init; } = Dimensions;
}
