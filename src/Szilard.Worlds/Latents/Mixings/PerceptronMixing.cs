using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A random invertible multilayer perceptron: square linear layers without bias, LeakyReLU(0.2)
/// between them, none after the last.</summary>
/// <remarks>Layers are the best conditioned of many random matrices
/// (<see cref="RandomMatrices.BestConditioned"/>). Hyvärinen and Morioka, "Unsupervised feature extraction by
/// time-contrastive learning", 2016; Zimmermann et al., "Contrastive learning inverts the data generating
/// process", 2021, code.</remarks>
public sealed class PerceptronMixing : IMixing
{
    private const double Slope = 0.2;
    private readonly Matrix[] _layers;
    private readonly Matrix[] _inverses;

    /// <summary>A random mixing.</summary>
    /// <param name="dimensions">n ≥ 1.</param>
    /// <param name="layers">How many linear layers, ≥ 1.</param>
    /// <param name="draws">How many matrices the layers are picked from, above
    /// <paramref name="layers"/>.</param>
    /// <param name="key">Where the weights come from.</param>
    public PerceptronMixing(int dimensions, int layers, int draws, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        Inputs = dimensions;
        Conditioning = RandomMatrices.BestConditioned(dimensions, layers, draws, key);
        _layers = [.. Conditioning.Layers];
        _inverses = [.. _layers.Select(RandomMatrices.Inverse)];
    }

    /// <summary>The layers and how well they are conditioned.</summary>
    public ConditionedMatrices Conditioning { get; }

    /// <inheritdoc/>
    public string Name => "mlp";

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs => Inputs;

    /// <inheritdoc/>
    public bool Injective => true;

    /// <inheritdoc/>
    public double? ConditionNumber => Conditioning.ConditionNumbers.Max();

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> latents, Span<double> observations)
    {
        latents.CopyTo(observations);
        var row = new double[Inputs];
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            Multiply(_layers[layer], observations, row);
            if (layer < _layers.Length - 1)
                Bend(observations, Slope);
        }
    }

    /// <inheritdoc/>
    public void Inverse(ReadOnlySpan<double> observations, Span<double> latents)
    {
        observations.CopyTo(latents);
        var row = new double[Inputs];
        for (int layer = _inverses.Length - 1; layer >= 0; layer--)
        {
            Multiply(_inverses[layer], latents, row);
            if (layer > 0)
                Bend(latents, 1 / Slope);
        }
    }

    /// <summary>Replaces each row v by W v.</summary>
    private static void Multiply(Matrix weights, Span<double> rows, Span<double> row)
    {
        for (int start = 0; start < rows.Length; start += row.Length)
        {
            Span<double> target = rows.Slice(start, row.Length);
            target.CopyTo(row);
            for (int i = 0; i < row.Length; i++)
                target[i] = System.Numerics.Tensors.TensorPrimitives.Dot(weights.Row(i), row);
        }
    }

    private static void Bend(Span<double> values, double slope)
    {
        foreach (ref double value in values)
            if (value < 0)
                value *= slope;
    }
}
