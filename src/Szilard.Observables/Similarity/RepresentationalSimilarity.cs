using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Representational similarity analysis: Spearman correlation of the distances between samples in
/// one representation with those in the other.</summary>
/// <remarks>1 when one set of distances is an increasing function of the other. Source: Kriegeskorte, Mur,
/// Bandettini, "Representational similarity analysis: connecting the branches of systems neuroscience",
/// 2008.</remarks>
/// <param name="correlation">1 − correlation of the rows instead of their Euclidean distance.</param>
public sealed class RepresentationalSimilarity(bool correlation) : IMeter
{
    private const int SamplesAtMost = 1024;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "rsa",
        "Rank correlation of the distances between samples in both representations.",
        "Kriegeskorte, Mur, Bandettini, Representational similarity analysis, 2008")
    {
        Formula = "Spearman of d(xᵢ, xⱼ) with d(yᵢ, yⱼ), i < j",
        Convention = "a similarity in [−1, 1]; Euclidean distance unless `distance` says correlation (1 − r "
            + "of the rows, which needs 3 dimensions to say much); more than 1024 samples: a random 1024 of "
            + "them; ties share their mean rank; standard error: jackknife over 16 groups of samples; "
            + "chance: 0, the exact mean over shuffled pairings",
        Parameters =
        [
            new ChoiceParameter("distance", "What is near.", "euclidean", "euclidean", "correlation"),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) =>
        new RepresentationalSimilarity(settings.Choice("distance") == "correlation");

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances => correlation
        ? Invariances.Scaling
        : Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        int n = specimen.Representation.Rows;
        if (n < 4)
            return Reading.Undefined($"{n} samples; a rank correlation of distances needs at least 4.");
        int[] rows = PermutationNull.Shuffled(n, key.Split("subsample"))[..Math.Min(n, SamplesAtMost)];
        var x = RankedPairs.Of(Distances(specimen.Representation.Select(rows)));
        var y = RankedPairs.Of(Distances(specimen.Other!.Select(rows)));
        int[][] groups = Resampling.Groups(rows.Length);
        var ranks = new RankCorrelation(x, y, groups);
        double value = ranks.OfAll();
        if (double.IsNaN(value))
            return Reading.Undefined("All distances of one representation are equal; they have no ranks.");
        var leftOut = new double[groups.Length];
        workers.Run(groups.Length, g => leftOut[g] = ranks.Without(g));
        return new Reading(value, Jackknife.StandardError(leftOut), 0);
    }

    /// <summary>Squared Euclidean distances; equal ones stay equal because both entries of a pair are one
    /// number.</summary>
    private Matrix Distances(Matrix rows)
    {
        Matrix points = correlation ? Columns.NormaliseRows(RowCentred(rows)) : Columns.Centre(rows);
        Matrix result = CrossProducts.MultiplyTransposed(points, points);
        double[] squares = [.. Enumerable.Range(0, rows.Rows).Select(i => result[i, i])];
        for (int i = 0; i < rows.Rows; i++)
            for (int j = 0; j < i; j++)
                result[i, j] = Math.Max(0, squares[i] + squares[j] - (2 * result[i, j]));
        return result;
    }

    private static Matrix RowCentred(Matrix rows)
    {
        Matrix centred = rows.Slice(0, rows.Rows);
        for (int i = 0; i < centred.Rows; i++)
            TensorPrimitives.Subtract(centred.Row(i), Spread.Mean(centred.Row(i)), centred.Row(i));
        return centred;
    }
}
