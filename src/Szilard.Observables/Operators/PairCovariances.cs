using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Operators;

/// <summary>Second moments of features φ over pairs of views ξ, ξ′: what a linear map of them can know of the
/// operator that averages over the other view.</summary>
/// <param name="Same">Σ = E φ(ξ)φ(ξ)ᵀ, p × p, over both views.</param>
/// <param name="Across">C = E φ(ξ)φ(ξ′)ᵀ, p × p, symmetrised.</param>
public sealed record PairCovariances(Matrix Same, Matrix Across)
{
    /// <summary>The moments of a sample, about 0, not about the mean: constants are functions too.</summary>
    /// <param name="left">φ(ξ), n × p.</param>
    /// <param name="right">φ(ξ′), row for row.</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is no row.</exception>
    public static PairCovariances Of(Matrix left, Matrix right)
    {
        if (left.Rows != right.Rows || left.Columns != right.Columns || left.Rows == 0)
            throw new ArgumentException(
                $"Pairs need two arrays of one shape with rows, not {left.Rows}×{left.Columns} and "
                + $"{right.Rows}×{right.Columns}.");
        double[] origin = new double[left.Columns];
        double each = 0.5 / left.Rows;
        Matrix across = CrossProducts.Of(left, origin, right, origin);
        return new PairCovariances(
            Sum(each, CrossProducts.Gram(left, origin), CrossProducts.Gram(right, origin)),
            Sum(each, across, across.Transpose()));
    }

    private static Matrix Sum(double factor, Matrix a, Matrix b) =>
        new(a.Rows, a.Columns, [.. a.Values.Zip(b.Values, (x, y) => factor * (x + y))]);
}
