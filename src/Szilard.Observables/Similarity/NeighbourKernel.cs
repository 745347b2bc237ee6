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
    /// <param name="without">Marks samples of the first that are left out, with their partners; empty for
    /// none.</param>
    public static double Hsic(NeighbourKernel a, NeighbourKernel b, int[] order, ReadOnlySpan<bool> without)
    {
        double[] columns = new double[order.Length], rows = new double[order.Length];
        double first = 0, second = 0, trace = 0, middle = 0, n = order.Length - without.Count(true);
        for (int i = 0; i < order.Length; i++)
        {
            foreach (int j in IsOut(without, i) ? [] : a.Near(i))
            {
                (double left, double right) = (a.Product(i, j), b.Product(order[i], order[j]));
                if (IsOut(without, j) || double.IsNaN(right))
                    continue;
                (first, second) = (first + left, second + right);
                columns[j] += left;
                rows[i] += right;
                double back = double.IsNaN(a.Product(j, i)) ? 0 : b.Product(order[j], order[i]);
                trace += double.IsNaN(back) ? 0 : left * back;
            }
        }
        for (int j = 0; j < order.Length; j++)
            middle += columns[j] * rows[j];
        return (trace + (first * second / ((n - 1) * (n - 2))) - (2 * middle / (n - 2))) / (n * (n - 3));
    }

    private static bool IsOut(ReadOnlySpan<bool> without, int sample) => !without.IsEmpty && without[sample];

    private ReadOnlySpan<int> Near(int row) => neighbours.Of(row)[..k];

    /// <summary>The product of a sample with another; NaN where that is none of its neighbours.</summary>
    private double Product(int row, int other)
    {
        int place = Near(row).IndexOf(other);
        return place < 0 ? double.NaN : neighbours.ScoresOf(row)[place];
    }
}
