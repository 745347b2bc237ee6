using Szilard.Observables.Algebra;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Probes;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Disentanglement;

/// <summary>InfoE: the share of a latent's uncertainty that a linear probe of the representation removes:
/// cross-entropy for latents of few values, squared error for others.</summary>
/// <remarks>Source: Hsu, Dorrell, Whittington, Wu, Finn, "Disentanglement via latent quantization", 2023, §4
/// (predictive V-information of linear and logistic predictors).</remarks>
public sealed class Explicitness : IMeter
{
    private const double Penalty = 1e-7;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "info-e",
        "Share of the latents' uncertainty that a linear or logistic probe removes on held-out samples.",
        "Hsu, Dorrell, Whittington, Wu, Finn, Disentanglement via latent quantization, 2023, §4")
    {
        Formula = "meanₖ (1 − loss(zₖ | h) / loss(zₖ)), loss: cross-entropy or squared error",
        Convention = "latents of at most 20 values among more than twice as many samples by logistic "
            + "regression (ridge 1e-7), others by least squares with intercept; constant latents are left "
            + $"out; {Halves.Convention}; standard error: delta method over held-out samples; chance: 0 "
            + "for a probe that tells nothing (held-out readings lie a little below)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new Explicitness();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        (Matrix h, Matrix z) = (halves.Fit.Representation, halves.Fit.Latents!);
        if (LinearMap.Obstacle(h, z) is { } few)
            return Reading.Undefined(few);
        List<double[]> losses = [];
        foreach (int k in Enumerable.Range(0, z.Columns))
            if (Losses(halves, k, workers) is { } one)
                losses.Add(one);
        if (losses.Count == 0)
            return Reading.Undefined("All latents are constant on the samples to fit on or to read on; there "
                + "is no uncertainty to remove.");
        double[] kept = [.. Enumerable.Range(0, losses[0].Length).Select(i => losses.Average(l => l[i]))];
        return new Reading(1 - Spread.Mean(kept), Spread.OfMean(kept), 0).Noting(Cautions.Constant(z, h));
    }

    /// <summary>For each held-out sample a number: their mean is the share of uncertainty that is left, their
    /// spread that of the share; null for a latent that does not vary.</summary>
    private static double[]? Losses(Halves halves, int k, Workers workers)
    {
        Matrix fit = Column(halves.Fit.Latents!, k), test = Column(halves.Test.Latents!, k);
        bool classes = Factor.Discrete(fit).Length == 1;
        return classes
            ? ClassLosses(halves, fit.Values, test.Values, workers)
            : NumberLosses(halves.Affine().Predicted.Column(k), fit, test);
    }

    private static double[]? NumberLosses(double[] predicted, Matrix fit, Matrix test)
    {
        double variance = Columns.Variances(test, Columns.Means(test))[0];
        if (variance == 0 || Columns.Variances(fit, Columns.Means(fit))[0] == 0)
            return null;
        double mean = Columns.Means(test)[0];
        return Shares(
            [.. predicted.Zip(test.Values, (p, y) => (p - y) * (p - y))],
            [.. test.Values.Select(y => (y - mean) * (y - mean))], variance);
    }

    /// <summary>Values that were not among those fitted count as the whole entropy.</summary>
    private static double[]? ClassLosses(Halves halves, double[] fit, double[] test, Workers workers)
    {
        double[] values = [.. fit.Distinct().Order()];
        int[] labels = Array.ConvertAll(fit, v => Array.BinarySearch(values, v));
        int[] judged = Array.ConvertAll(test, v => Array.BinarySearch(values, v));
        double[] shares = [.. values.Select(v => judged.Count(l => l >= 0 && values[l] == v)
            / (double)judged.Length)];
        double entropy = -shares.Sum(p => p > 0 ? p * Math.Log(p) : 0);
        if (entropy <= InformationTable.Nothing)
            return null;
        Matrix h = halves.Fit.Representation;
        double[] means = Columns.Means(h), units = Columns.InverseDeviations(Columns.Variances(h, means));
        var probe = new LogisticRegression(Columns.Affine(h, means, units), labels, values.Length, workers);
        probe.Fit(0, Penalty, Penalty / 100);
        double[] losses = probe.Losses(Columns.Affine(halves.Test.Representation, means, units), judged);
        return Shares(
            [.. losses.Select(l => double.IsNaN(l) ? entropy : l)],
            [.. judged.Select(l => l < 0 ? 0 : -Math.Log(shares[l]))], entropy);
    }

    /// <summary>Each loss over the mean of what would be lost without the representation, less what that
    /// sample moves the mean by (delta method); the mean is that of the losses over that of the
    /// others.</summary>
    private static double[] Shares(double[] losses, double[] without, double mean)
    {
        double share = losses.Average() / mean;
        return [.. losses.Zip(without, (l, w) => (l - (share * (w - mean))) / mean)];
    }

    private static Matrix Column(Matrix matrix, int k) => new(matrix.Rows, 1, matrix.Column(k));
}
