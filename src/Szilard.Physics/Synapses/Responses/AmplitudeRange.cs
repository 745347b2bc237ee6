using Szilard.Physics.Synapses.Nonlinearities;

namespace Szilard.Physics.Synapses.Responses;

/// <summary>Where a change of current by A is still (i), learned (ii), or undone again by the slow ramp
/// (iii).</summary>
public enum Regime
{
    /// <summary>i: nothing passes the threshold.</summary>
    Still,

    /// <summary>ii: one ramp passes; Δw ≈ A.</summary>
    Learned,

    /// <summary>iii: both ramps pass, and Δw falls to 0.</summary>
    Undone,
}

/// <summary>The breaks of the curve Δw(A), found on the curve itself and not by fitting lines.</summary>
/// <param name="Onset">The amplitude from which one ramp passes: (θ − I·s̄)/max φ, or its mirror
/// image.</param>
/// <param name="Least">A_min: from here on Δw/A is at least 0.9 of its value at
/// 0.75·<paramref name="Greatest"/>. θ·τ_f in the sharp limit τ_K ≪ τ_f. Equal to <paramref name="Greatest"/>
/// where nothing is learned.</param>
/// <param name="Greatest">A_max: the amplitude from which the other ramp passes too; θ·τ_s for area 0.
/// Infinite without a threshold. At A_max itself rounding decides.</param>
public sealed record AmplitudeRange(double Onset, double Least, double Greatest)
{
    /// <summary>A_max/A_min, at most τ_s/τ_f; 1 where nothing is learned.</summary>
    public double Width => Greatest == Least ? 1 : Greatest / Least;

    /// <summary>The regime of an amplitude ≥ 0.</summary>
    public Regime Of(double amplitude) =>
        amplitude < Onset ? Regime.Still : amplitude < Greatest ? Regime.Learned : Regime.Undone;

    /// <summary>The breaks for one response.</summary>
    /// <param name="response">K and x.</param>
    /// <param name="g">The nonlinearity; without threshold the range is 0 … ∞.</param>
    /// <param name="mean">s̄; give −s̄ for negative amplitudes.</param>
    public static AmplitudeRange Of(Response response, Nonlinearity g, double mean)
    {
        if (g.Cutoff == 0)
            return new(0, 0, double.PositiveInfinity);
        double level = response.Area * mean;
        double up = Reach(g.Cutoff - level, response.Peak), down = Reach(g.Cutoff + level, -response.Trough);
        (double onset, double greatest) = (Math.Min(up, down), Math.Max(up, down));
        return new(onset, FirstFaithful(response, g, mean, onset, greatest), greatest);
    }

    private static double Reach(double distance, double size) =>
        distance <= 0 ? 0 : size > 0 ? distance / size : double.PositiveInfinity;

    private static double FirstFaithful(
        Response response, Nonlinearity g, double mean, double onset, double greatest)
    {
        double far = 0.75 * greatest;
        if (far <= onset || !double.IsFinite(far))
            return greatest;
        double wanted = 0.9 * response.Change(g, mean, far) / far;
        if (wanted == 0)
            return greatest;
        bool Faithful(double a) => response.Change(g, mean, a) / (a * wanted) >= 1;
        double low = onset, high = far;
        for (int i = 0; i < 50 && high > low; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Faithful(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }
}
