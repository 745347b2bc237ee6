namespace Szilard.Tensors;

/// <summary>The block function of Philox4x32-10: 128 random bits from a 64-bit key and a 128-bit
/// counter.</summary>
/// <remarks>Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
public static class Philox
{
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;

    /// <summary>Encrypts the counter (<paramref name="low"/>, <paramref name="high"/>) under
    /// <paramref name="key"/> into four words.</summary>
    public static void Block(ulong key, ulong low, ulong high, Span<uint> words)
    {
        uint c0 = (uint)low, c1 = (uint)(low >> 32), c2 = (uint)high, c3 = (uint)(high >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong a = (ulong)MultiplierA * c0, b = (ulong)MultiplierB * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            k0 = unchecked(k0 + WeylA);
            k1 = unchecked(k1 + WeylB);
        }
        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
    }
}
