using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>k-means of directions: each row goes to the centroid of greatest cosine, each centroid to the
/// direction of its rows' sum.</summary>
/// <remarks>Dhillon, Modha, "Concept decompositions for large sparse text data using clustering", Machine
/// Learning 42, 2001. A centroid that loses all rows stays where it is.</remarks>
internal static class SphericalKMeans
{
    private const int Block = 4096;

    /// <summary>Centroids, K×d, from K different rows as the first ones.</summary>
    /// <param name="rows">n×d, of unit length; rows of zeros count for nothing.</param>
    /// <param name="width">d.</param>
    /// <param name="count">K.</param>
    /// <param name="rounds">Rounds of both steps.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="key">Which rows come first.</param>
    public static float[] Fit(float[] rows, int width, int count, int rounds, Workers workers, RandomKey key)
    {
        int[] seen = [.. Enumerable.Range(0, rows.Length / width).Where(i => rows.AsSpan(i * width, width)
            .ContainsAnyExcept(0f))];
        key.Stream().Shuffle<int>(seen);
        var centroids = new float[count * width];
        for (int k = 0; k < count && seen.Length > 0; k++)
            rows.AsSpan(seen[k % seen.Length] * width, width).CopyTo(centroids.AsSpan(k * width));
        for (int round = 0; round < rounds; round++)
            Move(rows, width, Assign(rows, centroids, width, workers), centroids);
        return centroids;
    }

    /// <summary>The centroid of greatest cosine for each row; −1 for a row of zeros.</summary>
    public static float[] Assign(float[] rows, float[] centroids, int width, Workers workers)
    {
        int items = rows.Length / width, count = centroids.Length / width;
        var labels = new float[items];
        var scores = new float[Math.Min(Block, items) * count];
        for (int first = 0; first < items; first += Block)
        {
            int n = Math.Min(Block, items - first);
            SpanProduct.Multiply<float>(
                workers, n, count, width, rows.AsSpan(first * width, n * width), false, centroids, true,
                scores.AsSpan(0, n * count));
            Labelled.Likeliest(scores.AsSpan(0, n * count), count).CopyTo(labels, first);
        }
        for (int i = 0; i < items; i++)
            labels[i] = rows.AsSpan(i * width, width).ContainsAnyExcept(0f) ? labels[i] : -1;
        return labels;
    }

    private static void Move(float[] rows, int width, float[] labels, float[] centroids)
    {
        var sums = new double[centroids.Length];
        for (int i = 0; i < labels.Length; i++)
            for (int d = 0; d < width && labels[i] >= 0; d++)
                sums[((int)labels[i] * width) + d] += rows[(i * width) + d];
        for (int k = 0; k < centroids.Length / width; k++)
        {
            double norm = TensorPrimitives.Norm<double>(sums.AsSpan(k * width, width));
            for (int d = 0; d < width && norm > 0; d++)
                centroids[(k * width) + d] = (float)(sums[(k * width) + d] / norm);
        }
    }
}
