using Szilard.Observables.Similarity;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>TwoNN: intrinsic dimension from the ratio μ = r₂/r₁ of the distances to the second and the first
/// nearest neighbour, whose law is F(μ) = 1 − μ^(−d) where the density is constant over two
/// neighbours.</summary>
/// <remarks>Source: Facco, d'Errico, Rodriguez, Laio, "Estimating the intrinsic dimension of datasets by a
/// minimal neighborhood information", 2017, eq. 5 and §"Methods".</remarks>
/// <param name="likelihood">(N − 1)/Σ ln μ instead of the line through the origin.</param>
/// <param name="discard">Share of the largest ratios that the line leaves out.</param>
public sealed class TwoNearest(bool likelihood, double discard) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "two-nn",
        "Intrinsic dimension of the representation from the two nearest neighbours of each sample.",
        "Facco, d'Errico, Rodriguez, Laio, Estimating the intrinsic dimension of datasets by a minimal "
            + "neighborhood information, 2017, eq. 5")
    {
        Formula = "slope through 0 of −ln(1 − F) on ln μ, F = i/(N + 1); or (N − 1)/Σ ln μ",
        Convention = "Euclidean; samples with a duplicate (r₁ = 0) are left out and counted in the remark; "
            + "the line leaves out the largest `discard` = 10 % of the ratios, the likelihood none; standard "
            + "error: jackknife over 16 groups of ratios, the neighbours being given; no chance level",
        Parameters =
        [
            new ChoiceParameter("estimator", "Line or maximum likelihood.", "line", "line", "likelihood"),
            new NumberParameter(
                "discard", "Share of the largest ratios that the line leaves out.", 0.1, 0, 0.9),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) =>
        new TwoNearest(settings.Choice("estimator") == "likelihood", settings.Number("discard"));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix h = specimen.Representation;
        if (h.Rows < 3)
            return Reading.Undefined($"{h.Rows} samples; two neighbours of each need at least 3.");
        double[] logs = LogRatios(specimen.Shared.Neighbours(h, 2, false, workers), h.Rows);
        int duplicates = h.Rows - logs.Length;
        if (logs.Length < 3 || logs.Max() == 0)
            return Reading.Undefined($"{duplicates} of {h.Rows} samples have a duplicate, and the others "
                + "tell no dimension; remove duplicates.");
        int[][] groups = Resampling.Groups(logs.Length);
        int[] order = RisingOrder.Of(logs);
        double[] leftOut = Array.ConvertAll(groups, g =>
        {
            HashSet<int> without = [.. g];
            return Dimension([.. order.Where(i => !without.Contains(i)).Select(i => logs[i])]);
        });
        return new Reading(Dimension([.. order.Select(i => logs[i])]), Jackknife.StandardError(leftOut), double.NaN)
        {
            Remark = duplicates == 0 ? "" : $"{duplicates} samples have a duplicate and are left out.",
        };
    }

    /// <summary>The dimension from ln μ, in rising order.</summary>
    internal double Dimension(double[] logs)
    {
        if (likelihood)
            return (logs.Length - 1) / logs.Sum();
        double products = 0, squares = 0;
        int kept = Math.Max(2, (int)Math.Ceiling(logs.Length * (1 - discard)));
        for (int i = 0; i < Math.Min(kept, logs.Length); i++)
        {
            products -= logs[i] * Math.Log(1 - ((i + 1.0) / (logs.Length + 1)));
            squares += logs[i] * logs[i];
        }
        return squares > 0 ? products / squares : double.NaN;
    }

    /// <summary>ln μ of the samples without a duplicate; scores are −r²/2.</summary>
    private static double[] LogRatios(Neighbours neighbours, int samples)
    {
        List<double> logs = new(samples);
        for (int i = 0; i < samples; i++)
        {
            ReadOnlySpan<double> scores = neighbours.ScoresOf(i);
            if (scores[0] < 0)
                logs.Add(Math.Log(scores[1] / scores[0]) / 2);
        }
        return [.. logs];
    }
}
