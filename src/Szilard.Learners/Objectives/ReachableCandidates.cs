using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Objectives;

/// <summary>The contrastive cross-entropy over those candidates that an anchor's conditional can reach, the
/// positive always among them.</summary>
internal static class ReachableCandidates
{
    /// <summary>A logit that no softmax sees, and that adds to any other without overflow.</summary>
    private const double Never = -1e30;

    /// <summary>The loss, and as terms the mean positive logit and the mean log-partition.</summary>
    /// <param name="left">n×d.</param>
    /// <param name="right">n×d.</param>
    /// <param name="form">Products, or squared distances.</param>
    /// <param name="negatives">cross or symmetric.</param>
    /// <param name="reach">Which right rows can belong to which left ones.</param>
    public static Loss CrossEntropy(
        Tensor left, Tensor right, PairForm form, string negatives, Reach reach)
    {
        Tensor loss = OneWay(left, right, form, reach.Includes);
        if (negatives == "symmetric")
            loss = loss.Add(OneWay(right, left, form, (i, j) => reach.Includes(j, i))).Scale(0.5);
        Tensor positive = Candidates.Logits(left, right, form).Mean();
        return new Loss(loss, ("positive_logit", positive), ("log_partition", loss.Add(positive)));
    }

    private static Tensor OneWay(
        Tensor anchors, Tensor candidates, PairForm form, Func<int, int, bool> reached)
    {
        int n = anchors.Shape[0];
        Matrix mask = new(n, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                mask[i, j] = i == j || reached(i, j) ? 0 : Never;
        Tensor logits = Logits(anchors, candidates, form).Add(anchors.Tape.Constant(mask));
        return logits.LogSoftmax().Pick([.. Enumerable.Range(0, n)]).Mean().Scale(-1);
    }

    /// <summary>Up to a number of each row, which cancels: 2a·b − |b|² stands for −|a − b|².</summary>
    private static Tensor Logits(Tensor anchors, Tensor candidates, PairForm form)
    {
        Tensor products = anchors.MatMul(candidates, transposeB: true);
        return form.Similarity == PairSimilarity.Dot
            ? products.Scale(form.Scale)
            : products.Scale(2).Subtract(candidates.Square().Sum(^1).Transpose()).Scale(form.Scale);
    }
}
