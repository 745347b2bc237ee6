using Szilard.Tensors;

namespace Szilard.Observables.Statistics;

/// <summary>Ranks from 1; equal values share their mean rank.</summary>
internal static class Ranks
{
    /// <summary>Each column replaced by its ranks.</summary>
    public static Matrix OfColumns(Matrix matrix)
    {
        var ranks = new Matrix(matrix.Rows, matrix.Columns);
        for (int j = 0; j < matrix.Columns; j++)
        {
            double[] column = Of(matrix.Column(j));
            for (int i = 0; i < matrix.Rows; i++)
                ranks[i, j] = column[i];
        }
        return ranks;
    }

    /// <summary>The ranks of a list.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        int[] order = RisingOrder.Of(values);
        var ranks = new double[values.Length];
        for (int start = 0, end; start < values.Length; start = end)
        {
            for (end = start + 1; end < values.Length && values[order[end]] == values[order[start]];)
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + end + 1) / 2.0;
        }
        return ranks;
    }
}
