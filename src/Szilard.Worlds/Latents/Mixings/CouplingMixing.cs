using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A flow of random affine couplings: each layer leaves one half of the coordinates, u, and moves
/// the other, w ← w ∘ exp(tanh(S u)) + tanh(T u); the halves change roles from layer to layer.</summary>
/// <remarks>S and T are 2 × matrices with orthonormal rows or columns, as in
/// klindtlab/lejepa-identifiability; Glow and GIN turn the row before each coupling. The inverse is w ← (w −
/// tanh(T u)) ∘ exp(−tanh(S u)), layers in reverse. Dinh, Sohl-Dickstein, Bengio, "Density estimation using
/// Real NVP", 2017, equations 7 and 8.</remarks>
public sealed class CouplingMixing : IMixing
{
    private const double Gain = 2;
    private readonly Matrix[] _scales;
    private readonly Matrix[] _shifts;
    private readonly Matrix[] _turns;
    private readonly FlowKind _kind;

    /// <summary>A random flow.</summary>
    /// <param name="dimensions">n ≥ 2.</param>
    /// <param name="layers">How many couplings, ≥ 1; from 2 on every coordinate is moved.</param>
    /// <param name="key">Where the weights come from.</param>
    /// <param name="kind">Which flow.</param>
    public CouplingMixing(int dimensions, int layers, RandomKey key, FlowKind kind = FlowKind.RealNvp)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        (Inputs, _kind) = (dimensions, kind);
        (_scales, _shifts) = (new Matrix[layers], new Matrix[layers]);
        _turns = kind == FlowKind.RealNvp ? [] : [.. Enumerable.Range(0, layers).Select(layer =>
            RandomMatrices.Orthonormal(dimensions, dimensions, 1, key.Split("turn", layer)))];
        for (int layer = 0; layer < layers; layer++)
        {
            (Range still, Range moved) = Halves(layer);
            int rows = moved.GetOffsetAndLength(dimensions).Length;
            int columns = still.GetOffsetAndLength(dimensions).Length;
            _scales[layer] = RandomMatrices.Orthonormal(rows, columns, Gain, key.Split("scale", layer));
            _shifts[layer] = RandomMatrices.Orthonormal(rows, columns, Gain, key.Split("shift", layer));
        }
    }

    /// <inheritdoc/>
    public string Name => _kind switch
    {
        FlowKind.Glow => "glow",
        FlowKind.Gin => "gin",
        _ => "coupling",
    };

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs => Inputs;

    /// <inheritdoc/>
    public bool Injective => true;

    /// <inheritdoc/>
    public double? ConditionNumber => null;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> latents, Span<double> observations)
    {
        latents.CopyTo(observations);
        for (int start = 0; start < observations.Length; start += Inputs)
            for (int layer = 0; layer < _scales.Length; layer++)
                Couple(observations.Slice(start, Inputs), layer);
    }

    /// <inheritdoc/>
    public void Inverse(ReadOnlySpan<double> observations, Span<double> latents)
    {
        observations.CopyTo(latents);
        for (int start = 0; start < latents.Length; start += Inputs)
            for (int layer = _scales.Length - 1; layer >= 0; layer--)
                Uncouple(latents.Slice(start, Inputs), layer);
    }

    private void Couple(Span<double> row, int layer)
    {
        if (_turns.Length > 0)
            Turn(row, _turns[layer], back: false);
        (Range still, Range moved) = Halves(layer);
        ReadOnlySpan<double> u = row[still];
        Span<double> w = row[moved];
        double mean = MeanGate(layer, u);
        for (int i = 0; i < w.Length; i++)
            w[i] = (w[i] * Math.Exp(Gate(_scales[layer].Row(i), u) - mean)) + Gate(_shifts[layer].Row(i), u);
    }

    private void Uncouple(Span<double> row, int layer)
    {
        (Range still, Range moved) = Halves(layer);
        ReadOnlySpan<double> u = row[still];
        Span<double> w = row[moved];
        double mean = MeanGate(layer, u);
        for (int i = 0; i < w.Length; i++)
            w[i] = (w[i] - Gate(_shifts[layer].Row(i), u)) * Math.Exp(mean - Gate(_scales[layer].Row(i), u));
        if (_turns.Length > 0)
            Turn(row, _turns[layer], back: true);
    }

    /// <summary>What GIN takes off each logarithm of a scale, so that they sum to zero.</summary>
    private double MeanGate(int layer, ReadOnlySpan<double> u)
    {
        if (_kind != FlowKind.Gin)
            return 0;
        double sum = 0;
        for (int i = 0; i < _scales[layer].Rows; i++)
            sum += Gate(_scales[layer].Row(i), u);
        return sum / _scales[layer].Rows;
    }

    private static void Turn(Span<double> row, Matrix turn, bool back)
    {
        double[] before = row.ToArray();
        for (int i = 0; i < before.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < before.Length; j++)
                sum += (back ? turn[j, i] : turn[i, j]) * before[j];
            row[i] = sum;
        }
    }

    private static double Gate(ReadOnlySpan<double> weights, ReadOnlySpan<double> u)
    {
        double sum = 0;
        for (int j = 0; j < u.Length; j++)
            sum += weights[j] * u[j];
        return Math.Tanh(sum);
    }

    private (Range Still, Range Moved) Halves(int layer)
    {
        int half = Inputs / 2;
        return layer % 2 == 0 ? (..half, half..) : (half.., ..half);
    }
}
