using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Two frequent classes that differ along e₁, and a rare one that differs from both along e₂ alone;
/// in the frequent classes e₂ is there as well, but says nothing of the class.</summary>
/// <remarks>
/// x = ±e₁ + q·e₂ + σξ for classes 0 and 1, q = ±1 where e₂ is present, else 0; x = s·e₁ + 2e₂ + σξ, s = ±1
/// at random, for class 2. After the toy of Liu, HaoChen, Gaidon, Ma, "Self-supervised learning is more
/// robust to dataset imbalance", 2021, section 3; the constants are of this project.
/// </remarks>
/// <param name="Samples">x, n × d.</param>
/// <param name="Labels">Classes.</param>
internal sealed record RareFeature(Matrix Samples, int[] Labels)
{
    /// <summary>d.</summary>
    public const int Dimensions = 400;

    /// <summary>σ.</summary>
    public const double Noise = 0.35;

    /// <summary>The column of e₂.</summary>
    public const int Feature = 1;

    /// <summary>How many classes there are.</summary>
    public const int Classes = 3;

    private const double ViewNoise = 0.2;

    /// <summary>A sample with the given number of each class.</summary>
    /// <param name="counts">Of classes 0, 1, 2.</param>
    /// <param name="presence">Probability that e₂ is there in classes 0 and 1.</param>
    /// <param name="key">Randomness.</param>
    public static RareFeature Draw(int[] counts, double presence, RandomKey key)
    {
        RandomStream stream = key.Stream();
        int[] labels = [.. counts.SelectMany((count, c) => Enumerable.Repeat(c, count))];
        Matrix samples = new(labels.Length, Dimensions);
        for (int i = 0; i < labels.Length; i++)
        {
            Span<double> row = samples.Row(i);
            foreach (ref double value in row)
                value = Noise * stream.NextNormal();
            bool present = stream.NextDouble() < presence;
            row[0] += labels[i] == 0 ? 1 : labels[i] == 1 ? -1 : Sign(ref stream);
            row[Feature] += labels[i] == 2 ? 2 : present ? Sign(ref stream) : 0;
        }
        return new RareFeature(samples, labels);
    }

    /// <summary>Two views of the samples at those rows: independent noise is added.</summary>
    public (Matrix Left, Matrix Right) Views(ReadOnlySpan<int> rows, RandomKey key) =>
        (Blur(rows, key.Split("left")), Blur(rows, key.Split("right")));

    private Matrix Blur(ReadOnlySpan<int> rows, RandomKey key)
    {
        RandomStream stream = key.Stream();
        Matrix view = Samples.Select(rows);
        foreach (ref double value in view.Values.AsSpan())
            value += ViewNoise * stream.NextNormal();
        return view;
    }

    private static double Sign(ref RandomStream stream) => stream.NextDouble() < 0.5 ? -1 : 1;
}
