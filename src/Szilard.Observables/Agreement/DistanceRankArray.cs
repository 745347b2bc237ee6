using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>RSA: the centred ranks of all distances between rows, so that a shuffled pairing sorts
/// nothing.</summary>
internal sealed class DistanceRankArray : IPreparedArray
{
    private readonly Matrix _ranks;
    private readonly double _norm;

    /// <summary>Ranks the Euclidean distances.</summary>
    public DistanceRankArray(Matrix rows)
    {
        double[] ranks = Ranks.Of(SquaredDistances(rows));
        TensorPrimitives.Subtract(ranks, (ranks.Length + 1) / 2.0, ranks);
        _ranks = new Matrix(rows.Rows, rows.Rows);
        int next = 0;
        for (int i = 0; i < rows.Rows; i++)
            for (int j = 0; j < i; j++)
                _ranks[i, j] = _ranks[j, i] = ranks[next++];
        double squares = TensorPrimitives.SumOfSquares<double>(_ranks.Values);
        _norm = squares > 0 ? Math.Sqrt(squares) : double.NaN;
    }

    /// <inheritdoc/>
    public double With(IPreparedArray other, int[] order)
    {
        DistanceRankArray y = (DistanceRankArray)other;
        return Gathered.Product(_ranks, y._ranks, order) / (_norm * y._norm);
    }

    private static double[] SquaredDistances(Matrix rows)
    {
        Matrix centred = Columns.Centre(rows), products = CrossProducts.MultiplyTransposed(centred, centred);
        var distances = new double[rows.Rows * (rows.Rows - 1) / 2];
        int next = 0;
        for (int i = 0; i < rows.Rows; i++)
            for (int j = 0; j < i; j++)
                distances[next++] = Math.Max(0, products[i, i] + products[j, j] - (2 * products[i, j]));
        return distances;
    }
}
