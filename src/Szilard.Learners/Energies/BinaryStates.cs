using Szilard.Tensors;

namespace Szilard.Learners.Energies;

/// <summary>Rows of units 0 and 1 as numbers: bit i is unit i.</summary>
internal static class BinaryStates
{
    /// <summary>The number of each row.</summary>
    public static int[] Of(Batch rows)
    {
        var states = new int[rows.Count];
        for (int n = 0; n < states.Length; n++)
        {
            Span<float> row = rows.Item(n);
            for (int i = 0; i < row.Length; i++)
                states[n] |= row[i] != 0 ? 1 << i : 0;
        }
        return states;
    }

    /// <summary>The share of each state, 2^units of them.</summary>
    public static double[] Distribution(Batch rows)
    {
        var shares = new double[1 << rows.ItemSize];
        foreach (int state in Of(rows))
            shares[state] += 1.0 / rows.Count;
        return shares;
    }
}
