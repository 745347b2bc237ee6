using System.Buffers;

namespace Szilard.Tensors;

/// <summary>The record of one forward computation: it owns all tensors made on it, differentiates a scalar
/// with respect to them, and gives every buffer back to the device when disposed.</summary>
/// <param name="device">Where the arithmetic is done.</param>
/// <param name="recording">False for pure evaluation: nothing is remembered for gradients.</param>
/// <param name="watching">False where gradients with respect to inputs alone are wanted: parameters are
/// constants, whose gradients then cost nothing.</param>
public sealed class Tape(Device device, bool recording = true, bool watching = true) : IDisposable
{
    private readonly List<Node> _nodes = [];
    private readonly List<Storage> _rented = [];
    private readonly List<int[]> _indices = [];
    private readonly Dictionary<Parameter, Tensor> _watched = [];
    private int _tensors;

    /// <summary>Where the arithmetic is done.</summary>
    public Device Device => device;

    /// <summary>True where gradients can be asked for.</summary>
    public bool Recording => recording;

    /// <summary>A constant from floats.</summary>
    public Tensor Constant(Shape shape, ReadOnlySpan<float> values) => Leaf(shape, values, tracked: false);

    /// <summary>A constant from a batch.</summary>
    public Tensor Constant(Batch batch) => Constant(batch.Shape, batch.Values);

    /// <summary>A constant from a matrix.</summary>
    public Tensor Constant(Matrix matrix) => Leaf(matrix, tracked: false);

    /// <summary>A scalar constant.</summary>
    public Tensor Scalar(double value)
    {
        Tensor scalar = Make(new Shape(), tracked: false);
        device.Fill(scalar.Storage, value);
        return scalar;
    }

    /// <summary>An input with respect to which gradients are wanted.</summary>
    public Tensor Variable(Shape shape, ReadOnlySpan<float> values) => Leaf(shape, values, tracked: true);

    /// <summary>An input with respect to which gradients are wanted.</summary>
    public Tensor Variable(Matrix matrix) => Leaf(matrix, tracked: true);

    /// <summary>A parameter as a tensor of this tape; the same one each time. Not copied.</summary>
    public Tensor Watch(Parameter parameter)
    {
        if (_watched.TryGetValue(parameter, out Tensor? seen))
            return seen;
        if (!ReferenceEquals(parameter.Device, device))
            throw new ArgumentException($"{parameter.Name} lives on another device than this tape.");
        Tensor tensor = new(this, parameter.Shape, parameter.Storage, _tensors++,
            recording && watching && parameter.Trainable);
        _watched.Add(parameter, tensor);
        return tensor;
    }

    /// <summary>The gradients of a scalar with respect to everything tracked that it was made from. They live
    /// as long as the tape.</summary>
    /// <exception cref="ArgumentException">Not a scalar, of another tape, or not made from anything
    /// tracked.</exception>
    public Gradients Differentiate(Tensor scalar)
    {
        if (scalar.Shape.Size != 1 || !ReferenceEquals(scalar.Tape, this))
            throw new ArgumentException(
                $"Only a scalar of this tape can be differentiated, not one of shape {scalar.Shape}.");
        if (!scalar.Tracked)
            throw new ArgumentException(
                "The scalar was made from constants only: there is nothing to differentiate.");
        Gradients gradients = new(this, _tensors);
        gradients.Seed(scalar);
        for (int i = _nodes.Count - 1; i >= 0; i--)
            gradients.PullThrough(_nodes[i]);
        gradients.Settle();
        return gradients;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Storage storage in _rented)
            device.Return(storage);
        foreach (int[] indices in _indices)
            ArrayPool<int>.Shared.Return(indices);
        _rented.Clear();
        _indices.Clear();
        _nodes.Clear();
        _watched.Clear();
    }

    /// <summary>Storage that is given back with the tape.</summary>
    internal Storage Borrow(int length)
    {
        Storage storage = device.Rent(length);
        _rented.Add(storage);
        return storage;
    }

    /// <summary>Room for at least that many whole numbers, with arbitrary content, that is given back with
    /// the tape.</summary>
    internal int[] BorrowIndices(int length)
    {
        int[] indices = ArrayPool<int>.Shared.Rent(length);
        _indices.Add(indices);
        return indices;
    }

    /// <summary>Hands storage that was rented elsewhere to this tape.</summary>
    internal void Adopt(Storage storage) => _rented.Add(storage);

    /// <summary>An empty tensor for the result of an operation on the inputs.</summary>
    internal Tensor Result(Shape shape, params ReadOnlySpan<Tensor> inputs) =>
        Make(shape, AnyTracked(inputs));

    /// <summary>A tensor over the storage of another one.</summary>
    internal Tensor View(Shape shape, Tensor of) => new(this, shape, of.Storage, _tensors++, of.Tracked);

    /// <summary>Remembers how a tensor was made, if gradients will flow through it.</summary>
    internal Tensor Record(Operation operation, Tensor output, params ReadOnlySpan<Tensor> inputs)
    {
        if (output.Tracked)
            _nodes.Add(new Node(operation, inputs.ToArray(), output));
        return output;
    }

    private Tensor Leaf(Shape shape, ReadOnlySpan<float> values, bool tracked)
    {
        if (shape.Size != values.Length)
            throw new ArgumentException(
                $"{shape} needs {shape.Size} values, but {values.Length} were given.");
        Tensor leaf = Make(shape, tracked && recording);
        device.Write(values, leaf.Storage);
        return leaf;
    }

    private Tensor Leaf(Matrix matrix, bool tracked)
    {
        Tensor leaf = Make(new Shape(matrix.Rows, matrix.Columns), tracked && recording);
        device.Write(matrix.Values, leaf.Storage);
        return leaf;
    }

    private Tensor Make(Shape shape, bool tracked) =>
        new(this, shape, Borrow(shape.Size), _tensors++, tracked);

    private bool AnyTracked(ReadOnlySpan<Tensor> inputs)
    {
        bool tracked = false;
        foreach (Tensor input in inputs)
        {
            if (!ReferenceEquals(input.Tape, this))
                throw new ArgumentException("Tensors of two tapes were combined; make both on one tape.");
            tracked |= input.Tracked;
        }
        return tracked && recording;
    }
}
