using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

public sealed class PermutedViewsTests
{
    private static readonly PermutedViews _views = new(new Numbered());

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void No_sample_keeps_its_right_view_and_none_is_lost(int count)
    {
        for (int step = 0; step < 50; step++)
        {
            ViewPair pair = _views.Show(Numbered.Situations(count), RandomKey.FromSeed(step));
            int[] from = [.. Enumerable.Range(0, count).Select(i => (int)pair.Right.Item(i)[0] - 1000)];
            Assert.All(from.Index(), sample => Assert.NotEqual(sample.Index, sample.Item));
            Assert.Equal(Enumerable.Range(0, count), from.Order());
            Assert.All(Enumerable.Range(0, count), i => Assert.Equal(500 + i, pair.Left.Item(i)[1]));
        }
    }

    [Fact]
    public void Every_shift_occurs()
    {
        IEnumerable<float> firsts = Enumerable.Range(0, 200).Select(
            step => _views.Show(Numbered.Situations(5), RandomKey.FromSeed(step)).Right.Values[0]);
        Assert.Equal([1001, 1002, 1003, 1004], firsts.Distinct().Order());
    }

    [Fact]
    public void The_plain_observation_stays() =>
        Assert.Equal(0, _views.Plain(Numbered.Situations(2)).Values[0]);

    [Fact]
    public void A_batch_of_one_cannot_be_permuted() =>
        Assert.Contains(
            "at least 2",
            Assert.Throws<SzilardException>(() => _views.Show(Numbered.Situations(1), default)).Message);
}
