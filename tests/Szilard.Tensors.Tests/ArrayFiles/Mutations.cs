namespace Szilard.Tensors.Tests;

/// <summary>Damaged copies of a valid file: bits flipped, bytes overwritten, inserted, removed, tails
/// cut.</summary>
internal static class Mutations
{
    /// <summary>The given number of damaged copies, the same for the same key.</summary>
    public static IEnumerable<byte[]> Of(byte[] valid, int count, RandomKey key)
    {
        for (int i = 0; i < count; i++)
        {
            RandomStream random = key.Split(i).Stream();
            List<byte> bytes = [.. valid];
            for (int faults = 1 + random.NextInt32(4); faults > 0; faults--)
                Damage(bytes, ref random);
            yield return [.. bytes];
        }
    }

    /// <summary>Reads every damaged copy and gives how many were refused. Anything but a
    /// <see cref="Parts.SzilardException"/> comes through and fails the test.</summary>
    public static int CountRefused(byte[] valid, int count, RandomKey key, Action<byte[]> read)
    {
        int refused = 0;
        foreach (byte[] bytes in Of(valid, count, key))
        {
            try
            {
                read(bytes);
            }
            catch (Parts.SzilardException fault)
            {
                Assert.NotEmpty(fault.Message);
                refused++;
            }
        }
        return refused;
    }

    private static void Damage(List<byte> bytes, ref RandomStream random)
    {
        if (bytes.Count == 0)
            return;
        int place = random.NextInt32(bytes.Count);
        switch (random.NextInt32(5))
        {
            case 0: bytes[place] ^= (byte)(1 << random.NextInt32(8)); break;
            case 1: bytes[place] = (byte)random.NextInt32(256); break;
            case 2:
                bytes.InsertRange(
                    place, Enumerable.Repeat((byte)random.NextInt32(256), 1 + random.NextInt32(9)));
                break;
            case 3: bytes.RemoveRange(place, Math.Min(bytes.Count - place, 1 + random.NextInt32(9))); break;
            default: bytes.RemoveRange(place, bytes.Count - place); break;
        }
    }
}
