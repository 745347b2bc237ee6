namespace Szilard.Tensors;

/// <summary>A named array that outlives tapes: a weight to be learned, or a running statistic that is only
/// kept.</summary>
public sealed class Parameter
{
    /// <summary>A parameter on a device, with its first values.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="name">Dotted path: <c>encoder.0.weight</c>.</param>
    /// <param name="shape">Its lengths.</param>
    /// <param name="values">Row-major, as many as the shape has.</param>
    /// <param name="trainable">False for running statistics.</param>
    public Parameter(
        Device device, string name, Shape shape, ReadOnlySpan<float> values, bool trainable = true)
    {
        if (values.Length != shape.Size)
            throw new ArgumentException(
                $"{name} of {shape} needs {shape.Size} values, but {values.Length} were given.");
        (Device, Name, Shape, Trainable) = (device, name, shape, trainable);
        Storage = device.Rent(shape.Size);
        device.Write(values, Storage);
    }

    /// <summary>Where it lives.</summary>
    public Device Device { get; }

    /// <summary>Dotted path.</summary>
    public string Name { get; }

    /// <summary>Its lengths.</summary>
    public Shape Shape { get; }

    /// <summary>False for running statistics, which no optimiser touches.</summary>
    public bool Trainable { get; }

    /// <summary>Its values on the device; optimisers write here.</summary>
    public Storage Storage { get; }

    /// <summary>The values, copied.</summary>
    public float[] ToSingles()
    {
        var values = new float[Shape.Size];
        Device.Read(Storage, values);
        return values;
    }

    /// <summary>Replaces the values.</summary>
    public void Set(ReadOnlySpan<float> values)
    {
        if (values.Length != Shape.Size)
            throw new ArgumentException(
                $"{Name} of {Shape} needs {Shape.Size} values, but {values.Length} were given.");
        Device.Write(values, Storage);
    }
}
