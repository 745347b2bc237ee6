using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>Relaxation of one batch under one clamp, all layers at once.</summary>
/// <param name="wiring">Weights and biases.</param>
/// <param name="pace">How.</param>
/// <param name="drive">b₁ + x·W₁.</param>
/// <param name="workers">The threads.</param>
internal sealed class HopfieldRelaxer<T>(
    HopfieldWiring<T> wiring, HopfieldPace pace, T[] drive, Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _input = new T[wiring.Layers][];

    /// <summary>Relaxes in place.</summary>
    public Relaxation Relax(HopfieldState<T> state, Clamp clamp)
    {
        int last = wiring.Layers - 1;
        int limit = clamp == Clamp.Free ? pace.FreeSteps : pace.ClampedSteps;
        if (clamp is Hold hold)
            Put(hold, state.Layers[last]);
        for (int l = 0; l < wiring.Layers; l++)
            _input[l] = new T[state.Layers[l].Length];
        double residual = double.PositiveInfinity;
        int step = 0;
        for (; step < limit && residual > pace.Tolerance; step++)
            residual = Step(state, clamp);
        return new Relaxation(step, residual, residual <= pace.Tolerance);
    }

    /// <summary>One step; returns the largest clipped force that it met.</summary>
    private double Step(HopfieldState<T> state, Clamp clamp)
    {
        int moving = clamp is Hold ? wiring.Layers - 1 : wiring.Layers;
        for (int l = 0; l < moving; l++)
            wiring.Input(workers, state.Layers, state.Count, l, drive, _input[l]);
        if (clamp is Nudge { Strength: not 0 } nudge)
            Draw(nudge, state);
        T epsilon = T.CreateTruncating(pace.Step), largest = T.Zero;
        for (int l = 0; l < moving; l++)
            largest = T.Max(largest, ClippedStep.Take(epsilon, _input[l], state.Layers[l]));
        return double.CreateTruncating(largest) / pace.Step;
    }

    /// <summary>−β·∂C/∂y upon the outputs.</summary>
    private void Draw(Nudge nudge, HopfieldState<T> state)
    {
        double[] outputs = Array.ConvertAll(state.Layers[^1], double.CreateTruncating);
        var gradient = new double[outputs.Length];
        nudge.Cost.Gradient(outputs, state.Count, gradient);
        T[] input = _input[^1];
        for (int i = 0; i < input.Length; i++)
            input[i] -= T.CreateTruncating(nudge.Strength * gradient[i]);
    }

    private static void Put(Hold hold, T[] outputs)
    {
        if (hold.Outputs.Length != outputs.Length)
            throw new ArgumentException(
                $"{outputs.Length} outputs cannot be held at {hold.Outputs.Length} values.");
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = T.CreateTruncating(Math.Clamp(hold.Outputs[i], 0, 1));
    }
}
