using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Mean share of a sample's k nearest neighbours that it has in both representations, between 0 and
/// 1.</summary>
/// <remarks>Source: Huh, Cheung, Wang, Isola, "The Platonic representation hypothesis", 2024, eq. 11 (inner
/// products of normalised rows, k = 10).</remarks>
/// <param name="k">How many neighbours, ≥ 1.</param>
/// <param name="cosine">Cosine, otherwise Euclidean distance.</param>
public sealed class MutualNeighbours(int k, bool cosine) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "mutual-knn",
        "Mean share of nearest neighbours that a sample has in both representations.",
        "Huh, Cheung, Wang, Isola, The Platonic representation hypothesis, 2024, eq. 11")
    {
        Formula = "meanᵢ |Nₖ(xᵢ) ∩ Nₖ(yᵢ)| / k",
        Convention = "self excluded, ties to the lower index, cosine unless `metric` says euclidean; "
            + "standard error: of the mean over samples (their dependence ignored); chance: k/(n − 1)",
        Parameters =
        [
            new IntegerParameter("k", "How many neighbours.", 10, 1),
            new ChoiceParameter("metric", "What is near.", "cosine", "cosine", "euclidean"),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) =>
        new MutualNeighbours(settings.Integer("k"), settings.Choice("metric") == "cosine");

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Scaling | Invariances.Rotation | (cosine ? 0 : Invariances.Translation);

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        int n = specimen.Representation.Rows;
        if (n <= k)
            return Reading.Undefined($"{n} samples; k = {k} neighbours beside the sample itself need at "
                + $"least {k + 1}.");
        (Matrix x, Matrix y) = (specimen.Representation, specimen.Other!);
        var here = specimen.Shared.Neighbours(x, k, cosine, workers);
        var there = specimen.Shared.Neighbours(y, k, cosine, workers);
        var shares = new double[n];
        for (int i = 0; i < n; i++)
            shares[i] = Common(here.Of(i)[..k], there.Of(i)[..k]) / (double)k;
        return new Reading(Spread.Mean(shares), Spread.OfMean(shares), k / (double)(n - 1))
            .Noting(NeighbourTies.Remark(k, here, there));
    }

    private static int Common(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int shared = 0;
        foreach (int index in a)
            shared += b.Contains(index) ? 1 : 0;
        return shared;
    }
}
