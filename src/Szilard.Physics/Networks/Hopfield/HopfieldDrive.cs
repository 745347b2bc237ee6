using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>What does not change while a batch relaxes.</summary>
/// <param name="Values">b₁ + x·W₁.</param>
/// <param name="Pair">The upper layers, where there are two and the last is narrow; null otherwise.</param>
internal sealed record HopfieldDrive<T>(T[] Values, NarrowPair<T>? Pair)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
