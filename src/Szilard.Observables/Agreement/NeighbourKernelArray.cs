using Szilard.Observables.Similarity;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Agreement;

/// <summary>CKNNA: kernels kept for nearest neighbours alone, found once.</summary>
internal sealed class NeighbourKernelArray : IPreparedArray
{
    private readonly NeighbourKernel _kernel;
    private readonly double _norm;

    /// <summary>Finds the neighbours by cosine.</summary>
    public NeighbourKernelArray(Matrix rows, int k, Workers workers)
    {
        int wanted = NeighbourTies.Enough(k, rows.Rows - 1);
        var near = Neighbours.Find(rows, rows, wanted, cosine: true, excludeSelf: true, workers);
        _kernel = new NeighbourKernel(near, k);
        Remark = NeighbourTies.Remark(k, near);
        int[] same = [.. Enumerable.Range(0, rows.Rows)];
        double own = NeighbourKernel.Shared(_kernel, _kernel, same).Hsic([]);
        _norm = own > 0 ? Math.Sqrt(own) : double.NaN;
    }

    /// <inheritdoc/>
    public string Remark { get; }

    /// <inheritdoc/>
    public double With(IPreparedArray other, int[] order)
    {
        NeighbourKernelArray y = (NeighbourKernelArray)other;
        return NeighbourKernel.Shared(_kernel, y._kernel, order).Hsic([]) / (_norm * y._norm);
    }
}
