using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Disentanglement;

/// <summary>A column as levels 0, 1, …: its own values where they are few, bins of equal population where
/// they are many, or half as many as the samples.</summary>
/// <remarks>Bins follow ranks, so that a monotone function of a column has the same levels up to order. There
/// are min(20, √(n/5)) of them: a cell of two binned columns holds five samples on average.</remarks>
/// <param name="Levels">The level of each sample.</param>
/// <param name="Count">How many levels.</param>
/// <param name="Binned">Whether the column was cut into bins.</param>
internal sealed record Factor(int[] Levels, int Count, bool Binned)
{
    /// <summary>At most so many distinct values are taken as they are, where there are more than twice as
    /// many samples.</summary>
    public const int DiscreteAtMost = 20;

    /// <summary>The sentence for conventions.</summary>
    public const string Convention = "columns of at most 20 distinct values among more than twice as many "
        + "samples as they are, others in "
        + "min(20, √(n/5)) bins of equal population; plug-in mutual information, biased up by about "
        + "(levels − 1)²/(2n), which the chance level shows";

    /// <summary>The levels of a column.</summary>
    public static Factor Of(double[] column)
    {
        double[] values = Distinct(column);
        return values.Length == 1 || IsDiscrete(values, column.Length)
            ? new Factor(Array.ConvertAll(column, v => Array.BinarySearch(values, v)), values.Length, false)
            : Cut(column, Math.Clamp((int)Math.Sqrt(column.Length / 5.0), 2, DiscreteAtMost));
    }

    /// <summary>The levels of every column.</summary>
    public static Factor[] OfColumns(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Columns).Select(j => Of(matrix.Column(j)))];

    /// <summary>Which columns take few values among many samples: classes rather than numbers.</summary>
    /// <param name="matrix">One sample per row.</param>
    /// <param name="least">At least so many values.</param>
    public static int[] Discrete(Matrix matrix, int least = 2) =>
    [
        .. Enumerable.Range(0, matrix.Columns).Where(j =>
            Distinct(matrix.Column(j)) is var values && values.Length >= least
                && IsDiscrete(values, matrix.Rows)),
    ];

    /// <summary>Says which latents were cut into bins; empty for none.</summary>
    public static string ReadInBins(Factor[] factors)
    {
        int[] binned = [.. Enumerable.Range(0, factors.Length).Where(j => factors[j].Binned)];
        return binned.Length == 0 ? "" : $"Continuous, and cut into {factors[binned[0]].Count} bins, on "
            + $"which the reading depends: {Cautions.Named("latent", binned)}; `sap` and `dci` read numbers.";
    }

    private static bool IsDiscrete(double[] values, int samples) =>
        values.Length <= DiscreteAtMost && samples > 2 * values.Length;

    /// <summary>The distinct values in order; one more than the limit stands for any number of
    /// them.</summary>
    private static double[] Distinct(double[] column)
    {
        SortedSet<double> values = [];
        foreach (double value in column)
        {
            values.Add(value);
            if (values.Count > DiscreteAtMost)
                break;
        }
        return [.. values];
    }

    private static Factor Cut(double[] column, int bins)
    {
        double[] ranks = Ranks.Of(column);
        int[] levels = Array.ConvertAll(ranks, r => (int)((r - 0.5) * bins / ranks.Length));
        return new Factor(levels, bins, true);
    }
}
