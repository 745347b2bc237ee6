using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>The discrete kernel of the published digit experiments: impulses g·δ·sin(2πj/n) at t = jδ,
/// j = 0 … n − 1, δ = width/n. S follows a raised cosine; area 0, first moment
/// −g·δ²·(n/2)·cot(π/n).</summary>
public sealed record RaisedCosine : Kernel
{
    private readonly Impulse[] _impulses;

    /// <summary>The kernel of that width.</summary>
    /// <param name="width">Duration of one period of the sine, &gt; 0; the published code uses 0.1
    /// cycle.</param>
    /// <param name="taps">n ≥ 3; published 10.</param>
    /// <param name="gain">g; published 1/3.</param>
    public RaisedCosine(double width, int taps, double gain)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfLessThan(taps, 3);
        TimeScale = width;
        double spacing = width / taps;
        _impulses =
        [
            .. Enumerable.Range(1, taps - 1).Select(j => new Impulse(
                j * spacing, gain * spacing * Math.Sin(2 * Math.PI * j / taps))),
        ];
        Mesh = [.. Enumerable.Range(0, taps + 1).Select(j => j * spacing)];
    }

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "raised-cosine", "One period of a sine as impulses: its step response is a raised cosine.",
            "Falk, Strupp, Scellier, Murugan 2025 (published code of the digit experiments)")
        {
            Formula = "K = g·δ·Σ_j sin(2πj/n)·δ(t − jδ), j = 0 … n − 1, δ = width/n",
            Convention = "impulses, not cells: u at multiples of δ equals the published discrete convolution",
            Parameters =
            [
                new NumberParameter("width", "Duration of the sine, in units of the cycle there.", 0.1, 0)
                    { MinimumExcluded = true },
                new IntegerParameter("taps", "Number n of taps.", 10, 3, 100_000),
                new NumberParameter("gain", "Gain g.", 1.0 / 3),
            ],
        },
        s => new RaisedCosine(s.Number("width"), s.Integer("taps"), s.Number("gain")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Impulse> Impulses => _impulses;

    /// <summary>The width.</summary>
    public override double TimeScale { get; }

    /// <inheritdoc/>
    public override double Extent => TimeScale;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh { get; }

    /// <inheritdoc/>
    public override double Value(double time) => 0;

    /// <inheritdoc/>
    public override Tails TailsAt(double time)
    {
        double zeroth = 0, first = 0, second = 0;
        foreach (Impulse impulse in _impulses)
        {
            double left = impulse.Time - time;
            if (left <= 0)
                continue;
            zeroth += impulse.Weight;
            first += impulse.Weight * left;
            second += impulse.Weight * left * left / 2;
        }
        return new(zeroth, first, second);
    }
}
