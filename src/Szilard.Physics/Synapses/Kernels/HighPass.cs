namespace Szilard.Physics.Synapses.Kernels;

/// <summary>The first-order high-pass k·[δ(t) − e^{−t/τ}/τ], shared by springs with dashpots and capacitors
/// with memristors.</summary>
/// <param name="Gain">k.</param>
/// <param name="Tau">τ.</param>
internal readonly record struct HighPass(double Gain, double Tau)
{
    internal IReadOnlyList<Impulse> Impulses => [new(0, Gain)];

    internal double Extent => 45 * Tau;

    internal double[] Mesh => Quadrature.Graded(Tau, Extent);

    internal double Value(double time) => time < 0 ? 0 : -Gain * Math.Exp(-time / Tau) / Tau;

    internal Tails TailsAt(double time)
    {
        double rest = -Gain * Math.Exp(-time / Tau);
        return new(rest, rest * Tau, rest * Tau * Tau);
    }
}
