using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Statistics;

/// <summary>Moments of paired rows, of all of them and of each of sixteen random groups: enough for every
/// statistic of moments and its jackknife.</summary>
/// <param name="All">Of all rows.</param>
/// <param name="Groups">Of each group; sixteen give the standard error itself to about 18 %.</param>
internal sealed record GroupMoments(PairMoments All, PairMoments[] Groups)
{
    /// <summary>Moments of arrays as they are given; centre them, so that nothing cancels.</summary>
    /// <param name="x">First array.</param>
    /// <param name="y">Second array, row for row.</param>
    /// <param name="workers">Share out the groups.</param>
    public static GroupMoments Of(Matrix x, Matrix y, Workers workers)
    {
        int[][] groups = Resampling.Groups(x.Rows);
        var parts = new PairMoments[groups.Length];
        workers.Run(groups.Length, g => parts[g] = PairMoments.Of(x, y, groups[g]));
        return new GroupMoments(PairMoments.Sum(parts), parts);
    }

    /// <summary>What is left without a group.</summary>
    public PairMoments Without(int group) => All.Minus(Groups[group]);

    /// <summary>A number of the moments with its jackknife standard error.</summary>
    public (double Value, double StandardError) Read(Workers workers, Func<PairMoments, double> statistic)
    {
        var leftOut = new double[Groups.Length];
        workers.Run(leftOut.Length, g => leftOut[g] = statistic(Without(g)));
        return (statistic(All), Jackknife.StandardError(leftOut));
    }
}
