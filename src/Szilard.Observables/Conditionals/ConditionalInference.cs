using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Conditionals;

/// <summary>What pairs say of the conditional that made them: how sharp it is in each dimension, of which
/// family, and whether it treats all directions alike.</summary>
/// <remarks>Derived here from standard parts. Flat space: z̃ₖ = aₖ + ρₖzₖ + rₖ by least squares, Λₖ = 1/var
/// r. Sphere: <see cref="SphereFamilies.Precisions"/>, the convention of Rusak et al., "InfoNCE: Identifying
/// the Gap Between Theory and Practice", 2024: density ∝ exp(−½Σ Λₖ(z̃ₖ − zₖ)²).</remarks>
/// <param name="OnSphere">Whether rows lie on the unit sphere.</param>
/// <param name="Dimensions">d.</param>
/// <param name="Pairs">n.</param>
/// <param name="Slopes">ρₖ; empty on the sphere.</param>
/// <param name="Precisions">Λₖ.</param>
/// <param name="PrecisionErrors">Their standard errors, by a grouped jackknife.</param>
/// <param name="Families">All families, the best on held-out pairs first.</param>
/// <param name="Family">The simplest that is not behind by more than twice its error: normal (flat) or von
/// Mises–Fisher (sphere), else the others as listed, the generalised normal last.</param>
/// <param name="IsotropyPValue">How often pairs whose rows are turned by random signed permutations are as
/// anisotropic: exact where all directions are alike. NaN for d = 1.</param>
public sealed record ConditionalInference(
    bool OnSphere, int Dimensions, int Pairs, IReadOnlyList<double> Slopes, IReadOnlyList<double> Precisions,
    IReadOnlyList<double> PrecisionErrors, IReadOnlyList<ConditionalFamily> Families,
    ConditionalFamily Family,
    double IsotropyPValue)
{
    private const int Groups = 16;

    /// <summary>Infers it.</summary>
    /// <param name="sample">The pairs.</param>
    /// <param name="key">Of halves, groups and permutations.</param>
    /// <param name="permutations">How many; the smallest p is 1/(1 + permutations).</param>
    public static ConditionalInference Of(PairSample sample, RandomKey key, int permutations = 199)
    {
        (int n, int d) = (sample.Anchors.Rows, sample.Anchors.Columns);
        int[] order = PermutationNull.Shuffled(n, key.Split("halves"));
        ConditionalFamily[] families =
            [.. Ranked(Likelihoods(Select(sample, order[..(n / 2)]), Select(sample, order[(n / 2)..])))];
        double[][] left = [.. Jackknife.Groups(n, Groups, key.Split("jackknife")).Select(
            g => PrecisionsOf(Select(sample, [.. Enumerable.Range(0, n).Except(g)])))];
        return new ConditionalInference(
            sample.OnSphere, d, n, sample.OnSphere ? [] : Lines(sample).Slopes, PrecisionsOf(sample),
            [.. Enumerable.Range(0, d).Select(k => Jackknife.StandardError([.. left.Select(l => l[k])]))],
            families, Chosen(families, sample.OnSphere),
            Isotropy(sample, key.Split("isotropy"), permutations));
    }

    private static PairSample Select(PairSample sample, int[] rows) =>
        sample with { Anchors = sample.Anchors.Select(rows), Children = sample.Children.Select(rows) };

    private static (string Name, double Shape, double[] Rows)[] Likelihoods(PairSample fit, PairSample held)
    {
        if (fit.OnSphere)
            return SphereFamilies.Of(
                SphereFamilies.Cosines(fit.Anchors, fit.Children),
                SphereFamilies.Cosines(held.Anchors, held.Children),
                fit.Anchors.Columns);
        (double[] slopes, double[] offsets) = Lines(fit);
        return FlatFamilies.Of(Residuals(fit, slopes, offsets), Residuals(held, slopes, offsets));
    }

    private static IEnumerable<ConditionalFamily> Ranked((string Name, double Shape, double[] Rows)[] told)
    {
        var best = told.MaxBy(t => Spread.Mean(t.Rows));
        return told.Select(t =>
        {
            double[] behind = [.. best.Rows.Zip(t.Rows, (a, b) => a - b)];
            return new ConditionalFamily(
                t.Name, t.Shape, Spread.Mean(t.Rows), Spread.Mean(behind), Spread.OfMean(behind));
        }).OrderBy(f => f.Behind);
    }

    private static ConditionalFamily Chosen(ConditionalFamily[] families, bool sphere)
    {
        string[] simplest = sphere
            ? ["von-mises-fisher", "geodesic-normal", "geodesic-laplace"]
            : ["normal", "laplace", "generalized-normal"];
        return simplest.Select(name => families.First(f => f.Name == name)).First(
            f => f.Behind <= 2 * f.BehindError);
    }

    private static double[] PrecisionsOf(PairSample sample)
    {
        if (sample.OnSphere)
            return SphereFamilies.Precisions(sample.Anchors, sample.Children);
        (double[] slopes, double[] offsets) = Lines(sample);
        Matrix rest = Residuals(sample, slopes, offsets);
        return [.. Columns.Variances(rest, Columns.Means(rest)).Select(v => 1 / v)];
    }

    private static (double[] Slopes, double[] Offsets) Lines(PairSample sample)
    {
        double[] meanX = Columns.Means(sample.Anchors), meanY = Columns.Means(sample.Children);
        double[] slopes = new double[meanX.Length], offsets = new double[meanX.Length];
        for (int k = 0; k < slopes.Length; k++)
        {
            double xx = 0, xy = 0;
            for (int i = 0; i < sample.Anchors.Rows; i++)
            {
                double x = sample.Anchors[i, k] - meanX[k];
                (xx, xy) = (xx + (x * x), xy + (x * (sample.Children[i, k] - meanY[k])));
            }
            slopes[k] = xx > 0 ? xy / xx : 0;
            offsets[k] = meanY[k] - (slopes[k] * meanX[k]);
        }
        return (slopes, offsets);
    }

    private static Matrix Residuals(PairSample sample, double[] slopes, double[] offsets)
    {
        Matrix rest = new(sample.Anchors.Rows, slopes.Length);
        for (int i = 0; i < rest.Rows; i++)
            for (int k = 0; k < slopes.Length; k++)
                rest[i, k] = sample.Children[i, k] - offsets[k] - (slopes[k] * sample.Anchors[i, k]);
        return rest;
    }

    /// <summary>ln(arithmetic/geometric mean) of the eigenvalues of E[r·rᵀ], against rows turned at
    /// random.</summary>
    private static double Isotropy(PairSample sample, RandomKey key, int permutations)
    {
        int d = sample.Anchors.Columns;
        if (d == 1)
            return double.NaN;
        (double[] slopes, double[] offsets) = sample.OnSphere
            ? ([.. Enumerable.Repeat(1.0, d)], new double[d]) : Lines(sample);
        Matrix rest = Residuals(sample, slopes, offsets);
        double observed = Sphericity(rest);
        double[] turned = [.. Enumerable.Range(0, permutations).Select(
            i => Sphericity(Turned(rest, key.Split("turn", i))))];
        return new PermutationNull(observed, turned).PValue;
    }

    private static double Sphericity(Matrix rest)
    {
        double[] values = SymmetricEigen.ValuesOfGram(CrossProducts.Gram(rest, new double[rest.Columns]));
        return Math.Log(values.Average()) - values.Average(v => Math.Log(Math.Max(v, 1e-300)));
    }

    private static Matrix Turned(Matrix rest, RandomKey key)
    {
        Matrix turned = new(rest.Rows, rest.Columns);
        RandomStream random = key.Stream();
        int[] order = [.. Enumerable.Range(0, rest.Columns)];
        for (int i = 0; i < rest.Rows; i++)
        {
            random.Shuffle<int>(order);
            uint signs = random.NextUInt32();
            for (int k = 0; k < order.Length; k++)
                turned[i, k] = rest[i, order[k]] * (((signs >> (k % 32)) & 1) == 0 ? 1 : -1);
        }
        return turned;
    }
}
