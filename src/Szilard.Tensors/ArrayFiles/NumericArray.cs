using System.Runtime.InteropServices;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>A row-major array of numbers as it stands in a file: a shape, an element type and the
/// little-endian bytes of the entries.</summary>
/// <remarks>Held in the byte order of the machine, which on every platform that .NET 10 supports except s390x
/// is the little-endian order of the files.</remarks>
public sealed class NumericArray
{
    private readonly Array _entries;

    /// <summary>An array over the given bytes, which are not copied.</summary>
    /// <exception cref="ArgumentException">The number of bytes does not fit shape and type.</exception>
    public NumericArray(Shape shape, ElementType type, byte[] bytes) : this(shape, type, (Array)bytes)
    {
        if ((long)shape.Size * type.Size != bytes.Length)
            throw new ArgumentException(
                $"{shape} of {type} needs {(long)shape.Size * type.Size} bytes, but {bytes.Length} were "
                + "given.");
    }

    private NumericArray(Shape shape, ElementType type, Array entries)
    {
        if ((long)shape.Size * type.Size > Array.MaxLength)
            throw new ArgumentException($"{shape} of {type} has more than {Array.MaxLength} bytes.");
        (Shape, Type, _entries) = (shape, type, entries);
    }

    /// <summary>Lengths along the axes, outermost first; a scalar has none.</summary>
    public Shape Shape { get; }

    /// <summary>What one entry is.</summary>
    public ElementType Type { get; }

    /// <summary>Where the array comes from, as messages name it: a file, or a key in a file.</summary>
    public string Source { get; init; } = "the array";

    /// <summary>The entries, row-major, as bytes.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(
        ref MemoryMarshal.GetArrayDataReference(_entries), Shape.Size * Type.Size);

    /// <summary>The entries rounded to floats, in a new array.</summary>
    public float[] ToFloats() => NumericConversion.To<float>(Type, Bytes);

    /// <summary>The entries as doubles, in a new array; 64-bit integers beyond 2⁵³ are rounded.</summary>
    public double[] ToDoubles() => NumericConversion.To<double>(Type, Bytes);

    /// <summary>The entries as doubles: one row per index of the first axis, further axes side by side. One
    /// axis gives one column, a scalar one entry.</summary>
    public Matrix ToMatrix()
    {
        int rows = Shape.Rank == 0 ? 1 : Shape[0];
        return new Matrix(rows, ItemSize(), ToDoubles());
    }

    /// <summary>The entries as floats in the shape that they have; a scalar gives one sample.</summary>
    public Batch ToBatch() => new(Shape.Rank == 0 ? new Shape(1) : Shape, ToFloats());

    /// <summary>The entries as class labels: whole numbers from 0, one per sample.</summary>
    /// <exception cref="SzilardException">More than one number per sample, or an entry that is no whole
    /// number from 0 to 2³¹−1.</exception>
    public int[] ToLabels()
    {
        if (Shape.Rank > 1 && ItemSize() != 1)
            throw new SzilardException(
                $"{Source} is {Shape}, but labels are one number per sample; give an array of one axis.");
        double[] values = ToDoubles();
        int wrong = Array.FindIndex(values, v => !(v >= 0 && v <= int.MaxValue && v == Math.Floor(v)));
        return wrong < 0
            ? Array.ConvertAll(values, v => (int)v)
            : throw new SzilardException(
                $"{Source}: entry {wrong} is {values[wrong]}, but labels are whole numbers 0, 1, …; renumber "
                + "them.");
    }

    /// <summary>The row-major index of the first NaN or infinity, or null when all entries are
    /// finite.</summary>
    public int? FirstNonFinite() => NumericConversion.FirstNonFinite(Type, Bytes);

    /// <summary>Rows × columns of doubles over the matrix's own values, which are not copied.</summary>
    public static NumericArray From(Matrix matrix) =>
        new(new Shape(matrix.Rows, matrix.Columns), ElementType.Float64, (Array)matrix.Values);

    /// <summary>Floats over the batch's own values, which are not copied.</summary>
    public static NumericArray From(Batch batch) =>
        new(batch.Shape, ElementType.Float32, (Array)batch.Values);

    /// <summary>One axis of 32-bit integers over the given values, which are not copied.</summary>
    public static NumericArray From(int[] values) =>
        new(new Shape(values.Length), ElementType.Int32, (Array)values);

    private int ItemSize()
    {
        int size = 1;
        for (int axis = 1; axis < Shape.Rank; axis++)
            size *= Shape[axis];
        return size;
    }
}
