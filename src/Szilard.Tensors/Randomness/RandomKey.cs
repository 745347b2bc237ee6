using System.Text;

namespace Szilard.Tensors;

/// <summary>Where randomness comes from: a 64-bit key that is passed as an argument and split by name and
/// index. The same key always gives the same numbers, on every machine and for any number of
/// threads.</summary>
/// <remarks>Bits come from the counter-based generator Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", 2011). Children are made by encrypting (name, index) under the
/// parent, so that streams of different names or indices do not overlap in practice.</remarks>
/// <param name="Value">The 64 key bits.</param>
public readonly record struct RandomKey(ulong Value)
{
    /// <summary>The key of a run from its seed.</summary>
    public static RandomKey FromSeed(long seed) => new RandomKey(unchecked((ulong)seed)).Split("seed");

    /// <summary>The child key of that name and index.</summary>
    /// <param name="name">What the randomness is for, for example <c>views</c>.</param>
    /// <param name="index">Which one: a step, a sample, a seed.</param>
    public RandomKey Split(string name, long index = 0) => new RandomKey(Mix(Hash(name))).Split(index);

    /// <summary>The child key of that index.</summary>
    public RandomKey Split(long index) => new(Mix(unchecked((ulong)index)));

    /// <summary>A sequence of numbers under this key, from its beginning.</summary>
    public RandomStream Stream() => new(this);

    private ulong Mix(ulong message)
    {
        Span<uint> block = stackalloc uint[4];
        Philox.Block(Value, message, 0x535A494C41524421UL, block);
        return block[0] | ((ulong)block[1] << 32);
    }

    /// <summary>FNV-1a over the UTF-8 bytes; equal on every machine, unlike
    /// <c>string.GetHashCode</c>.</summary>
    private static ulong Hash(string name)
    {
        ulong hash = 14695981039346656037UL;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ b) * 1099511628211UL);
        return hash;
    }
}
