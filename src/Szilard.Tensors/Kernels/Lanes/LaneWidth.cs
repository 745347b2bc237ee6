using System.Numerics;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>Which version of a kernel runs. Users get <see cref="Widest"/>; tests ask for each.</summary>
internal enum LaneWidth
{
    /// <summary>The widest that this processor runs well.</summary>
    Widest,

    /// <summary>One number at a time.</summary>
    Scalar,

    /// <summary>256 bits (AVX2).</summary>
    Bits256,

    /// <summary>512 bits (AVX-512).</summary>
    Bits512,
}

internal static class LaneWidths
{
    /// <summary>The width that a kernel over <typeparamref name="T"/> runs at when asked for
    /// <paramref name="asked"/>: never more than the processor has, and one at a time for double.</summary>
    public static LaneWidth Resolve<T>(LaneWidth asked)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) || asked == LaneWidth.Scalar || !Vector256.IsHardwareAccelerated)
            return LaneWidth.Scalar;
        return asked == LaneWidth.Bits256 || !Vector512.IsHardwareAccelerated
            ? LaneWidth.Bits256 : LaneWidth.Bits512;
    }
}
