using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>Latents matched one to one with columns so that the mean |correlation| is largest.</summary>
/// <param name="Correlations">Latents × columns.</param>
/// <param name="ColumnOf">The column of each latent, −1 for none.</param>
internal sealed record Matching(Matrix Correlations, int[] ColumnOf)
{
    /// <summary>Mean over all latents of the matched |correlation|; unmatched latents count 0.</summary>
    public double Score
    {
        get
        {
            double sum = 0;
            for (int j = 0; j < ColumnOf.Length; j++)
                sum += ColumnOf[j] < 0 ? 0 : Math.Abs(Correlations[j, ColumnOf[j]]);
            return sum / ColumnOf.Length;
        }
    }

    /// <summary>Exact assignment on |correlations|, which rounding or the normal limit may leave beyond
    /// 1.</summary>
    public static Matching Of(Matrix correlations)
    {
        Matrix bounded = correlations.Map(r => Math.Clamp(r, -1, 1));
        return new Matching(bounded, Assignment.Maximise(bounded.Map(Math.Abs)));
    }

    /// <summary>Matches standardised columns, where a constant column is 0 and so correlates 0.</summary>
    public static Matching Of(Matrix z, Matrix h) => Of(CrossProducts.Scale(
        CrossProducts.Of(z, new double[z.Columns], h, new double[h.Columns]), 1.0 / z.Rows));

    /// <summary>Mean score over shuffled pairings of standardised columns.</summary>
    public static double Chance(Matrix z, Matrix h, int draws, RandomKey key)
    {
        var source = new CrossNull(z, h);
        double sum = 0;
        for (int draw = 0; draw < draws; draw++)
            sum += Of(CrossProducts.Scale(source.Draw(key.Split("null", draw)), 1.0 / z.Rows)).Score;
        return sum / draws;
    }

    /// <summary>Standard error by the influence function of the correlation, z·h − r(z² + h²)/2, summed over
    /// the matched pairs; the matching itself is taken as given.</summary>
    public double Error(Matrix z, Matrix h, Func<Matrix, Matrix, int, int, double, double[]> influence)
    {
        var sum = new double[z.Rows];
        for (int j = 0; j < ColumnOf.Length; j++)
        {
            if (ColumnOf[j] < 0)
                continue;
            double r = Correlations[j, ColumnOf[j]];
            double[] one = influence(z, h, j, ColumnOf[j], r);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += Math.Sign(r) * one[i] / ColumnOf.Length;
        }
        return Spread.OfMean(sum);
    }

    /// <summary>Influence on Pearson's correlation of each sample.</summary>
    public static double[] Pearson(Matrix z, Matrix h, int j, int k, double r)
    {
        var influence = new double[z.Rows];
        for (int i = 0; i < influence.Length; i++)
        {
            double a = z[i, j], b = h[i, k];
            influence[i] = (a * b) - (r * ((a * a) + (b * b)) / 2);
        }
        return influence;
    }

    /// <summary>Influence on Spearman's correlation: the product of the two ranks, and what a sample does to
    /// the ranks of all others (Croux and Dehon, "Influence functions of the Spearman and Kendall correlation
    /// measures", 2010). Ranks have unit variance here; their variance does not depend on the
    /// samples.</summary>
    public static double[] Spearman(Matrix z, Matrix h, int j, int k, double r)
    {
        double[] a = z.Column(j), b = h.Column(k);
        double[] above = TailSums(a, b), right = TailSums(b, a);
        var influence = new double[a.Length];
        double step = Math.Sqrt(12);
        for (int i = 0; i < influence.Length; i++)
            influence[i] = (a[i] * b[i]) + (step * (above[i] + right[i])) - (3 * r);
        return influence;
    }

    /// <summary>For each sample the mean over all samples of value·[their place ≥ its place].</summary>
    private static double[] TailSums(double[] place, double[] value)
    {
        int n = place.Length;
        int[] order = RisingOrder.Of(place);
        var sums = new double[n];
        double sum = 0;
        for (int i = n - 1; i >= 0; i--)
            sums[order[i]] = (sum += value[order[i]]) / n;
        return sums;
    }
}
