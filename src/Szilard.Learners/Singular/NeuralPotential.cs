using Szilard.Learners.Objectives;
using Szilard.Observables.Singular;
using Szilard.Tensors;
using Szilard.Worlds.Views;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Szilard.Learners.Singular;

/// <summary>A network's loss on frozen pairs as a fixed function of all that is trained: weights, and the
/// objective's own trainable arrays. Random projections are those of one key; teacher, queue and tables stand
/// still.</summary>
/// <param name="device">Where the state's arrays lie.</param>
/// <param name="state">The network; sampling moves its arrays, so that it is used up.</param>
/// <param name="objective">What is wanted.</param>
/// <param name="pairs">The data.</param>
/// <param name="key">Of the objective's randomness, the same at every evaluation.</param>
/// <param name="steps">Steps that the run has, for schedules.</param>
public sealed class NeuralPotential(
    Device device, NeuralState state, Objective objective, FrozenPairs pairs, RandomKey key, long steps)
{
    private readonly Parameter[] _trained = [.. state.Trainable];

    /// <summary>All that is trained, in one row.</summary>
    public double[] Point() => [.. _trained.SelectMany(p => p.ToSingles()).Select(v => (double)v)];

    /// <summary>Mean loss over the blocks, with its gradient.</summary>
    public Potential Potential => new(_trained.Sum(p => p.Shape.Size), Value);

    private double Value(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        int offset = 0;
        foreach (Parameter p in _trained)
        {
            device.Write(parameters.Slice(offset, p.Shape.Size), p.Storage);
            offset += p.Shape.Size;
        }
        gradient.Clear();
        double loss = 0;
        foreach (ViewPair block in pairs.Blocks)
            loss += Add(block, gradient) / pairs.Blocks.Count;
        return loss;
    }

    /// <summary>The loss of one block; adds its share of the gradient.</summary>
    private double Add(ViewPair block, Span<double> gradient)
    {
        using Tape tape = new(device);
        (Tensor left, Tensor right) = objective.RightIsTarget
            ? (state.Network.Project(tape.Constant(block.Left), training: true), tape.Constant(block.Right))
            : state.Network.Look(tape, block);
        ObjectiveContext context = new(state.OwnParameters.ToDictionary(p => p.Name, tape.Watch), key)
        {
            Step = state.Step,
            Steps = Math.Max(1, steps),
            Items = block.Items,
            Actions = block.Actions,
            Reach = block.Reach,
            Turned = TurnedOutputs.Of(objective, state.Network, tape, block),
            Teacher = state.Teacher?.See(tape, block),
        };
        Tensor value = objective.Evaluate(left, right, context).Value;
        double loss = value.Item();
        if (!value.Tracked || !double.IsFinite(loss))
            return loss;
        Gradients slopes = tape.Differentiate(value);
        int offset = 0;
        foreach (Parameter p in _trained)
        {
            if (slopes.Of(p) is { } slope)
            {
                var read = new double[p.Shape.Size];
                device.Read(slope, read);
                Span<double> place = gradient.Slice(offset, read.Length);
                TensorPrimitives.MultiplyAdd(read, 1.0 / pairs.Blocks.Count, place, place);
            }
            offset += p.Shape.Size;
        }
        return loss;
    }
}
