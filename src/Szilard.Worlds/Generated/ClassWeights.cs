using Szilard.Parts;

namespace Szilard.Worlds.Generated;

/// <summary>How often classes come up where they are not balanced.</summary>
/// <remarks>Both laws run from 1 for class 0 to 1/r for the last of C classes: exponential
/// w_c = r^(−c/(C−1)) (Cui, Jia, Lin, Song, Belongie, "Class-balanced loss based on effective number of
/// samples", 2019, long-tailed CIFAR), Pareto w_c = (c + 1)^(−ln r / ln C) (Liu, HaoChen, Gaidon, Ma,
/// "Self-supervised learning is more robust to dataset imbalance", 2022, with the exponent that gives the
/// ratio).</remarks>
public static class ClassWeights
{
    internal const string Key = "imbalance";
    internal const string RatioKey = "imbalance_ratio";
    private const string None = "none";
    private const string Exponential = "exponential";

    /// <summary>The parameters of imbalance, shared by all worlds with classes.</summary>
    internal static IReadOnlyList<ParameterCard> Parameters { get; } =
    [
        new ChoiceParameter(
            Key, "Law by which classes become rarer from the first to the last.", None, None, Exponential,
            "pareto"),
        new NumberParameter(
            RatioKey, "How many times rarer the last class is than the first.", 10, 1, 1e6),
    ];

    /// <summary>The weights that settings ask for; null for balance.</summary>
    internal static double[]? From(Settings settings, int classes) => settings.Choice(Key) switch
    {
        None => null,
        string law => Of(law == Exponential, classes, settings.Number(RatioKey)),
    };

    /// <summary>w₀ = 1 … w_(C−1) = 1/r.</summary>
    /// <param name="exponential">True for the exponential law, false for Pareto's.</param>
    /// <param name="classes">C ≥ 1.</param>
    /// <param name="ratio">r ≥ 1.</param>
    public static double[] Of(bool exponential, int classes, double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ratio, 1);
        double last = Math.Max(1, classes - 1), logs = Math.Log(Math.Max(2, classes));
        return [.. Enumerable.Range(0, classes).Select(c => exponential
            ? Math.Pow(ratio, -c / last)
            : Math.Pow(c + 1, -Math.Log(ratio) / logs))];
    }

    /// <summary>Whole numbers proportional to the weights that sum to a total, by largest remainder; earlier
    /// classes first among equals.</summary>
    public static int[] Share(IReadOnlyList<double> weights, int total)
    {
        double sum = weights.Sum();
        int[] shares = [.. weights.Select(w => (int)Math.Floor(w / sum * total))];
        IEnumerable<int> order = Enumerable.Range(0, shares.Length)
            .OrderByDescending(c => (weights[c] / sum * total) - shares[c]);
        foreach (int c in order.Take(total - shares.Sum()))
            shares[c]++;
        return shares;
    }
}
