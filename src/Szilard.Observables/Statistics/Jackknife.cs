using Szilard.Tensors;

namespace Szilard.Observables.Statistics;

/// <summary>Standard errors from leaving samples out.</summary>
/// <remarks>Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 11; Shao and Wu, "A
/// general theory for jackknife variance estimation", 1989 (groups).</remarks>
public static class Jackknife
{
    /// <summary>√((G − 1)/G · Σ(θ₍g₎ − θ̄)²) from the G values with one group left out each; NaN below two
    /// groups or where a value is missing.</summary>
    public static double StandardError(ReadOnlySpan<double> leftOut) =>
        Spread.Deviation(leftOut) * (leftOut.Length - 1) / Math.Sqrt(leftOut.Length);

    /// <summary>Samples dealt at random into groups of equal size (up to one).</summary>
    /// <param name="samples">How many samples.</param>
    /// <param name="groups">How many groups; at most one per sample is made.</param>
    /// <param name="key">Randomness.</param>
    public static int[][] Groups(int samples, int groups, RandomKey key)
    {
        int count = Math.Min(samples, groups);
        int[] order = PermutationNull.Shuffled(samples, key);
        int[][] dealt = new int[count][];
        for (int g = 0; g < count; g++)
            dealt[g] = order[(int)((long)g * samples / count)..(int)((long)(g + 1) * samples / count)];
        return dealt;
    }
}
