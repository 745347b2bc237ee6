using System.Numerics;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>What a synapse with memory makes of one cycle through clamp levels: u_k = Σ_l M_kl·s_l at K
/// instants, and the weight of each instant in ∮ g(u) dt.</summary>
/// <remarks>Interpolation between levels and convolution with the kernel are linear, so all of protocol and
/// kernel is this one matrix.</remarks>
public sealed class CycleResponse
{
    private readonly double[] _map, _weights;

    /// <summary>A response from its matrix.</summary>
    /// <param name="levels">L ≥ 2, from free to fully clamped.</param>
    /// <param name="map">K×L: u_k = Σ_l map[k, l]·s_l.</param>
    /// <param name="weights">K: what each instant adds to the integral.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public CycleResponse(int levels, ReadOnlySpan<double> map, ReadOnlySpan<double> weights)
    {
        (Levels, _map, _weights) = (levels, map.ToArray(), weights.ToArray());
        (Singles, Doubles) = (new(levels, map, weights), new(levels, map, weights));
    }

    /// <summary>L.</summary>
    public int Levels { get; }

    /// <summary>K.</summary>
    public int Instants => _weights.Length;

    /// <summary>K×L.</summary>
    public ReadOnlySpan<double> Map => _map;

    /// <summary>K.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    private ResponseMap<float> Singles { get; }

    private ResponseMap<double> Doubles { get; }

    /// <summary>The response of any kernel to any protocol, whose levels lie in equal steps between the least
    /// and the greatest value of its waveform and are interpolated linearly; the cycle repeats for ever.
    /// Exact at the instants.</summary>
    /// <param name="kernel">K, in the protocol's units of time.</param>
    /// <param name="protocol">How the clamp moves through a cycle.</param>
    /// <param name="levels">L ≥ 2.</param>
    /// <param name="instants">K ≥ 2 instants k·T/K.</param>
    /// <param name="wrap">True to sum over the whole period. False for the published trapezoid over the
    /// instants 0 … (K − 1)/K, which leaves half of the first and of the last out.</param>
    /// <param name="advance">By how many instants the response is shown early; it matters only where the sum
    /// leaves the wrap out.</param>
    public static CycleResponse Of(
        Kernel kernel, Protocol protocol, int levels, int instants, bool wrap = true, int advance = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(instants, 2);
        double step = protocol.Period / instants;
        var map = new double[instants * levels];
        for (int level = 0; level < levels; level++)
        {
            PiecewiseLinear share = LevelShare.Of(protocol, level, levels);
            FilteredCycle cycle = new(kernel, share);
            for (int k = 0; k < instants; k++)
            {
                map[(k * levels) + level] = (kernel.Area * share.OriginalMean)
                    + (share.OriginalRange * cycle.At((k + advance) % instants * step));
            }
        }
        var weights = new double[instants];
        weights.AsSpan().Fill(step);
        if (!wrap)
            (weights[0], weights[^1]) = (step / 2, step / 2);
        return new CycleResponse(levels, map, weights);
    }

    /// <summary>The cycle of the published digits: nine levels, up in a tenth of the cycle, 100 instants, a
    /// sine of ten taps, centred as <c>scipy.ndimage</c> centres an even kernel.</summary>
    /// <param name="wrap">False for the published trapezoid; true for the whole period, where signals beyond
    /// the window cancel exactly.</param>
    public static CycleResponse Published(bool wrap = false) =>
        Of(new RaisedCosine(0.1, 10, 1.0 / 3), new Sawtooth(0.1, 0.9), 9, 100, wrap, advance: 5);

    /// <summary>The response at one precision, as the kernel wants it.</summary>
    internal ResponseMap<T> At<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (object)Singles as ResponseMap<T> ?? (ResponseMap<T>)(object)Doubles;
}
