using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>Relaxation of one batch under one clamp.</summary>
/// <param name="wiring">Weights and biases.</param>
/// <param name="pace">How.</param>
/// <param name="drive">What does not change meanwhile.</param>
/// <param name="workers">The threads.</param>
internal sealed class HopfieldRelaxer<T>(
    HopfieldWiring<T> wiring, HopfieldPace pace, HopfieldDrive<T> drive, Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _last = wiring.Layers - 1;
    private T[] _pull = [];

    /// <summary>Relaxes in place.</summary>
    public Relaxation Relax(HopfieldState<T> state, Clamp clamp)
    {
        int limit = clamp == Clamp.Free ? pace.FreeSteps : pace.ClampedSteps;
        if (clamp is Hold hold)
            Put(hold, state.Layers[_last]);
        Nudge? nudge = clamp is Nudge { Strength: not 0 } given ? given : null;
        if (clamp is not Hold && drive.Pair is { } pair)
            return Narrow(pair, state, nudge, limit);
        var input = new T[wiring.Layers][];
        for (int l = 0; l < input.Length; l++)
            input[l] = new T[state.Layers[l].Length];
        int moving = clamp is Hold ? _last : wiring.Layers;
        return Repeat(limit, () => Step(state, nudge, moving, input));
    }

    /// <summary>The upper two layers in one kernel. Where nothing has to be asked between steps, all are
    /// taken at once.</summary>
    private Relaxation Narrow(NarrowPair<T> pair, HopfieldState<T> state, Nudge? nudge, int limit)
    {
        NarrowPace<T> steps = new(T.CreateTruncating(pace.Step), pace.Alternating, !wiring.LinearOutputs);
        IQuadraticCost? spring = nudge?.Cost as IQuadraticCost;
        bool asks = pace.Tolerance > 0 || (nudge is not null && spring is null);
        int stride = asks ? 1 : limit;
        T stiffness = T.CreateTruncating((nudge?.Strength * spring?.Stiffness) ?? 0);
        T[] pull = spring is null ? [] : [.. spring.Targets.Select(t => -stiffness * T.CreateTruncating(t))];
        return Repeat(limit, () => NarrowRelaxation.Run(
            workers, pair, steps, stride, drive.Values, spring is null ? Pull(nudge, state) : pull, stiffness,
            state.Layers[0], state.Layers[_last]), stride);
    }

    /// <summary>Steps until nothing moves or the limit is reached.</summary>
    /// <param name="limit">The most steps.</param>
    /// <param name="move">Takes steps; returns the largest movement of a unit in the last.</param>
    /// <param name="stride">How many it takes.</param>
    private Relaxation Repeat(int limit, Func<T> move, int stride = 1)
    {
        double residual = double.PositiveInfinity;
        int step = 0;
        for (; step < limit && residual > pace.Tolerance; step += stride)
            residual = double.CreateTruncating(move()) / pace.Step;
        return new Relaxation(step, residual, residual <= pace.Tolerance);
    }

    /// <summary>One step of the first layers; returns the largest movement of a unit.</summary>
    private T Step(HopfieldState<T> state, Nudge? nudge, int moving, T[][] input)
    {
        if (!pace.Alternating)
            return Step(state, nudge, [.. Enumerable.Range(0, moving)], input);
        int[] first = [.. Enumerable.Range(0, moving).Where(int.IsEvenInteger)];
        int[] second = [.. Enumerable.Range(0, moving).Where(int.IsOddInteger)];
        return T.Max(Step(state, nudge, first, input), Step(state, nudge, second, input));
    }

    private T Step(HopfieldState<T> state, Nudge? nudge, int[] layers, T[][] input)
    {
        foreach (int l in layers)
            wiring.Input(workers, state.Layers, state.Count, l, drive.Values, input[l]);
        T epsilon = T.CreateTruncating(pace.Step), largest = T.Zero;
        foreach (int l in layers)
        {
            if (l == _last && nudge is not null)
                System.Numerics.Tensors.TensorPrimitives.Subtract(input[l], Pull(nudge, state), input[l]);
            largest = T.Max(largest, l == _last && wiring.LinearOutputs
                ? Drift(epsilon, input[l], state.Layers[l])
                : ClippedStep.Take(epsilon, input[l], state.Layers[l]));
        }
        return largest;
    }

    /// <summary>A step without a clip.</summary>
    private static T Drift(T epsilon, ReadOnlySpan<T> input, Span<T> state)
    {
        T largest = T.Zero;
        for (int i = 0; i < state.Length; i++)
        {
            T change = epsilon * (input[i] - state[i]);
            (state[i], largest) = (state[i] + change, T.Max(largest, T.Abs(change)));
        }
        return largest;
    }

    /// <summary>β·∂C/∂y; nothing without a nudge.</summary>
    private T[] Pull(Nudge? nudge, HopfieldState<T> state)
    {
        if (nudge is null)
            return _pull;
        T[] units = state.Layers[_last];
        double[] outputs = Array.ConvertAll(units, double.CreateTruncating);
        var gradient = new double[units.Length];
        nudge.Cost.Gradient(outputs, state.Count, gradient);
        if (_pull.Length == 0)
            _pull = new T[units.Length];
        for (int i = 0; i < _pull.Length; i++)
            _pull[i] = T.CreateTruncating(nudge.Strength * gradient[i]);
        return _pull;
    }

    private void Put(Hold hold, T[] outputs)
    {
        if (hold.Outputs.Length != outputs.Length)
            throw new ArgumentException(
                $"{outputs.Length} outputs cannot be held at {hold.Outputs.Length} values.");
        for (int i = 0; i < outputs.Length; i++)
        {
            double wanted = hold.Outputs[i];
            outputs[i] = T.CreateTruncating(wiring.LinearOutputs ? wanted : Math.Clamp(wanted, 0, 1));
        }
    }
}
