using System.Runtime.InteropServices;

namespace Szilard.Observables.Similarity;

/// <summary>A kernel that is kept for pairs of nearest neighbours alone: row i holds the products of sample i
/// with its k nearest.</summary>
internal sealed class NeighbourKernel(Neighbours neighbours, int k)
{
    /// <summary>How many samples.</summary>
    public int Count => neighbours.Indices.Length / neighbours.K;

    /// <summary>What both kernels keep; sample i of the first is sample order[i] of the second.</summary>
    /// <param name="a">First kernel.</param>
    /// <param name="b">Second kernel.</param>
    /// <param name="order">Partners of the first's samples.</param>
    public static SharedPairs Shared(NeighbourKernel a, NeighbourKernel b, int[] order)
    {
        List<SharedPair> pairs = [];
        for (int i = 0; i < order.Length; i++)
        {
            foreach (int j in a.Near(i))
            {
                double left = a.Product(i, j), right = b.Product(order[i], order[j]);
                if (double.IsNaN(right))
                    continue;
                double back = double.IsNaN(a.Product(j, i)) ? 0 : b.Product(order[j], order[i]);
                pairs.Add(new SharedPair(i, j, left, right, double.IsNaN(back) ? 0 : left * back));
            }
        }
        return new SharedPairs(pairs, order.Length);
    }

    private ReadOnlySpan<int> Near(int row) => neighbours.Of(row)[..k];

    /// <summary>The product of a sample with another; NaN where that is none of its neighbours.</summary>
    private double Product(int row, int other)
    {
        int place = Near(row).IndexOf(other);
        return place < 0 ? double.NaN : neighbours.ScoresOf(row)[place];
    }

    /// <summary>Samples i and j, with j near i in both kernels.</summary>
    /// <param name="I">One sample.</param>
    /// <param name="J">The other.</param>
    /// <param name="Left">K_ij.</param>
    /// <param name="Right">L_ij.</param>
    /// <param name="Back">K_ij·L_ji, 0 where (j, i) is not kept by both.</param>
    public readonly record struct SharedPair(int I, int J, double Left, double Right, double Back);

    /// <summary>Two kernels where both are kept.</summary>
    public sealed class SharedPairs(List<SharedPair> pairs, int samples)
    {
        /// <summary>Song's unbiased HSIC.</summary>
        /// <remarks>tr(K·L) = Σ K_ij·L_ji and 1ᵀKL1 = Σ_j (column sum of K)·(row sum of L), over the kept
        /// pairs: a pair (i, j) is kept when j is near i in both, which need not hold for (j, i).</remarks>
        /// <param name="without">Marks samples of the first that are left out, with their partners; empty for
        /// none.</param>
        public double Hsic(ReadOnlySpan<bool> without)
        {
            double[] columns = new double[samples], rows = new double[samples];
            double first = 0, second = 0, trace = 0, middle = 0, n = samples - without.Count(true);
            foreach (ref readonly SharedPair pair in CollectionsMarshal.AsSpan(pairs))
            {
                if (!without.IsEmpty && (without[pair.I] || without[pair.J]))
                    continue;
                (first, second, trace) = (first + pair.Left, second + pair.Right, trace + pair.Back);
                columns[pair.J] += pair.Left;
                rows[pair.I] += pair.Right;
            }
            for (int j = 0; j < samples; j++)
                middle += columns[j] * rows[j];
            return (trace + (first * second / ((n - 1) * (n - 2))) - (2 * middle / (n - 2)))
                / (n * (n - 3));
        }
    }
}
