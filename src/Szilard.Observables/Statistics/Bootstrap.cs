using Szilard.Tensors;

namespace Szilard.Observables.Statistics;

/// <summary>What resampling says of a statistic.</summary>
/// <param name="Value">The statistic on the samples themselves.</param>
/// <param name="Resampled">The statistic on each resample; NaN where it was not defined.</param>
/// <remarks>Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 6 and 13.</remarks>
public sealed record Bootstrap(double Value, IReadOnlyList<double> Resampled)
{
    /// <summary>Standard deviation over the resamples where the statistic is defined; NaN below
    /// two.</summary>
    public double StandardError => Spread.Deviation(Defined);

    /// <summary>Percentile interval of the given coverage, in (0, 1); NaN where no resample is
    /// defined.</summary>
    public (double Low, double High) Interval(double coverage)
    {
        double[] defined = Defined;
        double tail = (1 - coverage) / 2;
        return defined.Length == 0
            ? (double.NaN, double.NaN)
            : (Spread.Quantile(defined, tail), Spread.Quantile(defined, 1 - tail));
    }

    private double[] Defined => [.. Resampled.Where(double.IsFinite)];

    /// <summary>Draws samples with replacement and evaluates the statistic on each draw.</summary>
    /// <param name="samples">How many samples there are, ≥ 1.</param>
    /// <param name="resamples">How many draws; 64 give the standard error to 9 %, 1000 a percentile.</param>
    /// <param name="statistic">From the indices of the drawn samples to a number.</param>
    /// <param name="key">Randomness.</param>
    public static Bootstrap Run(int samples, int resamples, Func<int[], double> statistic, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var values = new double[resamples];
        for (int r = 0; r < resamples; r++)
            values[r] = statistic(Draw(samples, key.Split("bootstrap", r)));
        return new Bootstrap(statistic([.. Enumerable.Range(0, samples)]), values);
    }

    private static int[] Draw(int samples, RandomKey key)
    {
        RandomStream stream = key.Stream();
        int[] drawn = new int[samples];
        for (int i = 0; i < samples; i++)
            drawn[i] = stream.NextInt32(samples);
        return drawn;
    }
}
