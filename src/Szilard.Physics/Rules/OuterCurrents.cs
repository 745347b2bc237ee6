using System.Numerics;

namespace Szilard.Physics.Rules;

/// <summary>The currents of a layer of synapses whose units below are the same under all clamps, such as
/// inputs: −(1/n)·belowᵀ·above, without writing them down.</summary>
/// <param name="Samples">n.</param>
/// <param name="Below">n×rows.</param>
/// <param name="Above">One array for each clamp, n×columns.</param>
public sealed record OuterCurrents<T>(int Samples, T[] Below, IReadOnlyList<T[]> Above)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of synapses.</summary>
    public int Rows => Below.Length / Samples;

    /// <summary>Columns of synapses.</summary>
    public int Columns => Above[0].Length / Samples;

    /// <summary>How the current of one synapse changes from the first clamp to the last.</summary>
    public double Change(int synapse)
    {
        (int row, int column) = (synapse / Columns, synapse % Columns);
        double sum = 0;
        for (int b = 0; b < Samples; b++)
        {
            int at = (b * Columns) + column;
            sum += double.CreateTruncating(Below[(b * Rows) + row])
                * double.CreateTruncating(Above[^1][at] - Above[0][at]);
        }
        return -sum / Samples;
    }
}
