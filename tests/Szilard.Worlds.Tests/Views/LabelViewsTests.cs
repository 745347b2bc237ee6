using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Tests.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Worlds.Tests.Views;

public sealed class LabelViewsTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(8);

    [Fact]
    public void Latents_are_the_target_where_they_are_known()
    {
        LatentWorld world = Study.World("mixing: banana");
        Situations drawn = world.Draw(16, 0, _key);
        ViewPair pair = new LabelViews(new RedrawViews(world), world).Show(drawn, _key);
        Assert.Equal(Array.ConvertAll(drawn.Latents!.Values, z => (float)z), pair.Right.Values);
        Assert.Equal(((VectorObservations)drawn.Observations).Values.Values, pair.Left.Values);
    }

    [Fact]
    public void Classes_become_one_hot_vectors()
    {
        LabelViews views = new(new Numbered(), new Classes(3));
        Batch target = views.Show(Numbered.Situations(4), _key).Right;
        Assert.Equal(new Shape(4, 3), target.Shape);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], target.Values);
    }

    [Fact]
    public void The_left_view_is_augmented_only_when_asked()
    {
        Situations four = Numbered.Situations(4);
        Assert.Equal(0, new LabelViews(new Numbered(), new Classes(3)).Show(four, _key).Left.Values[0]);
        LabelViews augmented = new(new Numbered(), new Classes(3), augment: true);
        Assert.Equal(500, augmented.Show(four, _key).Left.Values[0]);
    }

    [Fact]
    public void A_world_that_knows_nothing_is_refused() =>
        Assert.Throws<SzilardException>(() => new LabelViews(new Numbered(), new Classes(0)));

    [Fact]
    public void A_label_beyond_the_classes_is_refused()
    {
        LabelViews views = new(new Numbered(), new Classes(2));
        Assert.Contains(
            "Label 2 of sample 2",
            Assert.Throws<ArgumentException>(() => views.Show(Numbered.Situations(4), _key)).Message);
    }

    private sealed class Classes(int count) : IWorld
    {
        public Shape ObservationShape => new(2);

        public int LatentDimensions => 0;

        int IWorld.Classes => count;

        public long? Size(Split split) => 4;

        public Situations Draw(int count, long step, RandomKey key) => Numbered.Situations(count);

        public Situations Sample(int count, Split split, RandomKey key) => Numbered.Situations(count);
    }
}
