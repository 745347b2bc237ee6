using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>CKNNA: centred kernel alignment in which only pairs count that are nearest neighbours in both
/// representations.</summary>
/// <remarks>With k = n − 1 it is the unbiased CKA of unit rows. Everything is summed over the n·k pairs of
/// neighbours; no n × n matrix is formed. Source: Huh, Cheung, Wang, Isola, "The Platonic representation
/// hypothesis", 2024, appendix A (unbiased; here without the 10⁻⁶ in the denominator).</remarks>
/// <param name="k">How many neighbours, ≥ 1.</param>
public sealed class NeighbourAlignment(int k) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "cknna",
        "Centred kernel alignment with the other representation over nearest neighbours in both.",
        "Huh, Cheung, Wang, Isola, The Platonic representation hypothesis, 2024, appendix A")
    {
        Formula = "A(X, Y)/√(A(X, X)·A(Y, Y)), A = HSIC₁ of the kernels where i, j are neighbours in both",
        Convention = "rows L2-normalised, inner products, self excluded, unbiased HSIC, not clamped at 0; "
            + "standard error: jackknife over 16 groups, neighbours taken as given; chance: mean of 16 "
            + "shuffled pairings",
        Parameters = [new IntegerParameter("k", "How many neighbours.", 10, 1)],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) => new NeighbourAlignment(settings.Integer("k"));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix x, Matrix y) = (specimen.Representation, specimen.Other!);
        int n = x.Rows;
        if (n < 4 || n <= k)
            return Reading.Undefined($"{n} samples; the unbiased estimate with k = {k} neighbours needs at "
                + $"least {Math.Max(4, k + 1)}.");
        var here = new NeighbourKernel(specimen.Shared.Neighbours(x, k, true, workers), k);
        var there = new NeighbourKernel(specimen.Shared.Neighbours(y, k, true, workers), k);
        int[] same = [.. Enumerable.Range(0, n)];
        NeighbourKernel.SharedPairs[] pairs =
        [
            NeighbourKernel.Shared(here, there, same), NeighbourKernel.Shared(here, here, same),
            NeighbourKernel.Shared(there, there, same),
        ];
        double value = Alignment(pairs, []);
        if (double.IsNaN(value))
            return Reading.Undefined("The alignment of one representation with itself is not above 0: its "
                + "rows are alike, or there are too few of them.");
        int[][] groups = Resampling.Groups(n);
        var numbers = new double[groups.Length + Resampling.Draws];
        double norm = Math.Sqrt(pairs[1].Hsic([]) * pairs[2].Hsic([]));
        workers.Run(numbers.Length, task => numbers[task] = task < groups.Length
            ? Alignment(pairs, Marked(n, groups[task]))
            : NeighbourKernel.Shared(here, there, Resampling.Order(n, task - groups.Length)).Hsic([]) / norm);
        return new Reading(
            value, Jackknife.StandardError(numbers.AsSpan(0, groups.Length)),
            Spread.Mean(numbers.AsSpan(groups.Length)));
    }

    /// <summary>Of pairs shared with the other, and by each array with itself.</summary>
    private static double Alignment(NeighbourKernel.SharedPairs[] pairs, bool[] without)
    {
        double own = pairs[1].Hsic(without), other = pairs[2].Hsic(without);
        return own > 0 && other > 0 ? pairs[0].Hsic(without) / Math.Sqrt(own * other) : double.NaN;
    }

    private static bool[] Marked(int samples, int[] group)
    {
        var marked = new bool[samples];
        foreach (int i in group)
            marked[i] = true;
        return marked;
    }
}
