namespace Szilard.Observables.Similarity;

/// <summary>Neighbours that are equally near, so that the index decides which of them counts: duplicates,
/// above all.</summary>
internal static class NeighbourTies
{
    /// <summary>Relative difference of scores below which rounding tells them apart.</summary>
    private const double Equal = 1e-12;

    /// <summary>How many neighbours to look for so that a tie of the k-th with the next one shows: one more,
    /// where there are so many.</summary>
    public static int Enough(int k, int candidates) => Math.Max(k, Math.Min(k + 1, candidates));

    /// <summary>Says for how many samples the k-th neighbour and the next are equally near, in any of the
    /// searches; empty for none.</summary>
    /// <param name="k">How many neighbours count.</param>
    /// <param name="searches">Searches of the same samples.</param>
    public static string Remark(int k, params ReadOnlySpan<Neighbours> searches)
    {
        int samples = searches[0].Indices.Length / searches[0].K, tied = 0;
        for (int i = 0; i < samples; i++)
            tied += IsTied(searches, i, k) ? 1 : 0;
        return tied == 0 ? "" : $"For {tied} of {samples} samples the {(k == 1 ? "nearest" : $"{k}-th")} "
            + "neighbour and the next are equally near, and the lower index decides; remove duplicate rows.";
    }

    private static bool IsTied(ReadOnlySpan<Neighbours> searches, int sample, int k)
    {
        foreach (Neighbours search in searches)
        {
            ReadOnlySpan<double> scores = search.ScoresOf(sample);
            if (scores.Length > k && scores[k - 1] - scores[k] <= Equal * Math.Abs(scores[k]))
                return true;
        }
        return false;
    }
}
