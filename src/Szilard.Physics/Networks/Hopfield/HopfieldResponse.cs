using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>How the state at rest answers to a nudge, to first order, N = ds/dβ: the relaxation itself,
/// linearised. Its number of steps is how far backpropagation through time would go back.</summary>
/// <remarks>N ← D(N + ε(−N + N_below·W + N_above·Wᵀ − ∂C/∂y)), D = 1 where s − ε∂E/∂s lies in [0, 1]. After
/// t steps the currents change by the gradient truncated at t steps (Ernoult et al. 2019, theorem
/// 1).</remarks>
internal sealed class HopfieldResponse<T>(
    HopfieldWiring<T> wiring, HopfieldPace pace, T[] drive, Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>dC/dθ averaged over the batch.</summary>
    public void Gradient(
        HopfieldState<T> rest, ReadOnlySpan<T> inputs, ICost cost, int steps, IReadOnlyList<T[]> gradient)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        T[][] response = Response(rest, cost, steps);
        for (int l = 0; l < wiring.Layers; l++)
        {
            ReadOnlySpan<T> below = l == 0 ? inputs : rest.Layers[l - 1];
            wiring.Current(workers, l, rest.Count, below, response[l], gradient[2 * l]);
            if (l > 0)
                wiring.Current(
                    workers, l, rest.Count, response[l - 1], rest.Layers[l], gradient[2 * l],
                    accumulate: true);
            HopfieldWiring<T>.Current(rest.Count, response[l], gradient[(2 * l) + 1]);
        }
    }

    private T[][] Response(HopfieldState<T> rest, ICost cost, int steps)
    {
        T[][] free = [.. Enumerable.Range(0, wiring.Layers).Select(l => Free(rest, l))];
        double[] outputs = Array.ConvertAll(rest.Layers[^1], double.CreateTruncating);
        var slope = new double[outputs.Length];
        cost.Gradient(outputs, rest.Count, slope);
        T[] pull = Array.ConvertAll(slope, T.CreateTruncating);
        T[][] response = [.. free.Select(f => new T[f.Length])],
            input = [.. free.Select(f => new T[f.Length])];
        for (int step = 0; step < steps; step++)
        {
            for (int l = 0; l < wiring.Layers; l++)
                wiring.Input(workers, response, rest.Count, l, default, input[l]);
            TensorPrimitives.Subtract(input[^1], pull, input[^1]);
            for (int l = 0; l < wiring.Layers; l++)
                Step(input[l], free[l], response[l]);
        }
        return response;
    }

    private void Step(T[] input, T[] free, T[] response)
    {
        TensorPrimitives.Subtract(input, response, input);
        TensorPrimitives.MultiplyAdd(input, T.CreateTruncating(pace.Step), response, response);
        TensorPrimitives.Multiply(response, free, response);
    }

    /// <summary>1 where a step from the state at rest is not clipped, else 0; the ends of [0, 1] belong to
    /// it.
    /// </summary>
    private T[] Free(HopfieldState<T> rest, int layer)
    {
        var mask = new T[rest.Layers[layer].Length];
        if (wiring.LinearOutputs && layer == wiring.Layers - 1)
        {
            mask.AsSpan().Fill(T.One);
            return mask;
        }
        wiring.Input(workers, rest.Layers, rest.Count, layer, drive, mask);
        T epsilon = T.CreateTruncating(pace.Step);
        for (int i = 0; i < mask.Length; i++)
        {
            T unit = rest.Layers[layer][i], moved = unit + (epsilon * (mask[i] - unit));
            mask[i] = moved >= T.Zero && moved <= T.One ? T.One : T.Zero;
        }
        return mask;
    }
}
