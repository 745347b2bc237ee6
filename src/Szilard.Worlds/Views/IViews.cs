using Szilard.Tensors;

namespace Szilard.Worlds.Views;

/// <summary>Two looks at the same causes, row for row. Learners never see latents: this type has
/// none.</summary>
/// <param name="Left">The first view.</param>
/// <param name="Right">The second view; a label or a regression target where the label is a view.</param>
public sealed record ViewPair(Batch Left, Batch Right)
{
    /// <summary>Which items of the training set the left rows show; null where that is not known.</summary>
    public int[]? Items { get; init; }

    /// <summary>What changed from the left view to the right one, samples × parameters: the efference copy of
    /// an augmentation, in units of its own; null where that is not told.</summary>
    public Matrix? Actions { get; init; }

    /// <summary>Which right looks could belong to which left ones; null where all could, or that is not
    /// told.</summary>
    public Reach? Reach { get; init; }

    /// <summary>A third look at each sample, turned; null where views turn none. The pair itself is
    /// upright.</summary>
    public TurnedLooks? Turned { get; init; }
}

/// <summary>Looks of their own at the samples of a pair, each turned by quarters of a circle, and by how
/// many.</summary>
/// <param name="Looks">Row for row the samples of the left view.</param>
/// <param name="Turns">Quarters clockwise of each, 0 … <see cref="QuarterTurn.Count"/> − 1.</param>
public sealed record TurnedLooks(Batch Looks, int[] Turns);

/// <summary>A way to look twice.</summary>
public interface IViews
{
    /// <summary>Two views of each situation.</summary>
    ViewPair Show(Situations situations, RandomKey key);

    /// <summary>Columns of <see cref="ViewPair.Actions"/>: how many numbers tell what changed between the
    /// views of a sample; 0 where views do not tell.</summary>
    int Actions => 0;

    /// <summary>The observation as it is, in the form in which views are given to a learner (an image is
    /// scaled and normalised as its views are, but not augmented).</summary>
    Batch Plain(Situations situations);
}
