namespace Szilard.Tensors;

/// <summary>A rectangle of a row-major array, perhaps seen transposed; nothing is copied.</summary>
/// <typeparam name="T">The element, <c>float</c> or <c>double</c>.</typeparam>
public readonly ref struct MatrixBlock<T>
{
    /// <summary>The rectangle that starts at the first value.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="rows">Rows, ≥ 0.</param>
    /// <param name="columns">Columns, ≥ 0.</param>
    /// <param name="stride">Distance between the starts of rows.</param>
    /// <exception cref="ArgumentException">The values end before the rectangle does.</exception>
    public MatrixBlock(ReadOnlySpan<T> values, int rows, int columns, int stride)
    {
        long needed = rows == 0 || columns == 0 ? 0 : ((rows - 1L) * stride) + columns;
        if (rows < 0 || columns < 0 || stride < columns || needed > values.Length)
            throw new ArgumentException(
                $"{rows}×{columns} with rows {stride} apart needs {needed} values, but {values.Length} were "
                + "given.");
        Values = values;
        (Rows, Columns, Stride) = (rows, columns, stride);
    }

    /// <summary>The values as stored.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Rows as seen.</summary>
    public int Rows { get; private init; }

    /// <summary>Columns as seen.</summary>
    public int Columns { get; private init; }

    /// <summary>Distance between the starts of rows as stored.</summary>
    public int Stride { get; }

    /// <summary>Whether rows and columns have been exchanged.</summary>
    public bool IsTransposed { get; private init; }

    /// <summary>The same values with rows and columns exchanged.</summary>
    public MatrixBlock<T> Transposed =>
        this with { Rows = Columns, Columns = Rows, IsTransposed = !IsTransposed };
}
