using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>A view of rows that lie <paramref name="stride"/> values apart.</summary>
internal readonly ref struct Rows(ReadOnlySpan<double> values, int stride, int count)
{
    private readonly ReadOnlySpan<double> _values = values;
    private readonly int _stride = stride;

    /// <summary>How many rows.</summary>
    public int Count { get; } = count;

    /// <summary>Row <paramref name="index"/>, from its start to the next row.</summary>
    public ReadOnlySpan<double> Row(int index) =>
        _values.Slice(index * _stride, Math.Min(_stride, _values.Length - (index * _stride)));

    /// <summary>All rows of a matrix.</summary>
    public static Rows Of(Matrix matrix) => new(matrix.Values, matrix.Columns, matrix.Rows);

    /// <summary>Rows start … start + count − 1 of a matrix.</summary>
    public static Rows Of(Matrix matrix, int start, int count) =>
        new(matrix.Values.AsSpan(start * matrix.Columns, count * matrix.Columns), matrix.Columns, count);
}
