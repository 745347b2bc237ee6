namespace Szilard.Tensors;

/// <summary>A dense row-major matrix of doubles: one row per sample, one column per variable. What meters
/// read and samplers write.</summary>
public sealed class Matrix
{
    /// <summary>A matrix over the given values, which are not copied.</summary>
    /// <param name="rows">Samples, ≥ 0.</param>
    /// <param name="columns">Variables, ≥ 0.</param>
    /// <param name="values">Row after row, rows × columns of them.</param>
    /// <exception cref="ArgumentException">The number of values does not fit.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        if ((long)rows * columns != values.Length)
            throw new ArgumentException(
                $"{rows}×{columns} needs {(long)rows * columns} values, but {values.Length} were given.");
        (Rows, Columns, Values) = (rows, columns, values);
    }

    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns) : this(rows, columns, new double[checked(rows * columns)])
    {
    }

    /// <summary>Samples.</summary>
    public int Rows { get; }

    /// <summary>Variables.</summary>
    public int Columns { get; }

    /// <summary>The values, row after row.</summary>
    public double[] Values { get; }

    /// <summary>The entry at (row, column).</summary>
    public double this[int row, int column]
    {
        get => Values[(row * Columns) + column];
        set => Values[(row * Columns) + column] = value;
    }

    /// <summary>One row as a span over the values.</summary>
    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>All of it, as an operand of products.</summary>
    public MatrixBlock<double> Block() => Block(0, Rows);

    /// <summary><paramref name="count"/> rows from <paramref name="start"/> on, as an operand of
    /// products.</summary>
    public MatrixBlock<double> Block(int start, int count) =>
        new(Values.AsSpan(start * Columns), count, Columns, Columns);

    /// <summary>One column, copied.</summary>
    public double[] Column(int column)
    {
        var copy = new double[Rows];
        for (int i = 0; i < Rows; i++)
            copy[i] = this[i, column];
        return copy;
    }

    /// <summary>The rows at the given indices, in that order, copied.</summary>
    public Matrix Select(ReadOnlySpan<int> rows)
    {
        var picked = new Matrix(rows.Length, Columns);
        for (int i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(picked.Row(i));
        return picked;
    }

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1,
    /// copied.</summary>
    public Matrix Slice(int start, int count) =>
        new(count, Columns, Values.AsSpan(start * Columns, count * Columns).ToArray());

    /// <summary>A matrix of equal shape whose entries are f(entry).</summary>
    public Matrix Map(Func<double, double> f) => new(Rows, Columns, Array.ConvertAll(Values, v => f(v)));

    /// <summary>The transposed copy.</summary>
    public Matrix Transpose()
    {
        var result = new Matrix(Columns, Rows);
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++)
                result[j, i] = this[i, j];
        return result;
    }

    /// <summary>A matrix from rows of equal length.</summary>
    public static Matrix FromRows(params IReadOnlyList<double[]> rows)
    {
        var result = new Matrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (int i = 0; i < rows.Count; i++)
            rows[i].CopyTo(result.Row(i));
        return result;
    }
}
