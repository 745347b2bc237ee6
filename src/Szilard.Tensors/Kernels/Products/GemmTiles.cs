using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Szilard.Tensors.Kernels;

/// <summary>Work that is written once for every micro-kernel.</summary>
internal interface ITiledWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<TTile>()
        where TTile : struct, IGemmTile<T>;
}

/// <summary>The choice of the micro-kernel at run time.</summary>
internal static class GemmTiles
{
    /// <summary>Runs the work on the tile for registers of 512, 256 or 128 bits, or 0 for none.</summary>
    public static void Choose<T, TWork>(int vectorBits, TWork work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWork : struct, ITiledWork<T>
    {
        switch (vectorBits)
        {
            case 512:
                work.Run<GemmTile12<T, Vector512<T>, GemmLanes512<T>>>();
                break;
            case 256:
                work.Run<GemmTile6<T, Vector256<T>, GemmLanes256<T>>>();
                break;
            case 128 when AdvSimd.Arm64.IsSupported: // as many registers as AVX-512 has
                work.Run<GemmTile12<T, Vector128<T>, GemmLanes128<T>>>();
                break;
            case 128:
                work.Run<GemmTile6<T, Vector128<T>, GemmLanes128<T>>>();
                break;
            default:
                work.Run<GemmTile6<T, T, GemmLanesScalar<T>>>();
                break;
        }
    }
}
