using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

public sealed class VectorViewsTests
{
    private static readonly Situations _ones = new(new VectorObservations(
        new Batch(new Shape(1000, 20), [.. Enumerable.Repeat(1f, 20_000)])));

    private static readonly RandomKey _key = RandomKey.FromSeed(3);

    [Fact]
    public void Without_any_change_both_views_are_the_vectors()
    {
        ViewPair pair = new VectorViews(0, 0, 0).Show(_ones, _key);
        Assert.All(pair.Left.Values, v => Assert.Equal(1, v));
        Assert.Equal(pair.Left.Values, pair.Right.Values);
    }

    [Fact]
    public void Noise_mask_and_scale_have_the_asked_sizes()
    {
        // 20,000 values; bounds at five standard errors, false alarms below 10⁻⁶ each.
        float[] noisy = new VectorViews(0.5, 0, 0).Show(_ones, _key).Left.Values;
        Assert.Equal(1, noisy.Average(v => (double)v), 0.0177);
        Assert.Equal(0.25, noisy.Average(v => (v - 1.0) * (v - 1.0)), 0.012);
        float[] masked = new VectorViews(0, 0.3, 0).Show(_ones, _key).Left.Values;
        Assert.Equal(0.3, masked.Count(v => v == 0) / 20_000.0, 0.0163);
        Batch scaled = new VectorViews(0, 0, 0.5).Show(_ones, _key).Left;
        // 1000 factors of deviation 0.2887, standard error 0.0091.
        Assert.Equal(1, scaled.Values.Average(v => (double)v), 0.046);
        for (int i = 0; i < scaled.Count; i++)
            Assert.All(scaled.Item(i).ToArray(), v => Assert.Equal(scaled.Item(i)[0], v));
    }

    [Fact]
    public void The_same_key_gives_the_same_views_and_the_two_views_differ()
    {
        VectorViews views = VectorViews.Build(SettingsReader.Defaults(VectorViews.Card));
        ViewPair once = views.Show(_ones, _key), again = views.Show(_ones, _key);
        Assert.Equal(once.Left.Values, again.Left.Values);
        Assert.NotEqual(once.Left.Values, once.Right.Values);
    }

    [Fact]
    public void Images_are_refused_with_a_hint() =>
        Assert.Contains("augment", Assert.Throws<SzilardException>(
        () =>
            new VectorViews(0.1, 0, 0).Show(
                new Situations(Pictures.Random(1, 4, 4, 1)), _key)).Message, StringComparison.Ordinal);
}
