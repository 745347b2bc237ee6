using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>What a synapse with memory makes of one cycle through clamp levels: u_k = Σ_l M_kl·s_l at K
/// instants, and the weight of each instant in ∮ g(u) dt. Time is in units of the cycle.</summary>
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

    /// <summary>A sawtooth, up in a part of the cycle and down in the rest, through levels in equal steps of
    /// time, interpolated linearly, under a kernel given by its samples; the cycle repeats for
    /// ever.</summary>
    /// <param name="levels">L ≥ 2.</param>
    /// <param name="upFraction">τ_f of the cycle, in (0, 1): below ½ the way to the clamp is the fast
    /// one.</param>
    /// <param name="instants">K ≥ 2 instants k/K.</param>
    /// <param name="taps">K(j/K), j = 0, 1, …; the kernel may be longer than the cycle.</param>
    /// <param name="advance">By how many instants the response is shown early; it matters only where the sum
    /// leaves the wrap out.</param>
    /// <param name="wrap">True to sum over the whole period. False for the published trapezoid over the
    /// instants 0 … (K − 1)/K, which leaves half of the first and of the last out.</param>
    public static CycleResponse Sawtooth(
        int levels, double upFraction, int instants, ReadOnlySpan<double> taps, int advance, bool wrap)
    {
        double[] course = Course(levels, upFraction, instants);
        var map = new double[instants * levels];
        for (int k = 0; k < instants; k++)
        {
            for (int j = 0; j < taps.Length; j++)
                Add(course, (k + advance - j) % instants, taps[j] / instants, map.AsSpan(k * levels, levels));
        }
        var weights = new double[instants];
        weights.AsSpan().Fill(1.0 / instants);
        if (!wrap)
            (weights[0], weights[^1]) = (0.5 / instants, 0.5 / instants);
        return new CycleResponse(levels, map, weights);
    }

    /// <summary>The cycle of the published digits: nine levels, up in a tenth of the cycle, 100 instants,
    /// the kernel sin(2πj/10)/3 with 10 taps, centred as <c>scipy.ndimage</c> centres an even
    /// kernel.</summary>
    /// <param name="wrap">False for the published trapezoid; true for the whole period, where signals beyond
    /// the window cancel exactly.</param>
    public static CycleResponse Published(bool wrap = false) => Sawtooth(9, 0.1, 100, SineTaps(10), 5, wrap);

    /// <summary>sin(2πj/n)/3, j = 0 … n − 1: its running sum is a raised cosine.</summary>
    public static double[] SineTaps(int count) =>
        [.. Enumerable.Range(0, count).Select(j => Math.Sin(2 * Math.PI * j / count) / 3)];

    /// <summary>The response at one precision, as the kernel wants it.</summary>
    internal ResponseMap<T> At<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (object)Singles as ResponseMap<T> ?? (ResponseMap<T>)(object)Doubles;

    /// <summary>The currents at the instants, as weights of the levels, K×L.</summary>
    private static double[] Course(int levels, double upFraction, int instants)
    {
        var course = new double[instants * levels];
        for (int k = 0; k < instants; k++)
        {
            double time = (double)k / instants;
            double place = time < upFraction ? time / upFraction : (1 - time) / (1 - upFraction);
            double level = place * (levels - 1);
            int below = Math.Min((int)level, levels - 2);
            course[(k * levels) + below] = 1 - (level - below);
            course[(k * levels) + below + 1] = level - below;
        }
        return course;
    }

    private static void Add(ReadOnlySpan<double> course, int instant, double factor, Span<double> row)
    {
        int instants = course.Length / row.Length;
        int at = ((instant % instants) + instants) % instants;
        for (int l = 0; l < row.Length; l++)
            row[l] += factor * course[(at * row.Length) + l];
    }
}
