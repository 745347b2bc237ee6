using Szilard.Tensors;

namespace Szilard.Worlds.Generated;

/// <summary>Which of finitely many instances are shown, where every look at one is drawn afresh.</summary>
internal static class Instances
{
    /// <summary>Independent and uniform, for learning.</summary>
    public static int[] Drawn(int count, int instances, ref RandomStream stream)
    {
        var drawn = new int[count];
        foreach (ref int instance in drawn.AsSpan())
            instance = stream.NextInt32(instances);
        return drawn;
    }

    /// <summary>Each once before any twice, in a random order, for judging.</summary>
    public static int[] InTurn(int count, int instances, ref RandomStream stream)
    {
        int[] order = [.. Enumerable.Range(0, instances)];
        stream.Shuffle<int>(order);
        return [.. Enumerable.Range(0, count).Select(i => order[i % instances])];
    }
}
