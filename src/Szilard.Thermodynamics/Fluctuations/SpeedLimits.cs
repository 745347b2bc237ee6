namespace Szilard.Thermodynamics.Fluctuations;

/// <summary>What a change must at least dissipate for being done in a given time.</summary>
public static class SpeedLimits
{
    /// <summary>Σ ≥ W₂²/(Dτ), for overdamped diffusion with constant D = μT; reached by transport along
    /// straight lines.</summary>
    /// <remarks>M. Nakazato, S. Ito, "Geometrical aspects of entropy production in stochastic thermodynamics
    /// based on Wasserstein distance", Phys. Rev. Research 3, 2021.</remarks>
    /// <param name="squaredDistance">W₂², length².</param>
    /// <param name="diffusion">D, length²/time.</param>
    /// <param name="duration">τ.</param>
    public static double Wasserstein(double squaredDistance, double diffusion, double duration) =>
        squaredDistance / (diffusion * duration);

    /// <summary>W₂² of two Gaussians in one dimension, Δm² + Δσ².</summary>
    public static double SquaredDistance(double mean0, double deviation0, double mean1, double deviation1) =>
        ((mean1 - mean0) * (mean1 - mean0)) + ((deviation1 - deviation0) * (deviation1 - deviation0));

    /// <summary>W₂² of two samples of equal size in one dimension: sorted, pair by pair.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static double SquaredDistance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length || first.Length == 0)
            throw new ArgumentException($"{first.Length} and {second.Length} samples cannot be paired.");
        double[] a = first.ToArray(), b = second.ToArray();
        Array.Sort(a);
        Array.Sort(b);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (b[i] - a[i]) * (b[i] - a[i]);
        return sum / a.Length;
    }

    /// <summary>Jump processes in detailed balance at every instant: Σ ≥ J ln[(A + J)/(A − J)] with J =
    /// L₁/2.</summary>
    /// <remarks>N. Shiraishi, K. Funo, K. Saito, "Speed limit for classical stochastic processes", PRL 121,
    /// 2018, in its tighter form.</remarks>
    /// <param name="distance">L₁ = Σ|Δp|.</param>
    /// <param name="activity">A, the expected number of jumps.</param>
    public static double Jumps(double distance, double activity)
    {
        double j = distance / 2;
        return j * Math.Log((activity + j) / (activity - j));
    }

    /// <summary>The same, weaker: L₁²/(2A).</summary>
    public static double JumpsQuadratic(double distance, double activity) =>
        distance * distance / (2 * activity);

    /// <summary>A label stroke in one go: Σ ≥ ½‖q − q*‖₁² (Pinsker).</summary>
    public static double Stroke(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        double distance = 0;
        for (int k = 0; k < before.Length; k++)
            distance += Math.Abs(before[k] - after[k]);
        return distance * distance / 2;
    }
}
