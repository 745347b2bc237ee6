namespace Szilard.Tensors;

/// <summary>The checksum of zip, gzip and PNG: CRC-32 with the reflected polynomial 0xEDB88320.</summary>
/// <remarks>ISO 3309; check value: CRC-32("123456789") = CBF43926. Eight bytes are folded at a time with
/// eight tables (Kounavis and Berry, "Novel table lookup-based algorithms for high-performance CRC
/// generation", 2008).</remarks>
public static class Crc32
{
    private static readonly uint[][] _tables = Tables();

    /// <summary>The checksum of bytes that follow others whose checksum is <paramref name="before"/>; 0 at
    /// the start.</summary>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~before;
        while (bytes.Length >= 8)
        {
            crc = Fold(crc, bytes);
            bytes = bytes[8..];
        }
        foreach (byte b in bytes)
            crc = (crc >> 8) ^ _tables[0][(byte)crc ^ b];
        return ~crc;
    }

    private static uint Fold(uint crc, ReadOnlySpan<byte> eight)
    {
        ulong word = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(eight) ^ crc;
        uint folded = 0;
        for (int i = 0; i < 8; i++)
            folded ^= _tables[7 - i][(byte)(word >> (8 * i))];
        return folded;
    }

    private static uint[][] Tables()
    {
        var tables = new uint[8][];
        tables[0] = new uint[256];
        for (uint i = 0; i < 256; i++)
            tables[0][i] = Divide(i);
        for (int t = 1; t < 8; t++)
            tables[t] = Array.ConvertAll(tables[t - 1], c => (c >> 8) ^ tables[0][(byte)c]);
        return tables;
    }

    private static uint Divide(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (0xEDB88320 & (uint)-(int)(value & 1));
        return value;
    }
}
