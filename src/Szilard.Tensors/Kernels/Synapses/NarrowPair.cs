using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>A wide layer h of units and a narrow one y above it, which excite each other both ways: what
/// <see cref="NarrowRelaxation"/> needs of their wiring, in its order.</summary>
public sealed class NarrowPair<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most units of the narrow layer: as many sums as fit into registers.</summary>
    public const int MostOutputs = 10;

    /// <summary>Weights of that many lanes go side by side.</summary>
    internal const int Block = 16;

    /// <summary>Packs the weights.</summary>
    /// <param name="weights">W, wide×narrow, row-major.</param>
    /// <param name="bias">b of the narrow layer, at most <see cref="MostOutputs"/> values.</param>
    /// <exception cref="ArgumentException">Too many outputs, or a length that does not fit.</exception>
    public NarrowPair(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
    {
        int outputs = bias.Length;
        if (outputs is < 1 or > MostOutputs || weights.Length % outputs != 0)
        {
            throw new ArgumentException(
                $"{weights.Length} weights to {outputs} outputs make no layer of 1 to {MostOutputs} units.");
        }
        (Wide, Bias) = (weights.Length / outputs, bias.ToArray());
        Packed = new T[(Wide + Block - 1) / Block * Block * MostOutputs];
        for (int h = 0; h < Wide; h++)
        {
            ReadOnlySpan<T> row = weights.Slice(h * outputs, outputs);
            int at = (h / Block * Block * MostOutputs) + (h % Block);
            for (int y = 0; y < row.Length; y++)
                Packed[at + (y * Block)] = row[y];
        }
    }

    /// <summary>Units of the wide layer.</summary>
    public int Wide { get; }

    /// <summary>Units of the narrow layer.</summary>
    public int Narrow => Bias.Length;

    internal T[] Bias { get; }

    /// <summary>Blocks of sixteen wide units, in each ten rows of weights; zero where there are no
    /// units.</summary>
    internal T[] Packed { get; }
}
