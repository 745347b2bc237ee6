namespace Szilard.Tensors;

/// <summary>A dense row-major array on a device, made on a tape. Its operations are extension methods,
/// grouped by theme: <see cref="ElementwiseOperations"/>, <see cref="ReductionOperations"/>,
/// <see cref="ProductOperations"/>, <see cref="ArrangementOperations"/>, <see cref="LayerOperations"/>,
/// <see cref="ContrastOperations"/>.</summary>
public sealed class Tensor
{
    internal Tensor(Tape tape, Shape shape, Storage storage, int index, bool tracked) =>
        (Tape, Shape, Storage, Index, Tracked) = (tape, shape, storage, index, tracked);

    /// <summary>The lengths along the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The tape that it was made on; it lives as long as that.</summary>
    public Tape Tape { get; }

    /// <summary>True where gradients flow to it.</summary>
    public bool Tracked { get; }

    internal Storage Storage { get; }

    internal int Index { get; }

    internal Device Device => Tape.Device;

    /// <summary>The value of a scalar.</summary>
    /// <exception cref="InvalidOperationException">There is more than one value.</exception>
    public double Item()
    {
        if (Shape.Size != 1)
            throw new InvalidOperationException($"A scalar was asked of a tensor of shape {Shape}.");
        Span<double> value = stackalloc double[1];
        Device.Read(Storage, value);
        return value[0];
    }

    /// <summary>The values as floats.</summary>
    public float[] ToSingles()
    {
        var values = new float[Shape.Size];
        Device.Read(Storage, values);
        return values;
    }

    /// <summary>The values as doubles.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Shape.Size];
        Device.Read(Storage, values);
        return values;
    }

    /// <summary>The values as a matrix with one row per entry of the first axis.</summary>
    public Matrix ToMatrix() => new(Shape[0], Shape.Size / Math.Max(1, Shape[0]), ToDoubles());

    /// <summary>The values as a batch.</summary>
    public Batch ToBatch() => new(Shape, ToSingles());
}
