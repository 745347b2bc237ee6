using Szilard.Observables.Similarity;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Probes;

/// <summary>Accuracy of the vote of the k nearest training samples: what a representation tells of the
/// classes without any fitting.</summary>
/// <remarks>Source: Wu, Xiong, Yu, Lin, "Unsupervised feature learning via non-parametric instance
/// discrimination", 2018, §3.4 (cosine; weights exp(cos/T) with T = 0.07).</remarks>
/// <param name="k">How many neighbours vote, ≥ 1.</param>
/// <param name="temperature">T of the weights exp(cos/T), or exp(−distance/T); 0 for equal votes.</param>
/// <param name="cosine">Cosine, otherwise Euclidean distance.</param>
public sealed class NearestNeighbours(int k, double temperature, bool cosine) : IMeter
{
    /// <summary>Near by angle, as representations on a sphere are read.</summary>
    public static Part<IMeter> Cosine { get; } =
        By("cosine", "knn", "Accuracy of the vote of the nearest training samples.");

    /// <summary>Near by distance, for outputs that lie on no sphere: of a plane the angle is one coordinate
    /// of two.</summary>
    public static Part<IMeter> Euclidean { get; } = By(
        "euclidean", "knn.euclidean",
        "Accuracy of the vote of the nearest training samples, by distance in place of angle.");

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Labels;

    /// <inheritdoc/>
    public Invariances Invariances => cosine || temperature == 0
        ? Invariances.Scaling | Invariances.Rotation | (cosine ? 0 : Invariances.Translation)
        : Invariances.Rotation | Invariances.Translation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        (Matrix fit, int[] labels) = (halves.Fit.Representation, halves.Fit.Labels!);
        if (Accuracy.Obstacle(labels) is { } single)
            return Reading.Undefined(single);
        int voters = Math.Min(k, fit.Rows);
        Matrix queries = halves.Test.Representation;
        var neighbours = Neighbours.Find(
            queries, fit, NeighbourTies.Enough(voters, fit.Rows), cosine, false, workers);
        var predicted = new int[queries.Rows];
        workers.Run(queries.Rows, i => predicted[i] = Vote(neighbours, labels, i));
        return Accuracy.Of(labels, halves.Test.Labels!, predicted).Noting(
            voters < k ? $"Only {voters} training samples can vote, not k = {k}." : "",
            NeighbourTies.Remark(voters, neighbours));
    }

    private int Vote(Neighbours neighbours, int[] labels, int query)
    {
        int voters = Math.Min(k, neighbours.K);
        ReadOnlySpan<int> indices = neighbours.Of(query)[..voters];
        double[] weights = Weights(neighbours.ScoresOf(query)[..voters]);
        var votes = new Dictionary<int, double>();
        for (int j = 0; j < indices.Length; j++)
            votes[labels[indices[j]]] = votes.GetValueOrDefault(labels[indices[j]]) + weights[j];
        int winner = labels[indices[0]];
        foreach (int index in indices)
            winner = votes[labels[index]] > votes[winner] ? labels[index] : winner;
        return winner;
    }

    /// <summary>Relative to the nearest, so that a small temperature does not overflow.</summary>
    private double[] Weights(ReadOnlySpan<double> scores)
    {
        var weights = new double[scores.Length];
        for (int j = 0; j < weights.Length; j++)
            weights[j] = cosine ? scores[j] : -Math.Sqrt(-2 * scores[j]);
        double nearest = weights[0];
        return Array.ConvertAll(weights, w => temperature == 0 ? 1 : Math.Exp((w - nearest) / temperature));
    }

    private static Part<IMeter> By(string metric, string name, string summary) => new(
        new PartCard(
            name, summary,
            "Wu, Xiong, Yu, Lin, Unsupervised feature learning via non-parametric instance discrimination, "
                + "2018, §3.4")
        {
            Formula = "mean [argmax_c Σ_{j ∈ Nₖ(i)} wᵢⱼ·[yⱼ = c] = yᵢ]",
            Convention = $"{Halves.Convention}; k = 20, {metric}, equal votes unless `temperature` > 0 "
                + "(exp(cos/T), or exp(−distance/T)); a tied vote goes to the class with the nearest member; "
                + $"{Accuracy.Convention}",
            Parameters =
            [
                new IntegerParameter("k", "How many neighbours vote.", 20, 1),
                new NumberParameter("temperature", "T of the weights; 0 for equal votes.", 0, 0),
                new ChoiceParameter("metric", "What is near.", metric, "cosine", "euclidean"),
            ],
        },
        s => new NearestNeighbours(
            s.Integer("k"), s.Number("temperature"), s.Choice("metric") == "cosine"));
}
