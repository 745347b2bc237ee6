using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>Any impulse response as n taps over a duration: K(t) = taps[j] for jδ ≤ t &lt; (j + 1)δ,
/// δ = duration/n, and 0 afterwards. Area = mean(taps)·duration.</summary>
/// <remarks>For measured or computed responses, such as that of a Markov ladder:
/// <c>Kernel k = new SampledKernel(taps, 1).Normalized();</c>
/// <c>Response response = new(k, new Sawtooth(3, 15));</c>
/// <c>double[] changes = response.Changes(new HardThreshold(θ), mean, amplitudes);</c>
/// All integrals of the stepwise K are exact; building costs O(n) and each tail O(1).</remarks>
public sealed record SampledKernel : Kernel
{
    private const int LeastNodes = 400;
    private readonly double[] _taps;
    private readonly Tails[] _edges;
    private readonly double _spacing;

    /// <summary>The kernel of those taps.</summary>
    /// <param name="taps">n ≥ 1 finite values: the mean of K in each cell. Copied.</param>
    /// <param name="duration">Time from the first edge to the last, &gt; 0.</param>
    /// <exception cref="SzilardException">No taps, or one that is not finite.</exception>
    public SampledKernel(ReadOnlySpan<double> taps, double duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(duration);
        Demand(taps);
        _taps = taps.ToArray();
        (Extent, _spacing) = (duration, duration / taps.Length);
        _edges = new Tails[taps.Length + 1];
        for (int j = taps.Length - 1; j >= 0; j--)
            _edges[j] = Within(j, _spacing);
        int parts = (int)Math.Ceiling((double)LeastNodes / taps.Length); // T₁ is a parabola in each cell
        Mesh = [.. Enumerable.Range(0, (parts * taps.Length) + 1).Select(j => j * _spacing / parts)];
        TimeScale = MeanTime();
    }

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard("samples", "Any impulse response as equally spaced taps.", "definition")
        {
            Formula = "K(t) = taps[⌊t/δ⌋], δ = duration/n; ∫K = mean(taps)·duration",
            Convention = "constant in each cell, 0 after the last; time scale = ∫t·|K|/∫|K|",
            Parameters =
            [
                new NumbersParameter("taps", "The values of K, one for each cell.", [400, -400]),
                new NumberParameter("duration", "Time covered by all taps.", 0.1, 0)
                {
                    MinimumExcluded = true,
                },
            ],
        },
        s => new SampledKernel(s.Numbers("taps"), s.Number("duration")));

    /// <summary>The values of K.</summary>
    public ReadOnlySpan<double> Taps => _taps;

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>∫t·|K|/∫|K|.</summary>
    public override double TimeScale { get; }

    /// <summary>The duration.</summary>
    public override double Extent { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh { get; }

    /// <inheritdoc/>
    public override double Value(double time) =>
        time < 0 || time >= Extent ? 0 : _taps[Math.Min(Cell(time), _taps.Length - 1)];

    /// <inheritdoc/>
    public override Tails TailsAt(double time)
    {
        if (time >= Extent)
            return default;
        int j = Math.Min((int)(time / _spacing), _taps.Length - 1);
        return Within(j, ((j + 1) * _spacing) - time);
    }

    /// <summary>The cell that a time lies in; its own left edge too, where the quotient falls just short.
    /// </summary>
    private int Cell(double time)
    {
        int j = (int)(time / _spacing);
        return time >= (j + 1) * _spacing ? j + 1 : j;
    }

    /// <summary>Tails at <paramref name="left"/> before the end of cell <paramref name="j"/>.</summary>
    private Tails Within(int j, double left)
    {
        (double zeroth, double first, double second) = _edges[j + 1];
        double tap = _taps[j];
        return new(
            zeroth + (left * tap),
            first + (left * (zeroth + (left * tap / 2))),
            second + (left * (first + (left * ((zeroth / 2) + (left * tap / 6))))));
    }

    private double MeanTime()
    {
        double mass = 0, moment = 0;
        for (int j = 0; j < _taps.Length; j++)
        {
            mass += Math.Abs(_taps[j]);
            moment += Math.Abs(_taps[j]) * (j + 0.5) * _spacing;
        }
        return mass > 0 ? moment / mass : Extent / 2;
    }

    private static void Demand(ReadOnlySpan<double> taps)
    {
        if (taps.IsEmpty)
            throw new SzilardException("A sampled kernel needs at least one tap, but none was given.");
        for (int j = 0; j < taps.Length; j++)
        {
            if (!double.IsFinite(taps[j]))
                throw new SzilardException(
                    $"Tap {j} of {taps.Length} of the sampled kernel is {taps[j]}: give finite numbers.");
        }
    }
}
