using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>Any linear synapse: ẋ = A·x + b·s, u = c·x + d·s, so K(t) = c·e^{At}·b + d·δ(t).</summary>
/// <remarks>Tails are exact: c·e^{At}·(−A)^{−n−1}·b. Up to two states e^{At} is in closed form; above, one
/// scaling and squaring for each time, about n³ × 1 µs/30.</remarks>
public sealed record LinearOde : Kernel
{
    private readonly LinearResponse _response;
    private readonly Impulse[] _impulses;

    /// <summary>The kernel of a linear system.</summary>
    /// <param name="a">A, n×n, row-major, in 1/time; every eigenvalue has a negative real part.</param>
    /// <param name="b">b, n.</param>
    /// <param name="c">c, n.</param>
    /// <param name="d">Direct passage; 0 for none.</param>
    /// <exception cref="SzilardException">Shapes that do not fit, or a system that does not
    /// forget.</exception>
    public LinearOde(double[] a, double[] b, double[] c, double d = 0)
    {
        _response = new([.. a], [.. b], [.. c]);
        _impulses = d == 0 ? [] : [new(0, d)];
        Mesh = _response.Mesh();
    }

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard("linear-ode", "Any linear synapse in state-space form.", "textbook; tails derived here")
        {
            Formula = "ẋ = A·x + b·s, u = c·x + d·s; K = c·e^{At}·b + d·δ(t)",
            Convention = "a is row-major; time scale = 1/(least decay rate); the default is the high-pass of "
                + "τ = 0.05",
            Parameters =
            [
                new NumbersParameter("a", "A, n×n, row-major.", [-20]),
                new NumbersParameter("b", "b, n values.", [1]),
                new NumbersParameter("c", "c, n values.", [-400]),
                new NumberParameter("d", "Direct passage d.", 20),
            ],
        },
        s => new LinearOde(s.Numbers("a"), s.Numbers("b"), s.Numbers("c"), s.Number("d")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Impulse> Impulses => _impulses;

    /// <summary>1/(least |Re λ|).</summary>
    public override double TimeScale => 1 / _response.Slowest;

    /// <inheritdoc/>
    public override double Extent => _response.Extent;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh { get; }

    /// <inheritdoc/>
    public override double Value(double time) => time < 0 ? 0 : _response.Value(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time) => _response.TailsAt(time);
}
