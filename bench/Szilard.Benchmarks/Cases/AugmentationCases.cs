using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Views;

namespace Szilard.Benchmarks.Cases;

/// <summary>Augmented views of small grey images, on the calling thread.</summary>
internal static class AugmentationCases
{
    private const int Side = 28;

    /// <summary>Two views of each image: crop, flip, brightness, contrast, normalisation, noise, erasure; as
    /// strong as in <c>bench/peers/augment.py</c>.</summary>
    public static BenchmarkCase Views(int images) => new(
        "augment-28x28", $"Two augmented views of each of {images} grey 28×28 images.", 1,
        () => Prepare(images))
    {
        Items = images,
        BytesMoved = images * Side * Side * (1.0 + (2 * sizeof(float))),
    };

    private static PreparedWork Prepare(int images)
    {
        float[] shades = ClosedForm.Uniform(images * Side * Side, 1);
        byte[] pixels = Array.ConvertAll(shades, v => (byte)((v + 1) * 127.5));
        ImageObservations all = new(pixels, [.. Enumerable.Range(0, images)], Side, Side, 1);
        AugmentedViews views = AugmentedViews.Build(Settings());
        RandomKey key = RandomKey.FromSeed(0);
        long step = 0;
        return new PreparedWork(() => views.Show(new Situations(all), key.Split(step++)));
    }

    private static Settings Settings()
    {
        Dictionary<string, object> given = new() { ["flip"] = 0.5, ["noise"] = 0.05, ["erase"] = 0.25 };
        return SettingsReader.Read(AugmentedViews.Card, given, new List<Fault>());
    }
}
