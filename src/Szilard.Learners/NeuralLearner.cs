using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners;

/// <summary>An encoder that learns an objective by following gradients.</summary>
/// <param name="device">Where the arithmetic is done.</param>
/// <param name="design">The encoder.</param>
/// <param name="objective">What is wanted.</param>
/// <param name="optimiser">How parameters follow gradients.</param>
/// <param name="steps">How many steps the run has, for the schedule.</param>
/// <param name="averaging">Decay of the exponential moving average of the weights that encodes; 0 keeps
/// none.</param>
/// <param name="items">How many items the training set has; null where it has no end.</param>
/// <param name="ledger">How thermodynamic books are kept; null for none.</param>
/// <param name="actions">How many numbers tell what changed between two views; 0 where views do not
/// tell.</param>
public sealed class NeuralLearner(
    Device device, EncoderDesign design, Objective objective, Optimiser optimiser, long steps,
    double averaging = 0, long? items = null, LedgerSettings? ledger = null, int actions = 0)
    : ILearner<NeuralState>
{
    /// <inheritdoc/>
    public NeuralState Begin(Shape observation, RandomKey key)
    {
        Network network = design.Build(device, observation, key.Split("encoder"));
        IReadOnlyList<Parameter> own = objective.Declare(
            new ObjectiveSite(device, network.OutputDimensions, key.Split("objective"), items, actions)
            {
                Representation = network.RepresentationDimensions,
            });
        IReadOnlyList<Storage>[] slots =
            [.. network.Parameters.Concat(own).Where(p => p.Trainable).Select(
                p => StateStorage.Zeros(p, optimiser.Slots))];
        optimiser.Pace.CheckFactors(
            network.Parameters.Concat(own).Where(p => p.Trainable).Select(p => p.Name));
        Storage[] average = averaging == 0 ? [] : [.. network.Parameters.Select(Copy)];
        return new NeuralState(network, own, slots, average, 0)
        {
            Teacher = objective.Teacher is null
                ? null
                : TeacherNetwork.Of(design.Build(device, observation, key.Split("encoder")), own),
        };
    }

    /// <inheritdoc/>
    public (NeuralState State, StepOutcome Outcome) Learn(NeuralState state, ViewPair views, RandomKey key)
    {
        using RunningStatistics before = new(state.Network, state.Teacher?.Network);
        (NeuralState after, StepOutcome outcome) = Step(state, views, key);
        if (outcome.Diverged is not null)
            before.Restore();
        return (after, outcome);
    }

    /// <inheritdoc/>
    public Batch Encode(NeuralState state, Batch observations) => EncodeLayer(state, observations, 0);

    /// <inheritdoc/>
    public int Layers(NeuralState state) => state.Network.Layers;

    /// <inheritdoc/>
    public Batch EncodeLayer(NeuralState state, Batch observations, int layer)
    {
        if (layer < 0 || layer > state.Network.Layers)
            throw new SzilardException(
                $"Layer {layer} was asked for, but the encoder has {state.Network.Layers}, its projector "
                    + $"included; give 1 to {state.Network.Layers}, or 0 for the representation.");
        if (state.Average.Count > 0)
            Exchange(state);
        Batch encoded = state.Network.Encode(device, observations, layer);
        if (state.Average.Count > 0)
            Exchange(state);
        return encoded;
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedReading> Inspect(NeuralState state, ViewPair views, RandomKey key)
    {
        if (!objective.HasHead)
            return [];
        using RunningStatistics before = new(state.Network, state.Teacher?.Network);
        using Tape tape = new(device, recording: false);
        (Tensor left, Tensor right) = Look(state, tape, views);
        IReadOnlyList<NamedReading> told = objective.Inspect(
            left, right, Context(state, tape, views, key));
        before.Restore();
        return told;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> Save(NeuralState state) => state.Save();

    /// <inheritdoc/>
    public NeuralState Load(NeuralState state, long step, IReadOnlyList<StateArray> arrays) =>
        state.Load(step, arrays);

    private (NeuralState State, StepOutcome Outcome) Step(NeuralState state, ViewPair views, RandomKey key)
    {
        double rate = optimiser.Pace.Rate * optimiser.Pace.Schedule.Factor(state.Step, steps);
        using Tape tape = new(device), above = new(device);
        (Tensor left, Tensor right) = Look(state, tape, views);
        if (optimiser.Ascent is { } ascent)
            (left, right) = ascent.Weigh(left, right);
        ObjectiveContext context = Context(state, tape, views, key);
        Loss loss = objective.Evaluate(left, right, context);
        double value = loss.Value.Item();
        KeyValuePair<string, double>[] terms =
            [.. loss.Terms.Select(t => KeyValuePair.Create(t.Name, t.Value.Item()))];
        if (!double.IsFinite(value))
            return (state, new StepOutcome(value, terms, double.NaN, rate, "loss"));
        bool booked = ledger is not null
            && ledger.IsDue(objective.Map.Level, state.Step, objective.Relabels(context, views.Left.Count));
        using StepBookkeeper? books =
            booked ? new StepBookkeeper(objective, state, views, left, right, context) : null;
        (double norm, string? diverged) = loss.Value.Tracked
            ? Move(state, Uphill(state, above, views, key, tape.Differentiate(loss.Value)), rate) : (0, null);
        StepOutcome outcome = new(value, terms, norm, rate, diverged);
        if (diverged is not null)
            return (state, outcome);
        Settle(state, left, right, context, books);
        NeuralState after = state with { Step = state.Step + 1 };
        return (after, outcome with { Books = books is null ? null : Book(books, after.Step) });
    }

    /// <summary>What the objective sees.</summary>
    private (Tensor Left, Tensor Right) Look(NeuralState state, Tape tape, ViewPair views) =>
        objective.RightIsTarget
            ? (state.Network.Project(tape.Constant(views.Left), training: true), tape.Constant(views.Right))
            : state.Network.Look(tape, views);

    /// <summary>The gradients that are followed: these, or those uphill of here. That second look leaves
    /// neither running statistics nor parameters changed.</summary>
    private Gradients Uphill(NeuralState state, Tape tape, ViewPair views, RandomKey key, Gradients here)
    {
        if (optimiser.Ascent is not { } ascent)
            return here;
        using RunningStatistics statistics = new(state.Network, state.Teacher?.Network);
        using Displacement displacement = ascent.Climb(Movements(state, here));
        (Tensor left, Tensor right) = Look(state, tape, views);
        Loss loss = objective.Evaluate(left, right, Context(state, tape, views, key));
        statistics.Restore();
        return tape.Differentiate(loss.Value);
    }

    private Movement[] Movements(NeuralState state, Gradients gradients) =>
    [
        .. state.Trainable.Zip(state.Slots, (p, slots) => new Movement(
            p, objective.IsFrozen(p.Name, state.Step) ? null : gradients.Of(p), slots)),
    ];

    private ObjectiveContext Context(NeuralState state, Tape tape, ViewPair views, RandomKey key) =>
        new(state.OwnParameters.ToDictionary(p => p.Name, tape.Watch), key)
        {
            Step = state.Step,
            Steps = Math.Max(1, steps),
            Items = views.Items,
            Actions = views.Actions,
            Reach = views.Reach,
            Turned = TurnedOutputs.Of(objective, state.Network, tape, views),
            Teacher = state.Teacher?.See(tape, views),
        };

    /// <summary>What follows the optimiser: the objective's arrays, then the teacher.</summary>
    private void Settle(
        NeuralState state, Tensor left, Tensor right, ObjectiveContext context, StepBookkeeper? books)
    {
        books?.AfterOptimiser();
        objective.Project(state.Own);
        books?.AfterProjection();
        objective.Settle(state.Own, left, right, context);
        books?.AfterSettling();
        if (objective.Teacher is { } pace)
            state.Teacher!.Follow(state.Network, state.OwnParameters, pace.At(state.Step, steps));
        books?.AfterTeacher();
    }

    private BookedStep? Book(StepBookkeeper books, long step) =>
        StepBooks.Of(books.Phases, ledger!.Gauge, objective.Map.Level, step);

    /// <summary>Checks every statistic and gradient before any parameter is touched, so that a diverged step
    /// leaves the last good state.</summary>
    private (double Norm, string? Diverged) Move(NeuralState state, Gradients gradients, double rate)
    {
        foreach (Parameter statistic in state.Network.Parameters.Where(p => !p.Trainable))
        {
            if (!IsFinite(statistic.Storage))
                return (double.NaN, statistic.Name);
        }
        (double norm, string? diverged) = Descent.Take(
            optimiser, Movements(state, gradients), rate, state.Step);
        if (diverged is not null)
            return (norm, diverged);
        foreach ((Parameter parameter, Storage average) in state.Network.Parameters.Zip(state.Average))
            device.Blend(averaging, average, 1 - averaging, parameter.Storage);
        return (norm, null);
    }

    /// <summary>0·x is 0 for finite x and NaN otherwise, and its square cannot overflow.</summary>
    private bool IsFinite(Storage values)
    {
        Storage zeros = device.Rent(values.Length);
        device.Unary(new UnaryFunction(UnaryKind.Affine, 0), values, zeros);
        bool finite = device.SumOfSquares(zeros) == 0;
        device.Return(zeros);
        return finite;
    }

    /// <summary>Exchanges parameters and averages; twice leaves everything as it was.</summary>
    private void Exchange(NeuralState state)
    {
        foreach ((Parameter parameter, Storage average) in state.Network.Parameters.Zip(state.Average))
        {
            Storage kept = Copy(parameter);
            device.Copy(average, 0, parameter.Storage, 0, average.Length);
            device.Copy(kept, 0, average, 0, average.Length);
            device.Return(kept);
        }
    }

    private Storage Copy(Parameter parameter)
    {
        Storage copy = device.Rent(parameter.Shape.Size);
        device.Copy(parameter.Storage, 0, copy, 0, copy.Length);
        return copy;
    }
}
