using Szilard.Tensors;

namespace Szilard.Observables.Statistics;

/// <summary>A statistic beside its values under shuffled pairing, where there is nothing to find.</summary>
/// <param name="Observed">The statistic on the true pairing.</param>
/// <param name="Null">The statistic on each shuffled pairing.</param>
public sealed record PermutationNull(double Observed, IReadOnlyList<double> Null)
{
    /// <summary>The chance level: the mean over the shuffles.</summary>
    public double Mean => Spread.Mean([.. Null]);

    /// <summary>p = (1 + #{null ≥ observed}) / (1 + M), never 0 (Phipson and Smyth, "Permutation p-values
    /// should never be zero", 2010).</summary>
    public double PValue => (1.0 + Null.Count(v => v >= Observed)) / (1 + Null.Count);

    /// <summary>The value that the null exceeds with probability <paramref name="level"/>.</summary>
    public double Critical(double level = 0.05) => Spread.Quantile([.. Null], 1 - level);

    /// <summary>(observed − critical) / (maximum − critical), 0 below the critical value (Gröger, Wen, Brbić,
    /// "Aristotelian view", arXiv:2602.14486).</summary>
    /// <param name="maximum">The value that perfect agreement reads.</param>
    /// <param name="level">As in <see cref="Critical"/>.</param>
    public double Calibrated(double maximum = 1, double level = 0.05) =>
        Math.Max(0, (Observed - Critical(level)) / (maximum - Critical(level)));

    /// <summary>Shuffles and evaluates.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="permutations">M, how many shuffles.</param>
    /// <param name="statistic">From the order of the second sample set to a number.</param>
    /// <param name="key">Randomness.</param>
    public static PermutationNull Run(
        int samples, int permutations, Func<int[], double> statistic, RandomKey key)
    {
        var values = new double[permutations];
        for (int p = 0; p < permutations; p++)
            values[p] = statistic(Shuffled(samples, key.Split("permutation", p)));
        return new PermutationNull(statistic([.. Enumerable.Range(0, samples)]), values);
    }

    /// <summary>0 … samples − 1 in random order.</summary>
    public static int[] Shuffled(int samples, RandomKey key)
    {
        int[] order = [.. Enumerable.Range(0, samples)];
        RandomStream stream = key.Stream();
        stream.Shuffle<int>(order);
        return order;
    }
}
