using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>The contrastive cross-entropy −s⁺ + log Σ e^s under the published candidate sets.</summary>
internal static class Candidates
{
    /// <summary>The candidate sets by name.</summary>
    public static readonly string[] Names = ["cross", "symmetric", "both-views", "anchors"];

    /// <summary>How many candidates an anchor has, the positive included.</summary>
    public static int Count(string negatives, int batch) => negatives switch
    {
        "both-views" => (2 * batch) - 1,
        "anchors" => batch + 1,
        _ => batch,
    };

    /// <summary>ln(candidates) − mutual information, and never below 0: the positive is among the
    /// candidates, so that the loss is −log of a probability.</summary>
    public static double? Floor(double? plateau, double? mutualInformation) =>
        plateau - mutualInformation is { } floor ? Math.Max(0, floor) : null;

    /// <summary>The loss, and as terms the mean positive logit and the mean log-partition.</summary>
    /// <param name="left">n×d.</param>
    /// <param name="right">n×d.</param>
    /// <param name="form">Similarity and scale.</param>
    /// <param name="negatives">One of <see cref="Names"/>.</param>
    public static Loss CrossEntropy(Tensor left, Tensor right, PairForm form, string negatives)
    {
        Tensor positives = Logits(left, right, form);
        Tensor partition = negatives switch
        {
            "cross" => left.PairLogSumExp(right, form),
            "symmetric" => left.PairLogSumExp(right, form).Add(right.PairLogSumExp(left, form)).Scale(0.5),
            "both-views" => BothViews(left, right, form),
            "anchors" => left.PairLogSumExp(left, form, positives),
            _ => throw new ArgumentOutOfRangeException(
                nameof(negatives), negatives, "No such candidate set."),
        };
        Tensor positive = positives.Mean();
        return new Loss(
            partition.Subtract(positive), ("positive_logit", positive), ("log_partition", partition));
    }

    private static Tensor BothViews(Tensor left, Tensor right, PairForm form)
    {
        Tensor all = left.ConcatRows(right);
        return all.PairLogSumExp(all, form with { ExcludedOffset = 0 });
    }

    /// <summary>The logit of each row with its own positive, n×1.</summary>
    internal static Tensor Logits(Tensor left, Tensor right, PairForm form) => form.Similarity switch
    {
        PairSimilarity.Dot => left.RowDots(right).Scale(form.Scale),
        PairSimilarity.NegativeSquaredDistance => left.RowSquaredDistances(right).Scale(-form.Scale),
        _ => left.Subtract(right).Abs().Power(form.Power).Sum(^1).Scale(-form.Scale),
    };
}
