using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Thermodynamics.Gibbs;

/// <summary>Energies of items × labels that come block by block, so that all of them need not fit in memory.
/// They are asked for several times and must be the same each time.</summary>
/// <typeparam name="T">Precision of the energies.</typeparam>
public abstract class EnergyBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>N.</summary>
    public abstract int Items { get; }

    /// <summary>K.</summary>
    public abstract int Labels { get; }

    /// <summary>How many items come at once, at most.</summary>
    public abstract int BlockItems { get; }

    /// <summary>E of some items, row-major; valid until the next call.</summary>
    public abstract ReadOnlySpan<T> Block(int first, int count);
}

/// <summary>Energies that lie in memory.</summary>
/// <param name="energies">E, items × labels.</param>
/// <param name="labels">K ≥ 1.</param>
public sealed class EnergyArray<T>(T[] energies, int labels) : EnergyBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override int Items => energies.Length / labels;

    /// <inheritdoc/>
    public override int Labels => labels;

    /// <inheritdoc/>
    public override int BlockItems => Math.Max(1, Items);

    /// <inheritdoc/>
    public override ReadOnlySpan<T> Block(int first, int count) =>
        energies.AsSpan(first * labels, count * labels);
}

/// <summary>E_ij = −z_i·c_j, made anew from representations and prototypes whenever a block is asked
/// for.</summary>
/// <param name="workers">The threads of the product.</param>
/// <param name="representations">z, items × d.</param>
/// <param name="prototypes">c, labels × d.</param>
/// <param name="dimensions">d ≥ 1.</param>
/// <param name="blockItems">How many items at once.</param>
public sealed class EnergyProduct<T>(
    Workers workers, T[] representations, T[] prototypes, int dimensions,
    int blockItems = 1024) : EnergyBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _block = new T[Math.Min(blockItems, representations.Length / dimensions)
        * (prototypes.Length / dimensions)];

    /// <inheritdoc/>
    public override int Items => representations.Length / dimensions;

    /// <inheritdoc/>
    public override int Labels => prototypes.Length / dimensions;

    /// <inheritdoc/>
    public override int BlockItems => Math.Min(blockItems, Math.Max(1, Items));

    /// <inheritdoc/>
    public override ReadOnlySpan<T> Block(int first, int count)
    {
        Span<T> block = _block.AsSpan(0, count * Labels);
        SpanProduct.Multiply<T>(
            workers, count, Labels, dimensions,
            representations.AsSpan(first * dimensions, count * dimensions), false, prototypes, true, block);
        System.Numerics.Tensors.TensorPrimitives.Negate<T>(block, block);
        return block;
    }
}
