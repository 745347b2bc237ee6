namespace Szilard.Tensors;

/// <summary>A row-major array of floats whose first axis counts samples: what learners take in and give
/// out. Images are samples × height × width × channels.</summary>
public sealed class Batch
{
    /// <summary>A batch over the given values, which are not copied.</summary>
    /// <exception cref="ArgumentException">The number of values does not fit the shape, or there is no
    /// sample axis.</exception>
    public Batch(Shape shape, float[] values)
    {
        if (shape.Rank == 0)
            throw new ArgumentException("A batch needs an axis that counts samples, but a scalar was given.");
        if (shape.Size != values.Length)
            throw new ArgumentException(
                $"{shape} needs {shape.Size} values, but {values.Length} were given.");
        (Shape, Values) = (shape, values);
    }

    /// <summary>Samples first.</summary>
    public Shape Shape { get; }

    /// <summary>The values.</summary>
    public float[] Values { get; }

    /// <summary>How many samples.</summary>
    public int Count => Shape[0];

    /// <summary>How many values one sample has.</summary>
    public int ItemSize => Count == 0 ? 0 : Values.Length / Count;

    /// <summary>One sample as a span over the values.</summary>
    public Span<float> Item(int index) => Values.AsSpan(index * ItemSize, ItemSize);

    /// <summary>The same numbers as a matrix of doubles, one row per sample.</summary>
    public Matrix ToMatrix() => new(Count, ItemSize, Array.ConvertAll(Values, v => (double)v));

    /// <summary>A matrix rounded to floats.</summary>
    public static Batch From(Matrix matrix) =>
        new(new Shape(matrix.Rows, matrix.Columns), Array.ConvertAll(matrix.Values, v => (float)v));
}
