using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>Weights and biases between layers, and the inputs that units get through them.</summary>
internal sealed class HopfieldWiring<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _sizes;

    /// <summary>Weights uniform within ½√(6/(units below + above)), biases zero.</summary>
    public HopfieldWiring(ReadOnlySpan<int> sizes, OutputUnits outputs, RandomKey key)
    {
        LinearOutputs = outputs == OutputUnits.Linear;
        _sizes = sizes.ToArray();
        Weights = new BodyParameter<T>[Layers];
        Biases = new BodyParameter<T>[Layers];
        for (int l = 0; l < Layers; l++)
        {
            (int below, int above) = (_sizes[l], _sizes[l + 1]);
            double bound = 0.5 * Math.Sqrt(6.0 / (below + above));
            T[] weights = Uniform(below * above, bound, key.Split("weight", l + 1));
            Weights[l] = new($"weight-{l + 1}", new Shape(below, above), weights, T.NegativeInfinity);
            Biases[l] = new($"bias-{l + 1}", new Shape(above), new T[above], T.NegativeInfinity);
        }
    }

    /// <summary>Whether the last layer is not clipped.</summary>
    public bool LinearOutputs { get; }

    /// <summary>How many layers there are after the input.</summary>
    public int Layers => _sizes.Length - 1;

    /// <summary>Weights into layer l, units below × above.</summary>
    public BodyParameter<T>[] Weights { get; }

    /// <summary>Biases of layer l.</summary>
    public BodyParameter<T>[] Biases { get; }

    /// <summary>Units of a layer; the input is 0, the first layer after it 1.</summary>
    public int Size(int layer) => _sizes[layer];

    /// <summary>What does not change while the network relaxes.</summary>
    public HopfieldDrive<T> Drive(Workers workers, int count, ReadOnlySpan<T> inputs)
    {
        var drive = new T[count * _sizes[1]];
        Spread(Biases[0].Values, drive);
        SparseProduct.Add(workers, count, _sizes[1], _sizes[0], inputs, Weights[0].Values, drive);
        bool narrow = Layers == 2 && _sizes[2] <= NarrowPair<T>.MostOutputs;
        return new HopfieldDrive<T>(
            drive, narrow ? new NarrowPair<T>(Weights[1].Values, Biases[1].Values) : null);
    }

    /// <summary>What units of layer l (0 is the first after the input) get: b + s_below·W + s_above·Wᵀ.
    /// Without biases and inputs where <paramref name="drive"/> is empty: the change of it for a change of
    /// the state.
    /// </summary>
    public void Input(
        Workers workers, IReadOnlyList<T[]> state, int count, int layer, ReadOnlySpan<T> drive, Span<T> input)
    {
        if (drive.IsEmpty)
            input.Clear();
        else if (layer == 0)
            drive.CopyTo(input);
        else
            Spread(Biases[layer].Values, input);
        int units = _sizes[layer + 1];
        if (layer > 0)
        {
            SpanProduct.Multiply(
                workers, count, units, _sizes[layer], state[layer - 1], false, Weights[layer].Values, false,
                input, true);
        }
        if (layer < Layers - 1)
        {
            SpanProduct.Multiply(
                workers, count, units, _sizes[layer + 2], state[layer + 1], false,
                Weights[layer + 1].Values, true,
                input, true);
        }
    }

    /// <summary>−(1/n)·belowᵀ·above, added where asked: the current of the weights into a layer.</summary>
    public void Current(
        Workers workers, int layer, int count, ReadOnlySpan<T> below, ReadOnlySpan<T> above, Span<T> current,
        bool accumulate = false)
    {
        var scaled = new T[above.Length];
        TensorPrimitives.Multiply(above, -T.One / T.CreateTruncating(count), scaled);
        SpanProduct.Multiply(
            workers, _sizes[layer], _sizes[layer + 1], count, below, true, scaled, false, current,
            accumulate);
    }

    /// <summary>−(1/n)·Σ rows: the current of the biases of a layer.</summary>
    public static void Current(int count, ReadOnlySpan<T> units, Span<T> current)
    {
        current.Clear();
        for (int row = 0; row < count; row++)
            TensorPrimitives.Add(current, units.Slice(row * current.Length, current.Length), current);
        TensorPrimitives.Multiply(current, -T.One / T.CreateTruncating(count), current);
    }

    private static void Spread(ReadOnlySpan<T> row, Span<T> rows)
    {
        for (int at = 0; at < rows.Length; at += row.Length)
            row.CopyTo(rows[at..]);
    }

    private static T[] Uniform(int length, double bound, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var values = new T[length];
        for (int i = 0; i < length; i++)
            values[i] = T.CreateTruncating(stream.NextUniform(-bound, bound));
        return values;
    }
}
