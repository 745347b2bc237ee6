using System.Numerics;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>The entries of a matrix that are not zero, column by column: most pixels of most digits
/// are.</summary>
internal sealed class SparseColumns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>From n×columns, row-major.</summary>
    public SparseColumns(int rows, int columns, ReadOnlySpan<T> matrix)
    {
        int[] filled = new int[matrix.Length], ends = new int[rows];
        int entries = 0;
        for (int row = 0; row < rows; row++)
            ends[row] = entries = Filled(matrix.Slice(row * columns, columns), filled, entries);
        (Start, Row, Value) = (new int[columns + 1], new int[entries], new T[entries]);
        foreach (int column in filled.AsSpan(0, entries))
            Start[column + 1]++;
        for (int c = 0; c < columns; c++)
            Start[c + 1] += Start[c];
        int[] next = Start[..^1];
        for (int row = 0, at = 0; row < rows; row++)
        {
            for (; at < ends[row]; at++)
            {
                int to = next[filled[at]]++;
                (Row[to], Value[to]) = (row, matrix[(row * columns) + filled[at]]);
            }
        }
    }

    /// <summary>Where each column begins; one more than there are columns.</summary>
    public int[] Start { get; }

    /// <summary>The row of each entry, ascending within a column.</summary>
    public int[] Row { get; }

    public T[] Value { get; }

    /// <summary>Appends where a row is not zero, as many values at a time as a register holds.</summary>
    private static int Filled(ReadOnlySpan<T> row, Span<int> filled, int count)
    {
        int at = 0;
        for (; at <= row.Length - Vector512<T>.Count; at += Vector512<T>.Count)
        {
            Vector512<T> values = Vector512.Create(row.Slice(at, Vector512<T>.Count));
            ulong zero = Vector512.Equals(values, Vector512<T>.Zero).ExtractMostSignificantBits();
            for (ulong ink = ~zero & Lanes; ink != 0; ink &= ink - 1)
                filled[count++] = at + BitOperations.TrailingZeroCount(ink);
        }
        for (; at < row.Length; at++)
        {
            if (row[at] != T.Zero)
                filled[count++] = at;
        }
        return count;
    }

    private static ulong Lanes => (1UL << Vector512<T>.Count) - 1;
}
