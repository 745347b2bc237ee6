namespace Szilard.Observables.Similarity;

/// <summary>A kernel that is kept for pairs of nearest neighbours alone: row i holds the products of sample i
/// with its k nearest.</summary>
internal sealed class NeighbourKernel(Neighbours neighbours, int k)
{
    /// <summary>How many samples.</summary>
    public int Count => neighbours.Indices.Length / neighbours.K;

    /// <summary>Song's unbiased HSIC of the two kernels where both are kept; sample i of the first is sample
    /// order[i] of the second.</summary>
    /// <remarks>tr(K·L) = Σ K_ij·L_ji and 1ᵀKL1 = Σ_j (column sum of K)·(row sum of L), over the kept pairs:
    /// a pair (i, j) is kept when j is near i in both, which need not hold for (j, i).</remarks>
    /// <param name="a">First kernel.</param>
    /// <param name="b">Second kernel.</param>
    /// <param name="order">Partners of the first's samples.</param>
    /// <param name="inverse">The inverse of the order.</param>
    /// <param name="without">Samples of the first that are left out, with their partners; null for
    /// none.</param>
    public static double Hsic(
        NeighbourKernel a, NeighbourKernel b, int[] order, int[] inverse, HashSet<int>? without)
    {
        var kept = new Dictionary<(int, int), (double First, double Second)>();
        double[] columns = new double[order.Length], rows = new double[order.Length];
        double first = 0, second = 0;
        for (int i = 0; i < a.Count; i++)
        {
            foreach ((int j, double left, double right) in Common(a, b, i, order, inverse, without))
            {
                kept[(i, j)] = (left, right);
                (first, second) = (first + left, second + right);
                columns[j] += left;
                rows[i] += right;
            }
        }
        double trace = 0, middle = 0, n = order.Length - (without?.Count ?? 0);
        foreach (((int i, int j), (double left, _)) in kept)
            trace += kept.TryGetValue((j, i), out (double First, double Second) back)
                ? left * back.Second : 0;
        for (int j = 0; j < order.Length; j++)
            middle += columns[j] * rows[j];
        return (trace + (first * second / ((n - 1) * (n - 2))) - (2 * middle / (n - 2))) / (n * (n - 3));
    }

    private static IEnumerable<(int Index, double Left, double Right)> Common(
        NeighbourKernel a, NeighbourKernel b, int i, int[] order, int[] inverse, HashSet<int>? without)
    {
        if (without is not null && without.Contains(i))
            yield break;
        for (int place = 0; place < a.K; place++)
        {
            (int j, double left) = a.At(i, place);
            if (without is not null && without.Contains(j))
                continue;
            for (int other = 0; other < b.K; other++)
            {
                (int partner, double right) = b.At(order[i], other);
                if (inverse[partner] == j)
                    yield return (j, left, right);
            }
        }
    }

    private int K => k;

    private (int Index, double Product) At(int row, int place) =>
        (neighbours.Indices[(row * neighbours.K) + place], neighbours.Scores[(row * neighbours.K) + place]);
}
