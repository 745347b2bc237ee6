using System.Numerics.Tensors;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Centred kernel alignment with the linear kernel from unbiased estimates of HSIC: 0 on average for
/// independent representations, and so sometimes negative.</summary>
/// <remarks>With k, l the kernels without diagonal, HSIC = [tr(KL) + 1ᵀK1·1ᵀL1/((n−1)(n−2)) − 2·1ᵀKL1/(n−2)]
/// / (n(n−3)). All three sums follow from moments of the rows with their squared norms as an extra column, so
/// no n × n matrix is formed. Source: Song, Smola, Gretton, Bedo, Borgwardt, "Feature selection via
/// dependence maximization", 2012, eq. 5; Nguyen, Raghu, Kornblith, "Do wide and deep networks learn the same
/// things?", 2021.</remarks>
public sealed class UnbiasedCka : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "cka.unbiased",
        "Similarity to the other representation by centred kernel alignment, linear kernel, unbiased HSIC.",
        "Song et al., Feature selection via dependence maximization, 2012, eq. 5; Nguyen, Raghu, Kornblith "
            + "2021")
    {
        Formula = "HSIC₁(X, Y) / √(HSIC₁(X, X)·HSIC₁(Y, Y))",
        Convention = "a similarity, 1 at most, not clamped at 0, n ≥ 4; standard error: jackknife over 16 "
            + "groups; chance: 0, the exact mean of the numerator over all shuffled pairings",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new UnbiasedCka();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        if (specimen.Representation.Rows < 4)
            return Reading.Undefined($"{specimen.Representation.Rows} samples; the unbiased estimate "
                + "divides by n − 3 and needs at least 4.");
        Matrix x = WithSquaredNorm(specimen.Shared.Centred(specimen.Representation));
        Matrix y = WithSquaredNorm(specimen.Shared.Centred(specimen.Other!));
        (double value, double error) = GroupMoments.Of(x, y, workers).Read(workers, Value);
        return double.IsNaN(value)
            ? Reading.Undefined("One representation is constant, or too small a sample to estimate its "
                + "self-similarity above 0.")
            : new Reading(value, error, 0);
    }

    private static double Value(PairMoments m)
    {
        double x = Hsic(m.XX, m.SumX, m.SumX, m.Count), y = Hsic(m.YY, m.SumY, m.SumY, m.Count);
        return x > 0 && y > 0 ? Hsic(m.XY, m.SumX, m.SumY, m.Count) / Math.Sqrt(x * y) : double.NaN;
    }

    /// <summary>Song's estimate from Σ a·bᵀ, Σ a and Σ b, where the last entry of a row is its squared
    /// norm.</summary>
    private static double Hsic(Matrix products, double[] sumA, double[] sumB, int n)
    {
        int p = products.Rows - 1, q = products.Columns - 1;
        ReadOnlySpan<double> a = sumA.AsSpan(0, p), b = sumB.AsSpan(0, q);
        double norms = products[p, q], trace = -norms, rows = norms;
        for (int i = 0; i < p; i++)
        {
            ReadOnlySpan<double> row = products.Row(i);
            trace += TensorPrimitives.SumOfSquares(row[..q]);
            rows += a[i] * (TensorPrimitives.Dot(row[..q], b) - row[q]);
        }
        rows -= TensorPrimitives.Dot<double>(products.Row(p)[..q], b);
        double wholeA = TensorPrimitives.SumOfSquares(a) - sumA[p];
        double wholeB = TensorPrimitives.SumOfSquares(b) - sumB[q];
        double count = n;
        return (trace + (wholeA * wholeB / ((count - 1) * (count - 2))) - (2 * rows / (count - 2)))
            / (count * (count - 3));
    }

    private static Matrix WithSquaredNorm(Matrix centred)
    {
        var result = new Matrix(centred.Rows, centred.Columns + 1);
        for (int i = 0; i < centred.Rows; i++)
        {
            centred.Row(i).CopyTo(result.Row(i));
            result[i, centred.Columns] = TensorPrimitives.SumOfSquares<double>(centred.Row(i));
        }
        return result;
    }
}
