using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Statistics;

/// <summary>A statistic on all samples, with each of sixteen groups left out, and on shuffled
/// pairings.</summary>
/// <param name="Value">On all samples.</param>
/// <param name="LeftOut">Without each group.</param>
/// <param name="Null">On each shuffled pairing; empty where a chance level has no meaning.</param>
internal sealed record Resampling(double Value, double[] LeftOut, double[] Null)
{
    /// <summary>How many groups, and how many shuffles.</summary>
    public const int Draws = 16;

    /// <summary>The sentence for conventions with a permutation null.</summary>
    public const string Convention =
        "standard error: jackknife over 16 groups; chance: mean of 16 shuffled pairings";

    /// <summary>Value, jackknife error and mean of the null.</summary>
    public Reading Reading => new(
        Value, Jackknife.StandardError(LeftOut), Null.Length == 0 ? double.NaN : Spread.Mean(Null));

    /// <summary>A number of each evaluation.</summary>
    public static Resampling Of<T>(T all, T[] leftOut, T[] shuffled, Func<T, double> number) =>
        new(number(all), Array.ConvertAll(leftOut, t => number(t)),
            Array.ConvertAll(shuffled, t => number(t)));

    /// <summary>The groups of shared work: random, the same for a number of samples.</summary>
    public static int[][] Groups(int samples) =>
        Jackknife.Groups(samples, Draws, SharedWork.Key.Split("jackknife"));

    /// <summary>The order of the second array in a shuffle of shared work.</summary>
    public static int[] Order(int samples, int draw) =>
        PermutationNull.Shuffled(samples, SharedWork.Key.Split("shuffle", draw));

    /// <summary>Evaluates a statistic of moments: the groups are taken away from the moments of all, and
    /// shuffles change the cross-products alone.</summary>
    /// <param name="moments">Moments of two arrays about their means.</param>
    /// <param name="source">Shuffles of the same arrays.</param>
    /// <param name="workers">Share out the evaluations.</param>
    /// <param name="statistic">From moments to anything; one thread per call.</param>
    public static (T All, T[] LeftOut, T[] Shuffled) OfMoments<T>(
        GroupMoments moments, CrossNull source, Workers workers, Func<PairMoments, T> statistic)
    {
        int groups = moments.Groups.Length;
        T[] leftOut = new T[groups], shuffled = new T[Draws];
        workers.Run(groups + Draws, task =>
        {
            if (task < groups)
                leftOut[task] = statistic(moments.Without(task));
            else
                shuffled[task - groups] = statistic(moments.All with
                {
                    XY = source.Draw(SharedWork.Key.Split("null", task - groups)),
                });
        });
        return (statistic(moments.All), leftOut, shuffled);
    }

    /// <summary>The same for arrays of a specimen.</summary>
    public static (T All, T[] LeftOut, T[] Shuffled) OfMoments<T>(
        SharedWork shared, Matrix x, Matrix y, Workers workers, Func<PairMoments, T> statistic) =>
        OfMoments(shared.Moments(x, y, workers), shared.Null(x, y), workers, statistic);
}
