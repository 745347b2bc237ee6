using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>The entries of a matrix that are not zero, column by column: most pixels of most digits
/// are.</summary>
internal sealed class SparseColumns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>From n×columns, row-major.</summary>
    public SparseColumns(int rows, int columns, ReadOnlySpan<T> matrix)
    {
        Start = new int[columns + 1];
        foreach (int at in Filled(matrix))
            Start[(at % columns) + 1]++;
        for (int c = 0; c < columns; c++)
            Start[c + 1] += Start[c];
        (Row, Value) = (new int[Start[^1]], new T[Start[^1]]);
        int[] next = Start[..^1];
        foreach (int at in Filled(matrix))
        {
            int to = next[at % columns]++;
            (Row[to], Value[to]) = (at / columns, matrix[at]);
        }
    }

    /// <summary>Where each column begins; one more than there are columns.</summary>
    public int[] Start { get; }

    /// <summary>The row of each entry, ascending within a column.</summary>
    public int[] Row { get; }

    public T[] Value { get; }

    private static List<int> Filled(ReadOnlySpan<T> matrix)
    {
        List<int> filled = new(matrix.Length / 4);
        for (int i = 0; i < matrix.Length; i++)
        {
            if (matrix[i] != T.Zero)
                filled.Add(i);
        }
        return filled;
    }
}
