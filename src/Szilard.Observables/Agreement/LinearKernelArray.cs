using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>Linear CKA: the inner product of centred kernels over their norms.</summary>
/// <remarks>With centred columns ⟨K, PLPᵀ⟩ = ‖XᵀPY‖²_F. Unbiased, the kernels lose their diagonal and are
/// U-centred (Székely, Rizzo 2014); because a U-centred kernel has zero row sums, its product with the other,
/// n(n − 3)·HSIC₁, is ‖XᵀPY‖²_F − Σᵢ wᵢ·|y_σ(i)|² with wᵢ = (n·|xᵢ|² − Σ|x|²/(n − 1))/(n − 2). A shuffle
/// costs 2npq operations by columns or n² by kernels that are kept; the cheaper is taken.</remarks>
internal sealed class LinearKernelArray : IPreparedArray
{
    /// <summary>Up to pq = 2n, 2npq operations in rows are fewer than n² gathered ones weigh.</summary>
    private const int GatherCost = 2;

    private readonly Matrix _centred;
    private readonly double[] _squares;
    private readonly double[] _weights;
    private readonly Lazy<Matrix> _kernel;
    private readonly double _norm;

    /// <summary>Centres, and finds the norm.</summary>
    /// <param name="rows">One sample per row.</param>
    /// <param name="unbiased">Kernels without diagonal.</param>
    public LinearKernelArray(Matrix rows, bool unbiased)
    {
        _centred = Columns.Centre(rows);
        double n = rows.Rows;
        _squares = new double[rows.Rows];
        for (int i = 0; i < _squares.Length; i++)
            _squares[i] = TensorPrimitives.SumOfSquares<double>(_centred.Row(i));
        double mean = TensorPrimitives.Sum<double>(_squares) / (n - 1);
        _weights = unbiased ? Array.ConvertAll(_squares, s => ((n * s) - mean) / (n - 2)) : [];
        _kernel = new Lazy<Matrix>(() => CrossProducts.MultiplyTransposed(_centred, _centred));
        double own = Product(this, [.. Enumerable.Range(0, rows.Rows)]);
        _norm = own > 0 ? Math.Sqrt(own) : double.NaN;
    }

    /// <inheritdoc/>
    public double With(IPreparedArray other, int[] order)
    {
        LinearKernelArray y = (LinearKernelArray)other;
        return Product(y, order) / (_norm * y._norm);
    }

    private double Product(LinearKernelArray y, int[] order)
    {
        long byColumns = (long)_centred.Columns * y._centred.Columns;
        double product = byColumns <= (long)GatherCost * order.Length
            ? ByColumns(y, order) : Gathered.Product(_kernel.Value, y._kernel.Value, order);
        for (int i = 0; i < _weights.Length; i++)
            product -= _weights[i] * y._squares[order[i]];
        return product;
    }

    private double ByColumns(LinearKernelArray y, int[] order) => TensorPrimitives.SumOfSquares<double>(
        CrossProducts.Of(
            _centred, new double[_centred.Columns], y._centred.Select(order),
            new double[y._centred.Columns]).Values);
}
