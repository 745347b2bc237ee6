using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Statistics;

/// <summary>A function of moments with its grouped-jackknife standard error.</summary>
internal static class PairStatistic
{
    /// <summary>Sixteen groups give the standard error itself to about 18 %.</summary>
    public const int Groups = 16;

    /// <summary>Evaluates on all rows, and on all rows but each of sixteen random groups.</summary>
    /// <param name="x">First array; it is centred here so that nothing cancels.</param>
    /// <param name="y">Second array, row for row.</param>
    /// <param name="key">Randomness of the groups.</param>
    /// <param name="workers">Share out the groups.</param>
    /// <param name="statistic">From moments to a number.</param>
    public static (double Value, double StandardError) Read(
        Matrix x, Matrix y, RandomKey key, Workers workers, Func<PairMoments, double> statistic) =>
        ReadAsGiven(Columns.Centre(x), Columns.Centre(y), key, workers, statistic);

    /// <summary>As <see cref="Read"/>, without centring.</summary>
    public static (double Value, double StandardError) ReadAsGiven(
        Matrix x, Matrix y, RandomKey key, Workers workers, Func<PairMoments, double> statistic)
    {
        int[][] groups = Jackknife.Groups(x.Rows, Groups, key.Split("jackknife"));
        var parts = new PairMoments[groups.Length];
        workers.Run(groups.Length, g => parts[g] = PairMoments.Of(x, y, groups[g]));
        var all = PairMoments.Sum(parts);
        var leftOut = new double[groups.Length];
        workers.Run(groups.Length, g => leftOut[g] = statistic(all.Minus(parts[g])));
        return (statistic(all), Jackknife.StandardError(leftOut));
    }
}
