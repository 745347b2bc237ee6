namespace Szilard.Worlds.Views;

/// <summary>Which right looks of a batch the world's conditional could have drawn for which left ones. It
/// tells that and nothing else of the causes.</summary>
/// <param name="count">Pairs in the batch.</param>
/// <param name="reached">Whether left look i reaches right look j.</param>
public sealed class Reach(int count, Func<int, int, bool> reached)
{
    /// <summary>Pairs in the batch.</summary>
    public int Count => count;

    /// <summary>True where the conditional of the left look's causes gives those of the right look a positive
    /// density.</summary>
    /// <param name="left">Row of the left view.</param>
    /// <param name="right">Row of the right view.</param>
    public bool Includes(int left, int right) => reached(left, right);

    /// <summary>The same of some of the pairs alone.</summary>
    public Reach Slice(int start, int length) => new(length, (i, j) => reached(start + i, start + j));

    /// <summary>The same where row j of the right view is what row (j + shift) mod count was.</summary>
    public Reach Shifted(int shift) => new(count, (i, j) => reached(i, (j + shift) % count));
}
