using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>A block of rows at work: all its logits, then all its exponentials, then both
/// gradients.</summary>
internal readonly unsafe ref struct PairwiseBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Cut of the table.</summary>
    public required PairwisePlan Plan { get; init; }

    public required int Dimensions { get; init; }

    /// <summary>Rows with padding to a multiple of four.</summary>
    public required int Rows { get; init; }

    public required T Power { get; init; }

    /// <summary>Packed keys.</summary>
    public required T* Keys { get; init; }

    /// <summary>Key sums of this chunk.</summary>
    public required T* KeySums { get; init; }

    /// <summary>Logits, later exp(s − shift of the row): [panel][row][64].</summary>
    public required T* Logits { get; init; }

    /// <summary>The rows' coordinates, centred, a 1 behind them, padded with zeros.</summary>
    public required T* RowCoordinates { get; init; }

    /// <summary>The same times <see cref="RowWeights"/>.</summary>
    public required T* WeightedRows { get; init; }

    /// <summary>The factor from exp(s − shift) to the weight of a pair.</summary>
    public required T* RowWeights { get; init; }

    /// <summary>What is taken from the logits of each row before the exponential.</summary>
    public required T* Shifts { get; init; }

    /// <summary>One register of maxima, later of sums, for each row.</summary>
    public required T* RowRegisters { get; init; }

    /// <summary>One register of sums for each row and coordinate.</summary>
    public required T* QuerySums { get; init; }

    /// <summary>Σ_j exp(s_ij − shift_i).</summary>
    public required Span<double> Sums { get; init; }
}
