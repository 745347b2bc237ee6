using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Somebody who says whether two items are of one class, and counts how often that was
/// asked.</summary>
/// <param name="labels">The truth.</param>
internal sealed class PairOracle(IReadOnlyList<int> labels)
{
    /// <summary>Questions answered.</summary>
    public int Queries { get; private set; }

    /// <summary>Whether two items are of one class.</summary>
    public bool Same(int one, int other)
    {
        Queries++;
        return labels[one] == labels[other];
    }

    /// <summary>The class of an item, found by comparing it with one representative of each in random order;
    /// the last class needs no question.</summary>
    /// <param name="item">Which.</param>
    /// <param name="representatives">One item of each class.</param>
    /// <param name="stream">Order of the questions.</param>
    public int Place(int item, int[] representatives, ref RandomStream stream)
    {
        int[] order = [.. Enumerable.Range(0, representatives.Length)];
        stream.Shuffle<int>(order);
        foreach (int known in order.AsSpan(0, order.Length - 1))
        {
            if (Same(item, representatives[known]))
                return known;
        }
        return order[^1];
    }
}
