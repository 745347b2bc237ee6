using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Memory that each thread keeps for its kernels, one piece per purpose. A piece grows to the
/// largest demand made of it and is freed with its thread.</summary>
internal static unsafe class KernelScratch
{
    [ThreadStatic]
    private static AlignedBuffer<byte>?[]? t_pieces;

    /// <summary>What a piece is for. Pieces with different purposes can be in use at once.</summary>
    public enum Purpose
    {
        PackedA,
        PackedB,
        EdgeTile,
        Zeros,
        Partials,
        Columns,
        Weights,
        Sums,
    }

    /// <summary>Room for <paramref name="length"/> elements, valid until this thread asks for more of the
    /// same purpose. It holds whatever was left in it.</summary>
    public static T* Get<T>(Purpose purpose, long length)
        where T : unmanaged
    {
        t_pieces ??= new AlignedBuffer<byte>[(int)Purpose.Sums + 1];
        int bytes = checked((int)(length * sizeof(T)));
        AlignedBuffer<byte>? piece = t_pieces[(int)purpose];
        if (piece is null || piece.Length < bytes)
        {
            piece?.Dispose();
            t_pieces[(int)purpose] = piece = new AlignedBuffer<byte>(bytes);
            if (purpose == Purpose.Zeros)
                Unsafe.InitBlockUnaligned(piece.Pointer, 0, (uint)bytes);
        }
        return (T*)piece.Pointer;
    }
}
