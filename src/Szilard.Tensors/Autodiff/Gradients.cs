namespace Szilard.Tensors;

/// <summary>What <see cref="Tape.Differentiate"/> found: ∂scalar/∂tensor for leaves and parameters.</summary>
public sealed class Gradients
{
    private readonly Tape _tape;
    private readonly Storage?[] _byTensor;
    private Storage? _current;
    private bool _currentGiven;

    internal Gradients(Tape tape, int tensors) => (_tape, _byTensor) = (tape, new Storage?[tensors]);

    internal Device Device => _tape.Device;

    /// <summary>The gradient that flows into the node whose entry of the table is being applied.</summary>
    internal Storage Current => _current!;

    /// <summary>The gradient with respect to a leaf, as doubles; zeros where the scalar does not depend on
    /// it.</summary>
    public double[] Of(Tensor leaf)
    {
        var values = new double[leaf.Shape.Size];
        if (_byTensor[leaf.Index] is { } storage)
            Device.Read(storage, values);
        return values;
    }

    /// <summary>The gradient with respect to a parameter on its device; null where the scalar does not
    /// depend on it.</summary>
    public Storage? Of(Parameter parameter) => _byTensor[_tape.Watch(parameter).Index];

    internal void Seed(Tensor scalar)
    {
        Storage one = Device.Rent(1);
        Device.Fill(one, 1);
        _byTensor[scalar.Index] = one;
    }

    /// <summary>Applies the table to one node: its output's gradient is consumed, its inputs' are
    /// added to.</summary>
    internal void PullThrough(Node node)
    {
        if (_byTensor[node.Output.Index] is not { } incoming)
            return;
        _byTensor[node.Output.Index] = null;
        (_current, _currentGiven) = (incoming, false);
        GradientTable.Pull(node, this);
        if (!_currentGiven)
            Device.Return(incoming);
        _current = null;
    }

    /// <summary>Scratch of that many values, to be given to <see cref="Give"/> or returned.</summary>
    internal Storage Scratch(int length) => Device.Rent(length);

    /// <summary>Adds a contribution to an input's gradient and takes the storage over.</summary>
    internal void Give(Tensor input, Storage contribution)
    {
        ref Storage? sum = ref _byTensor[input.Index];
        if (sum is null)
        {
            sum = contribution;
            return;
        }
        Device.AddScaled(1, contribution, sum);
        Device.Return(contribution);
    }

    /// <summary>Adds factor × the incoming gradient itself, which is not copied where that can be
    /// avoided.</summary>
    internal void GiveCurrent(Tensor input, double factor = 1)
    {
        if (!input.Tracked)
            return;
        if (_byTensor[input.Index] is { } sum)
        {
            Device.AddScaled(factor, Current, sum);
            return;
        }
        if (factor == 1 && !_currentGiven)
        {
            _currentGiven = true;
            _byTensor[input.Index] = Current;
            return;
        }
        Storage copy = Device.Rent(Current.Length);
        Device.Unary(new UnaryFunction(UnaryKind.Affine, factor), Current, copy);
        _byTensor[input.Index] = copy;
    }

    /// <summary>Adds the incoming gradient to an input that was repeated by broadcasting: summed over the
    /// repeated axes.</summary>
    internal void GiveReduced(Tensor input, Storage contribution, Shape shape)
    {
        Storage sum = contribution;
        for (int axis = 1; axis <= shape.Rank; axis++)
        {
            bool repeated = shape[^axis] > 1 && (axis > input.Shape.Rank || input.Shape[^axis] == 1);
            if (repeated)
                sum = SumAxis(sum, ref shape, shape.Rank - axis);
        }
        Give(input, sum);
    }

    /// <summary>What is left are the gradients of leaves; the tape gives them back.</summary>
    internal void Settle()
    {
        foreach (Storage? storage in _byTensor)
        {
            if (storage is not null)
                _tape.Adopt(storage);
        }
    }

    private Storage SumAxis(Storage x, ref Shape shape, int axis)
    {
        int outer = 1, inner = 1;
        for (int i = 0; i < axis; i++)
            outer *= shape[i];
        for (int i = axis + 1; i < shape.Rank; i++)
            inner *= shape[i];
        Storage sum = Scratch(outer * inner);
        Device.Sum(outer, shape[axis], inner, 1, x, sum);
        Device.Return(x);
        int[] lengths = shape.Lengths.ToArray();
        lengths[axis] = 1;
        shape = new Shape(lengths);
        return sum;
    }
}
