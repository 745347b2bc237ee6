using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>LiDAR: effective rank of linear discriminant analysis in which every sample is a class of its own
/// and its views are the members.</summary>
/// <remarks>Directions count by how far they tell samples apart beyond what augmentation does to them. The
/// views of a sample are given as arrays, row for row, so that no queue can mix samples. Source: Thilak et
/// al., "LiDAR: sensing linear probing performance in joint embedding SSL architectures", 2024, eq. 2 to
/// 4.</remarks>
/// <param name="delta">δ, added to the diagonal of the within-class covariance.</param>
public sealed class Lidar(double delta) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "lidar",
        "Effective rank of what tells samples apart beyond the difference of their views.",
        "Thilak et al., LiDAR: sensing linear probing performance in joint embedding SSL architectures, "
            + "2024, eq. 2 to 4")
    {
        Formula = "exp(−Σ pₖ ln pₖ), pₖ = λₖ/Σλ, λ of Σw^(−1/2)·Σb·Σw^(−1/2), Σw with δ on its diagonal",
        Convention = "each sample is a surrogate class, its views (the representation, the second view and "
            + "any further ones) are the members; divisors n and n·q; δ = 1e-4; no ε in the entropy; "
            + "standard error: jackknife over 16 groups of samples; no chance level",
        Parameters =
        [
            new NumberParameter("delta", "Added to the diagonal of the within-class covariance.", 1e-4, 0)
                { MinimumExcluded = true },
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) => new Lidar(settings.Number("delta"));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.View;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix[] views = [specimen.Representation, specimen.View!, .. specimen.FurtherViews];
        (int n, int d) = (views[0].Rows, views[0].Columns);
        if (n < 3 || d == 0)
            return Reading.Undefined($"{n} samples of {d} dimensions; classes to tell apart need at least 3 "
                + "and 1.");
        (Matrix means, Matrix rests) = Split(views);
        var all = Scatter.Of(means, rests, views.Length, Enumerable.Range(0, n).ToArray());
        double value = Rank(all);
        if (double.IsNaN(value))
            return Reading.Undefined("All samples have the same mean over views: nothing tells them apart.");
        int[][] groups = Resampling.Groups(n);
        var leftOut = new double[groups.Length];
        workers.Run(groups.Length, g =>
            leftOut[g] = Rank(all.Minus(Scatter.Of(means, rests, views.Length, groups[g]))));
        return new Reading(value, Jackknife.StandardError(leftOut), double.NaN)
        {
            Remark = n > d
                ? "" : $"{n} samples are no more than {d} dimensions; the rank is at most {n - 1}.",
        };
    }

    /// <summary>The mean over views of each sample, and what each view differs by: rows i·q … i·q + q − 1
    /// belong to sample i. The mean of all is taken out for the sake of rounding.</summary>
    private static (Matrix Means, Matrix Rests) Split(Matrix[] views)
    {
        (int n, int d, int q) = (views[0].Rows, views[0].Columns, views.Length);
        Matrix means = new(n, d), rests = new(n * q, d);
        foreach (Matrix view in views)
            TensorPrimitives.Add(means.Values, view.Values, means.Values);
        TensorPrimitives.Divide(means.Values, q, means.Values);
        for (int i = 0; i < n; i++)
            for (int v = 0; v < q; v++)
                TensorPrimitives.Subtract(views[v].Row(i), means.Row(i), rests.Row((i * q) + v));
        return (Columns.Centre(means), rests);
    }

    private double Rank(Scatter scatter)
    {
        Matrix within = scatter.Within;
        for (int j = 0; j < within.Rows; j++)
            within[j, j] += delta;
        if (Cholesky.TryFactor(within, 0) is not { } lower)
            return double.NaN;
        Matrix half = scatter.Between;
        lower.SolveLowerRows(half);
        Matrix whitened = half.Transpose();
        lower.SolveLowerRows(whitened);
        double[] values = SymmetricEigen.ValuesOfGram(whitened);
        double sum = values.Sum();
        return sum > 0 ? Math.Exp(-values.Sum(v => v > 0 ? v / sum * Math.Log(v / sum) : 0)) : double.NaN;
    }

    private sealed record Scatter(int Count, int Views, double[] Sum, Matrix Products, Matrix Rests)
    {
        public static Scatter Of(Matrix means, Matrix rests, int views, int[] samples)
        {
            double[] none = new double[means.Columns], sum = new double[means.Columns];
            foreach (int i in samples)
                TensorPrimitives.Add(sum, means.Row(i), sum);
            int[] rows = [.. samples.SelectMany(i => Enumerable.Range(i * views, views))];
            return new Scatter(samples.Length, views, sum, CrossProducts.Gram(means, none, samples),
                CrossProducts.Gram(rests, none, rows));
        }

        public Matrix Within => CrossProducts.Scale(Rests, 1.0 / (Count * Views));

        public Matrix Between
        {
            get
            {
                Matrix result = CrossProducts.Scale(Products, 1.0 / Count);
                for (int i = 0; i < Sum.Length; i++)
                    for (int j = 0; j < Sum.Length; j++)
                        result[i, j] -= Sum[i] / Count * (Sum[j] / Count);
                return result;
            }
        }

        public Scatter Minus(Scatter other) => new(
            Count - other.Count, Views, [.. Sum.Zip(other.Sum, (a, b) => a - b)],
            Difference(Products, other.Products), Difference(Rests, other.Rests));

        private static Matrix Difference(Matrix a, Matrix b)
        {
            var result = new Matrix(a.Rows, a.Columns);
            TensorPrimitives.Subtract(a.Values, b.Values, result.Values);
            return result;
        }
    }
}
