using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>A layered Hopfield network two ways through time: nudged forward one step at a time, and
/// backpropagation through the same steps at rest, on the tape.</summary>
/// <remarks>Ernoult, Grollier, Querlioz, Bengio, Scellier, "Updates of equilibrium prop match gradients of
/// backprop through time in an RNN with static input", 2019, theorem 1: (∂E/∂θ(s_{t+1}) − ∂E/∂θ(s_t))/β → the
/// gradient with respect to the parameters as they are used t steps before the end.</remarks>
/// <param name="body">In double precision, one step for each clamped relaxation.</param>
/// <param name="sizes">Its layers, inputs first.</param>
/// <param name="step">Its ε.</param>
/// <param name="lesson">Inputs and targets.</param>
internal sealed class UnrolledHopfield(LayeredHopfield<double> body, int[] sizes, double step, Lesson lesson)
{
    private readonly HopfieldState<double> _rest =
        body.Relax(body.Start(lesson.Count), lesson.Inputs, Clamp.Free).State;

    /// <summary>What each nudged step adds to the currents, over β; one row of all parameters for each
    /// step.</summary>
    public double[][] Nudged(double beta, int steps)
    {
        Nudge nudge = new(beta, new SquaredError(lesson.Targets));
        HopfieldState<double> state = body.Copy(_rest);
        double[] before = Currents(state);
        var increments = new double[steps][];
        for (int t = 0; t < steps; t++)
        {
            (state, _) = body.Relax(state, lesson.Inputs, nudge);
            double[] after = Currents(state);
            increments[t] = [.. after.Zip(before, (a, b) => (a - b) / beta)];
            before = after;
        }
        return increments;
    }

    /// <summary>The gradient of the mean cost with respect to the parameters as used t steps before the end,
    /// t = 0 first.</summary>
    public double[][] Backward(int steps)
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor inputs = tape.Constant(new Matrix(lesson.Count, sizes[0], lesson.Inputs));
        Tensor[] layers =
            [.. _rest.Layers.Select((l, i) => tape.Constant(new Matrix(lesson.Count, sizes[i + 1], l)))];
        Tensor[][] used = [.. Enumerable.Range(0, steps).Select(_ => Leaves(tape))];
        foreach (Tensor[] leaves in used)
            layers = Step(inputs, layers, leaves);
        Tensor targets = tape.Constant(new Matrix(lesson.Count, sizes[^1], lesson.Targets));
        Gradients gradients =
            tape.Differentiate(layers[^1].Subtract(targets).Square().Sum().Scale(1.0 / lesson.Count));
        return [.. used.Reverse().Select(leaves => leaves.SelectMany(gradients.Of).ToArray())];
    }

    private Tensor[] Leaves(Tape tape) =>
    [
        .. body.Parameters.Select(p => tape.Variable(
            new Matrix(p.Shape.Rank == 2 ? p.Shape[0] : 1, p.Shape[^1], p.Values))),
    ];

    /// <summary>s ← clip(s + ε(b + s_below·W + s_above·Wᵀ − s), 0, 1).</summary>
    private Tensor[] Step(Tensor inputs, Tensor[] layers, Tensor[] leaves)
    {
        var next = new Tensor[layers.Length];
        for (int l = 0; l < layers.Length; l++)
        {
            Tensor felt = (l == 0 ? inputs : layers[l - 1]).MatMul(leaves[2 * l]).Add(leaves[(2 * l) + 1]);
            if (l + 1 < layers.Length)
                felt = felt.Add(layers[l + 1].MatMul(leaves[2 * (l + 1)], transposeB: true));
            Tensor moved = layers[l].Scale(1 - step).Add(felt.Scale(step));
            next[l] = moved.Relu().Subtract(moved.Scale(1, -1).Relu());
        }
        return next;
    }

    private double[] Currents(HopfieldState<double> state)
    {
        double[][] currents = [.. body.Parameters.Select(p => new double[p.Values.Length])];
        body.Currents(state, lesson.Inputs, currents);
        return [.. currents.SelectMany(c => c)];
    }
}
