using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
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
public sealed class NeuralLearner(
    Device device, EncoderDesign design, Objective objective, Optimiser optimiser, long steps,
    double averaging = 0)
    : ILearner<NeuralState>
{
    private const int EncodeChunk = 1024;

    /// <inheritdoc/>
    public NeuralState Begin(Shape observation, RandomKey key)
    {
        Network network = design.Build(device, observation, key.Split("encoder"));
        IReadOnlyList<Parameter> own =
            objective.Declare(device, network.OutputDimensions, key.Split("objective"));
        IReadOnlyList<Storage>[] slots =
            [.. network.Parameters.Concat(own).Where(p => p.Trainable).Select(
                p => Zeros(p, optimiser.Slots))];
        optimiser.Pace.CheckFactors(
            network.Parameters.Concat(own).Where(p => p.Trainable).Select(p => p.Name));
        Storage[] average = averaging == 0 ? [] : [.. network.Parameters.Select(Copy)];
        return new NeuralState(network, own, slots, average, 0);
    }

    /// <inheritdoc/>
    public (NeuralState State, StepOutcome Outcome) Learn(NeuralState state, ViewPair views, RandomKey key)
    {
        Parameter[] statistics = [.. state.Network.Parameters.Where(p => !p.Trainable)];
        Storage[] before = [.. statistics.Select(Copy)];
        (NeuralState after, StepOutcome outcome) = Step(state, views, key);
        foreach ((Parameter parameter, Storage kept) in statistics.Zip(before))
        {
            if (outcome.Diverged is not null)
                device.Copy(kept, 0, parameter.Storage, 0, kept.Length);
            device.Return(kept);
        }
        return (after, outcome);
    }

    /// <inheritdoc/>
    public Batch Encode(NeuralState state, Batch observations)
    {
        var values = new float[observations.Count * state.Network.RepresentationDimensions];
        if (state.Average.Count > 0)
            Exchange(state);
        for (int start = 0; start < observations.Count; start += EncodeChunk)
        {
            int count = Math.Min(EncodeChunk, observations.Count - start);
            using Tape tape = new(device, recording: false);
            Tensor x = tape.Constant(
                new Shape([count, .. observations.Shape.Lengths[1..]]),
                observations.Values.AsSpan(start * observations.ItemSize, count * observations.ItemSize));
            float[] h = state.Network.Represent(x, training: false).ToSingles();
            h.CopyTo(values, start * state.Network.RepresentationDimensions);
        }
        if (state.Average.Count > 0)
            Exchange(state);
        return new Batch(new Shape(observations.Count, state.Network.RepresentationDimensions), values);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> Save(NeuralState state) => state.Save();

    /// <inheritdoc/>
    public NeuralState Load(NeuralState state, long step, IReadOnlyList<StateArray> arrays) =>
        state.Load(step, arrays);

    private (NeuralState State, StepOutcome Outcome) Step(NeuralState state, ViewPair views, RandomKey key)
    {
        double rate = optimiser.Pace.Rate * optimiser.Pace.Schedule.Factor(state.Step, steps);
        using Tape tape = new(device);
        Loss loss = Evaluate(state, tape, views, key);
        double value = loss.Value.Item();
        KeyValuePair<string, double>[] terms =
            [.. loss.Terms.Select(t => KeyValuePair.Create(t.Name, t.Value.Item()))];
        if (!double.IsFinite(value))
            return (state, new StepOutcome(value, terms, double.NaN, rate, "loss"));
        if (!loss.Value.Tracked)
            return (state with { Step = state.Step + 1 }, new StepOutcome(value, terms, 0, rate, null));
        (double norm, string? diverged) = Move(state, tape.Differentiate(loss.Value), rate);
        StepOutcome outcome = new(value, terms, norm, rate, diverged);
        return (diverged is null ? state with { Step = state.Step + 1 } : state, outcome);
    }

    private Loss Evaluate(NeuralState state, Tape tape, ViewPair views, RandomKey key)
    {
        Dictionary<string, Tensor> own = state.OwnParameters.ToDictionary(p => p.Name, tape.Watch);
        ObjectiveContext context = new(own, key);
        Tensor left = tape.Constant(views.Left), right = tape.Constant(views.Right);
        if (objective.RightIsTarget)
            return objective.Evaluate(state.Network.Project(left, training: true), right, context);
        if (state.Network.MixesSamples)
            return objective.Evaluate(
                state.Network.Project(left, true), state.Network.Project(right, true), context);
        int n = views.Left.Count;
        Tensor both = state.Network.Project(left.ConcatRows(right), training: true);
        return objective.Evaluate(both.SliceRows(0, n), both.SliceRows(n, n), context);
    }

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
            optimiser,
            [.. state.Trainable.Zip(state.Slots, (p, own) => new Movement(p, gradients.Of(p), own))],
            rate, state.Step);
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

    private Storage[] Zeros(Parameter parameter, int count)
    {
        var slots = new Storage[count];
        for (int i = 0; i < count; i++)
        {
            slots[i] = device.Rent(parameter.Shape.Size);
            device.Fill(slots[i], 0);
        }
        return slots;
    }
}
