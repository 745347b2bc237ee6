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
        _kernel = new NeighbourKernel(
            Neighbours.Find(rows, rows, k, cosine: true, excludeSelf: true, workers), k);
        int[] same = [.. Enumerable.Range(0, rows.Rows)];
        double own = NeighbourKernel.Shared(_kernel, _kernel, same).Hsic([]);
        _norm = own > 0 ? Math.Sqrt(own) : double.NaN;
    }

    /// <inheritdoc/>
    public double With(IPreparedArray other, int[] order)
    {
        NeighbourKernelArray y = (NeighbourKernelArray)other;
        return NeighbourKernel.Shared(_kernel, y._kernel, order).Hsic([]) / (_norm * y._norm);
    }
}
