namespace Szilard.Observables.Probes;

/// <summary>Accuracy of predicted classes, with the binomial error and the accuracy of always naming the
/// class that is most frequent among the fitted samples.</summary>
internal static class Accuracy
{
    /// <summary>What conventions say of it.</summary>
    public const string Convention =
        "standard error: √(p(1 − p)/n) over held-out samples; chance: always naming the most frequent "
            + "fitted class";

    /// <summary>How many classes the labels name: the largest plus one.</summary>
    public static int Classes(int[] labels) => labels.Max() + 1;

    /// <summary>Scores predictions.</summary>
    public static Reading Of(int[] fitLabels, int[] labels, int[] predicted)
    {
        int n = labels.Length, majority = Majority(fitLabels);
        double right = labels.Zip(predicted).Count(p => p.First == p.Second) / (double)n;
        return new Reading(
            right, Math.Sqrt(right * (1 - right) / n), labels.Count(l => l == majority) / (double)n);
    }

    /// <summary>Why a classifier has nothing to do; null when it has.</summary>
    public static string? Obstacle(int[] fitLabels) => fitLabels.Distinct().Count() < 2
        ? $"All labels to fit on are {fitLabels[0]}: one class is nothing to tell apart."
        : null;

    private static int Majority(int[] labels) =>
        labels.CountBy(l => l).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;
}
