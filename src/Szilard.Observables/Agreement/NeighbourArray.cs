using Szilard.Observables.Similarity;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Agreement;

/// <summary>Mutual k-NN: the lists of nearest neighbours, found once; a shuffle renames them.</summary>
internal sealed class NeighbourArray(Matrix rows, int k, Workers workers) : IPreparedArray
{
    private readonly Neighbours _near = Neighbours.Find(
        rows, rows, NeighbourTies.Enough(k, rows.Rows - 1), cosine: true, excludeSelf: true, workers);

    /// <inheritdoc/>
    public string Remark => NeighbourTies.Remark(k, _near);

    /// <inheritdoc/>
    public double With(IPreparedArray other, int[] order)
    {
        NeighbourArray y = (NeighbourArray)other;
        int[] inverse = Inverse(order), last = new int[order.Length];
        long common = 0;
        for (int i = 0; i < order.Length; i++)
        {
            foreach (int j in Near(i))
                last[j] = i + 1;
            foreach (int partner in y.Near(order[i]))
                common += last[inverse[partner]] == i + 1 ? 1 : 0;
        }
        return common / ((double)order.Length * k);
    }

    private ReadOnlySpan<int> Near(int row) => _near.Of(row)[..k];

    /// <summary>The order that undoes an order.</summary>
    public static int[] Inverse(int[] order)
    {
        var inverse = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            inverse[order[i]] = i;
        return inverse;
    }
}
