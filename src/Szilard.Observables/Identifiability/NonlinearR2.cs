using Szilard.Observables.Algebra;
using Szilard.Observables.Probes;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Held-out R² of a kernel ridge regression h → z: near 1 while affine R² is low says that the
/// latents are entangled, near 0 that they are lost.</summary>
/// <remarks>Gaussian kernel on standardised columns; width = factor × median distance, ridge and factor
/// chosen on a part of the fitting samples. Source: von Kügelgen et al., "Self-supervised learning with data
/// augmentations provably isolates content from style", 2021, §5 (kernel ridge on standardised
/// data).</remarks>
public sealed class NonlinearR2 : IMeter
{
    private const int FitAtMost = 2048;
    private const int TestAtMost = 4096;
    private const int Probes = 16;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "r2.nonlinear",
        "Share of the variance of the latents that a kernel ridge regression of the representation predicts "
            + "on held-out samples.",
        "von Kügelgen et al., Self-supervised learning with data augmentations provably isolates content "
            + "from style, 2021, §5")
    {
        Formula = "meanₖ (1 − SSEₖ / SSTₖ), ẑ = K(h, h_fit)·(K + λI)⁻¹·z",
        Convention = "h → z, uniform average, Gaussian kernel on standardised columns, width = median "
            + "distance × {0.25, 0.5, 1}, λ in {1e-5, 1e-3, 1e-1} chosen on a quarter of the fitting "
            + $"samples; at most 2048 samples to fit and 4096 to read; {Halves.Convention}; standard error: "
            + "delta method over held-out samples; chance: mean over shuffled pairings, by 16 random probes "
            + "of the smoother; " + ContentParts.Convention,
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new NonlinearR2();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return [new PartReading("", Reading.Undefined(obstacle))];
        if (halves.Fit.Representation.Rows < 8)
            return [new PartReading("", Reading.Undefined(
                $"{halves.Fit.Representation.Rows} samples to fit on; kernel ridge needs at least 8 to "
                    + "choose its width and ridge."))];
        Specimen fit = Limit(halves.Fit, FitAtMost, key.Split("fit"));
        Specimen test = Limit(halves.Test, TestAtMost, key.Split("test"));
        Func<int, int, Reading> plain = Scores(fit, test, key, workers), score = (first, count) =>
            plain(first, count).Noting(Cautions.Classes(specimen.Latents!, first, count));
        return
        [
            new PartReading("", score(0, specimen.Latents!.Columns)), .. ContentParts.Of(specimen, score),
        ];
    }

    /// <summary>The reading of some latents, from the first and how many.</summary>
    private static Func<int, int, Reading> Scores(
        Specimen fit, Specimen test, RandomKey key, Workers workers)
    {
        double[] means = Columns.Means(fit.Representation);
        double[] units = Columns.InverseDeviations(Columns.Variances(fit.Representation, means));
        Matrix x = Columns.Affine(fit.Representation, means, units);
        Matrix testX = Columns.Affine(test.Representation, means, units);
        var ridge = KernelRidge.Choose(x, fit.Latents!, workers);
        Matrix targets = WithProbes(fit.Latents!, key.Split("probes"));
        Matrix predicted = ridge.FitPredict(x, targets, testX, workers);
        int m = fit.Latents!.Columns;
        double leverage = Leverage(ContentParts.Columns(predicted, m, Probes));
        return (first, count) => RegressionScore.Of(
            ContentParts.Columns(fit.Latents!, first, count),
            ContentParts.Columns(test.Latents!, first, count),
            ContentParts.Columns(predicted, first, count), leverage, false);
    }

    private static Specimen Limit(Specimen specimen, int most, RandomKey key)
    {
        int n = specimen.Representation.Rows;
        return n <= most ? specimen : Halves.Select(specimen, PermutationNull.Shuffled(n, key)[..most]);
    }

    /// <summary>Random signs, standardised, behind the latents: what the smoother makes of them is its null
    /// leverage.</summary>
    private static Matrix WithProbes(Matrix latents, RandomKey key)
    {
        var signs = new Matrix(latents.Rows, Probes);
        RandomStream stream = key.Stream();
        for (int i = 0; i < signs.Values.Length; i++)
            signs.Values[i] = (stream.NextUInt32() & 1) == 0 ? -1 : 1;
        return SideBySide(latents, Columns.Standardise(signs));
    }

    private static double Leverage(Matrix predicted) =>
        System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(predicted.Values)
        / predicted.Values.Length;

    private static Matrix SideBySide(Matrix left, Matrix right)
    {
        var result = new Matrix(left.Rows, left.Columns + right.Columns);
        for (int i = 0; i < left.Rows; i++)
        {
            left.Row(i).CopyTo(result.Row(i));
            right.Row(i).CopyTo(result.Row(i)[left.Columns..]);
        }
        return result;
    }
}
