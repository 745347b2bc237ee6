using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Classes;

/// <summary>Sums over the samples of each class, enough for distances, scatters and a least-squares head:
/// samples can be taken away without seeing the rest again.</summary>
/// <param name="Counts">Samples of each class.</param>
/// <param name="Sums">Σx of each class, classes × dimensions.</param>
/// <param name="Squares">Σ‖x‖² of each class.</param>
/// <param name="Gram">Σx·xᵀ over all samples.</param>
internal sealed record ClassMoments(double[] Counts, Matrix Sums, double[] Squares, Matrix Gram)
{
    /// <summary>Moments of all samples and of what is left without each of sixteen groups; the mean of all
    /// samples is taken out first.</summary>
    public static (ClassMoments All, ClassMoments[] LeftOut) Of(
        Specimen specimen, int[] labels, Workers workers) =>
        specimen.Shared.Once(("classes", specimen.Representation, labels), () =>
        {
            Matrix h = specimen.Shared.Centred(specimen.Representation);
            int[] compact = Compact(labels);
            int classes = compact.Length == 0 ? 0 : compact.Max() + 1;
            var all = Of(h, compact, classes, [.. Enumerable.Range(0, h.Rows)]);
            int[][] groups = Resampling.Groups(h.Rows);
            var leftOut = new ClassMoments[groups.Length];
            workers.Run(groups.Length, g => leftOut[g] = all.Minus(Of(h, compact, classes, groups[g])));
            return (all, leftOut);
        });

    /// <summary>Reads a number of the moments of the labelled classes, with its jackknife error.</summary>
    /// <param name="specimen">Representation and labels.</param>
    /// <param name="workers">Share out the groups.</param>
    /// <param name="number">The number; not finite where it is not defined.</param>
    /// <param name="undefined">What is said where it is not.</param>
    public static Reading Read(
        Specimen specimen, Workers workers, Func<ClassMoments, double> number, string undefined)
    {
        int[] labels = specimen.Labels!;
        if (Obstacle(specimen, labels) is { } obstacle)
            return Reading.Undefined(obstacle);
        (ClassMoments all, ClassMoments[] leftOut) = Of(specimen, labels, workers);
        Reading reading = Resampling.Of(all, leftOut, [], number).Reading;
        return double.IsFinite(reading.Value)
            ? reading.Noting(Cautions.Wide(specimen.Representation))
            : Reading.Undefined(undefined);
    }

    private static string? Obstacle(Specimen specimen, int[] labels)
    {
        int classes = labels.Distinct().Count();
        if (classes < 2 || specimen.Representation.Columns == 0)
            return $"{classes} classes of {specimen.Representation.Columns} dimensions; at least 2 and 1 are "
                + "needed.";
        int least = labels.CountBy(l => l).Min(c => c.Value);
        return least < 2
            ? $"A class has {least} sample; a spread within classes needs at least 2 of each."
            : null;
    }

    /// <summary>Why a least-squares head cannot be fitted; null where it can.</summary>
    public static string? HeadObstacle(Matrix h) => h.Rows <= h.Columns + 1
        ? $"n = {h.Rows} samples to fit a head of d = {h.Columns} columns and an intercept; more than "
        + $"{h.Columns + 1} are needed. Give more samples, or read `nc1` and `nc2`, which fit none."
        : null;

    /// <summary>Labels 0, 1, … without gaps, in the same order.</summary>
    public static int[] Compact(int[] labels)
    {
        int[] names = [.. labels.Distinct().Order()];
        return Array.ConvertAll(labels, l => Array.BinarySearch(names, l));
    }

    /// <summary>The mean of each class; a class without samples has none and reads 0.</summary>
    public Matrix Means()
    {
        Matrix means = Sums.Slice(0, Sums.Rows);
        for (int c = 0; c < means.Rows; c++)
            TensorPrimitives.Divide(means.Row(c), Math.Max(1, Counts[c]), means.Row(c));
        return means;
    }

    /// <summary>E‖x − μ‖² of class c: its total variance.</summary>
    public double Variance(int c) => Math.Max(
        0, (Squares[c] / Counts[c])
            - (TensorPrimitives.SumOfSquares<double>(Sums.Row(c)) / (Counts[c] * Counts[c])));

    /// <summary>What is left without the other samples.</summary>
    public ClassMoments Minus(ClassMoments other) => new(
        Difference(Counts, other.Counts),
        new Matrix(Sums.Rows, Sums.Columns, Difference(Sums.Values, other.Sums.Values)),
        Difference(Squares, other.Squares),
        new Matrix(Gram.Rows, Gram.Columns, Difference(Gram.Values, other.Gram.Values)));

    private static ClassMoments Of(Matrix h, int[] labels, int classes, int[] rows)
    {
        double[] counts = new double[classes], squares = new double[classes];
        var sums = new Matrix(classes, h.Columns);
        foreach (int i in rows)
        {
            counts[labels[i]]++;
            squares[labels[i]] += TensorPrimitives.SumOfSquares<double>(h.Row(i));
            TensorPrimitives.Add(sums.Row(labels[i]), h.Row(i), sums.Row(labels[i]));
        }
        return new ClassMoments(counts, sums, squares, CrossProducts.Gram(h, new double[h.Columns], rows));
    }

    private static double[] Difference(double[] a, double[] b)
    {
        var result = new double[a.Length];
        TensorPrimitives.Subtract(a, b, result);
        return result;
    }
}
