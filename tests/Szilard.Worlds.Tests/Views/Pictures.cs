using Szilard.Tensors;

namespace Szilard.Worlds.Tests.Views;

/// <summary>Images for tests.</summary>
internal static class Pictures
{
    /// <summary>Uniform random bytes.</summary>
    public static ImageObservations Random(int count, int height, int width, int channels)
    {
        RandomStream random = RandomKey.FromSeed(77).Stream();
        var store = new byte[count * height * width * channels];
        for (int i = 0; i < store.Length; i++)
            store[i] = (byte)random.NextInt32(256);
        return new ImageObservations(store, [.. Enumerable.Range(0, count)], height, width, channels);
    }

    /// <summary>All bytes the same.</summary>
    public static ImageObservations Flat(int count, int height, int width, int channels, byte value)
    {
        var store = new byte[count * height * width * channels];
        Array.Fill(store, value);
        return new ImageObservations(store, [.. Enumerable.Range(0, count)], height, width, channels);
    }
}
