using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Similarity;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>The scores of agreement that are calibrated, under the names of the meters that read the same
/// number; all are similarities, 1 at most.</summary>
public static class AgreementScores
{
    private const int K = 10;

    /// <summary>The catalogue.</summary>
    public static Catalogue<AgreementScore> All { get; } = new(
        "score",
        Kernel(UnbiasedCka.Card, unbiased: true),
        Canonical(
            CanonicalCorrelation.Square.Card, "mean squared canonical correlation, in [0, 1]", 1,
            (t, _, _) => WhitenedColumns.MeanSquare(t)),
        new(
            Told(MutualNeighbours.Card, $"cosine, k = {K}, self excluded, in [0, 1]"),
            _ => new((rows, workers) => new NeighbourArray(rows, K, workers), Few(K + 1))),
        Kernel(LinearCka.Card, unbiased: false),
        Canonical(
            CanonicalCorrelation.Mean.Card, "mean canonical correlation, in [0, 1]", 1,
            (t, _, _) => WhitenedColumns.Mean(t)),
        Canonical(
            CanonicalCorrelation.Singular.Card, "of the components of 99 % of the variance, in [0, 1]", 0.99,
            (t, _, _) => WhitenedColumns.Mean(t)),
        Canonical(
            CanonicalCorrelation.Weighted.Card,
            "weighted by what directions carry, mean of both sides, in [0, 1]",
            1, WhitenedColumns.Weighted),
        new(
            Told(Procrustes.Card, "the overlap ‖XᵀY‖_*/(‖X‖·‖Y‖) = 1 − d/2 of the meter's distance d, in "
                + "[0, 1]"),
            _ => new(
                (rows, _) => new CrossArray(UnitNorm(rows), (t, _, _) => SingularValues.Sum(t)), Few(2))),
        new(
            Told(RepresentationalSimilarity.Card, "Euclidean distances of all samples, in [−1, 1]"),
            _ => new((rows, _) => new DistanceRankArray(rows), Few(4))),
        new(
            Told(NeighbourAlignment.Card, $"cosine, k = {K}, unbiased, 1 at most"),
            _ => new((rows, workers) => new NeighbourKernelArray(rows, K, workers), Few(K + 1))));

    /// <summary>What is compared where nothing else is asked for: one global score that is blind to
    /// rotations, one that is blind to every affine map, one local score.</summary>
    public static IReadOnlyList<Part<AgreementScore>> Usual { get; } = [.. All.Parts.Take(3)];

    private static Part<AgreementScore> Kernel(PartCard card, bool unbiased) => new(
        Told(
            card,
            unbiased ? "unbiased, 1 at most, 0 on average for independent arrays" : "biased, in [0, 1]"),
        _ => new((rows, _) => new LinearKernelArray(rows, unbiased), Few(4)));

    private static Part<AgreementScore> Canonical(
        PartCard card, string convention, double share,
        Func<Matrix, CrossArray, CrossArray, double> statistic) => new(
            Told(card, convention),
            _ => new((rows, _) => Whitened(rows, share, statistic), CanonicalAnalysis.Obstacle));

    private static CrossArray Whitened(
        Matrix rows, double share, Func<Matrix, CrossArray, CrossArray, double> statistic)
    {
        Matrix columns = WhitenedColumns.Of(rows, share);
        double[] none = new double[columns.Columns], here = Columns.Means(rows);
        return new CrossArray(columns, statistic) { Carried = CrossProducts.Of(columns, none, rows, here) };
    }

    /// <summary>Centred, of Frobenius norm 1; without columns where it is constant.</summary>
    private static Matrix UnitNorm(Matrix rows)
    {
        Matrix centred = Columns.Centre(rows);
        double norm = TensorPrimitives.Norm<double>(centred.Values);
        return norm > 0 ? CrossProducts.Scale(centred, 1 / norm) : new Matrix(rows.Rows, 0);
    }

    private static PartCard Told(PartCard card, string convention) => new(
        card.Name, card.Summary, card.Source)
    {
        Formula = card.Formula,
        Convention = convention,
    };

    private static Func<Matrix, Matrix, string?> Few(int least) => (x, _) => x.Rows < least
        ? $"n = {x.Rows} samples; it needs at least {least}." : null;
}
