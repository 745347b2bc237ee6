using Szilard.Observables.Statistics;

namespace Szilard.Observables.Singular;

/// <summary>What several chains say of how well they mixed.</summary>
public static class ChainDiagnostics
{
    private const int Batches = 10;

    /// <summary>Split-R̂ = √(((n − 1)/n·W + B/n)/W) over the halves of all chains, n draws each: 1 where all
    /// agree, above 1.05 where they do not yet. NaN below 4 draws.</summary>
    /// <remarks>A. Gelman et al., "Bayesian Data Analysis", 3rd edition, 2013, section 11.4.</remarks>
    /// <param name="chains">Draws of each chain, all of one length.</param>
    public static double SplitPotentialScaleReduction(IReadOnlyList<double[]> chains)
    {
        int half = chains.Min(c => c.Length) / 2;
        if (half < 2)
            return double.NaN;
        double[][] halves = [.. chains.SelectMany(c => (double[][])[c[..half], c[^half..]])];
        double within = halves.Average(h => Square(Spread.Deviation(h)));
        double between = half * Square(Spread.Deviation([.. halves.Select(h => Spread.Mean(h))]));
        if (within == 0)
            return between == 0 ? 1 : double.PositiveInfinity;
        return Math.Sqrt((((half - 1.0) / half * within) + (between / half)) / within);
    }

    /// <summary>Standard error of a chain's mean by ten batch means, which hold what successive draws owe
    /// each other as long as a batch is longer than that memory. NaN below 20 draws.</summary>
    /// <remarks>C. Geyer, "Practical Markov Chain Monte Carlo", Statistical Science 1992, section
    /// 3.</remarks>
    /// <param name="chain">Draws in order.</param>
    public static double BatchError(ReadOnlySpan<double> chain)
    {
        int length = chain.Length / Batches;
        if (length < 2)
            return double.NaN;
        var means = new double[Batches];
        for (int b = 0; b < Batches; b++)
            means[b] = Spread.Mean(chain.Slice(chain.Length - ((Batches - b) * length), length));
        return Spread.OfMean(means);
    }

    private static double Square(double x) => x * x;
}
