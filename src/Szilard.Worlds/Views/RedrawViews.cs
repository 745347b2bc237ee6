using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Views;

/// <summary>Two views whose latents are drawn from the conditional of a generated world and then
/// seen.</summary>
/// <remarks>With two children both views are drawn; with parent and child the left view is the observation
/// itself (<see cref="PairConvention"/>). Images become numbers by (v/255 − ½)/½.</remarks>
/// <param name="world">Whose conditional and mixing are used.</param>
public sealed class RedrawViews(IGeneratedWorld world) : IViews
{
    /// <summary>Name and source.</summary>
    public static PartCard Card { get; } = new(
        "redraw",
        "Draws the views' latents from the world's conditional and shows what is seen of them.",
        "Zimmermann et al., Contrastive learning inverts the data generating process, 2021")
    {
        Formula = "x = g(z), x̃ = g(z̃), z̃ ~ conditional(z)",
        Convention = "The world says whether both views are children, or the left is the anchor. Pixels v "
            + "become (v/255 − ½)/½.",
    };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The situations have no latents.</exception>
    public ViewPair Show(Situations situations, RandomKey key)
    {
        LatentPair pair = world.Pair(situations, key);
        Batch left = ReferenceEquals(pair.Left, situations.Latents)
            ? Plain(situations)
            : Values(world.See(pair.Left, key.Split("see left")));
        return new ViewPair(left, Values(world.See(pair.Right, key.Split("see right"))))
        {
            Items = situations.Items,
            Actions = Changes(pair),
            Reach = world.ReachOf(pair),
        };
    }

    /// <inheritdoc/>
    public int Actions => world.LatentDimensions - world.Facts.Content;

    /// <inheritdoc/>
    public Batch Plain(Situations situations) => Values(situations.Observations);

    /// <summary>z̃ − z of the latents that a pair need not share: of style, where the world knows
    /// content.</summary>
    private Matrix Changes(LatentPair pair)
    {
        int shared = world.Facts.Content, moving = Actions;
        Matrix changes = new(pair.Left.Rows, moving);
        for (int i = 0; i < changes.Rows; i++)
            TensorPrimitives.Subtract(
                pair.Right.Row(i)[shared..], pair.Left.Row(i)[shared..], changes.Row(i));
        return changes;
    }

    private static Batch Values(Observations observations) => observations switch
    {
        VectorObservations vectors => vectors.Values,
        ImageObservations images => Scaled(images),
        _ => throw new ArgumentException($"Nothing is known of {observations.GetType().Name}."),
    };

    /// <summary>2v/255 − 1, without the detour over crops that an augmentation makes.</summary>
    private static Batch Scaled(ImageObservations images)
    {
        Shape shape = new(images.Count, images.Height, images.Width, images.Channels);
        Batch batch = new(shape, new float[shape.Size]);
        for (int i = 0; i < images.Count; i++)
        {
            Span<float> item = batch.Item(i);
            TensorPrimitives.ConvertChecked<byte, float>(images.Image(i), item);
            TensorPrimitives.Multiply(item, 2f / 255, item);
            TensorPrimitives.Subtract(item, 1f, item);
        }
        return batch;
    }
}
