using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Statistics of the derivative of the encoder, by central differences at some samples: how far it
/// is from keeping lengths, how well it is conditioned, how it changes volume.</summary>
/// <remarks>At the observations: the encoder f alone. At the latents: f∘g, the map that theory speaks of; it
/// is an isometry up to scale exactly where all its singular values are equal. Source: derived here;
/// conformal maps and their Jacobians in identifiability: Buchholz, Besserve, Schölkopf, "Function classes
/// for identifiable nonlinear independent component analysis", 2022.</remarks>
public sealed class JacobianStatistics : IMeter
{
    private const int PointsAtMost = 256;
    private const int InputsAtMost = 128;
    private readonly bool _latent;
    private readonly double _step;

    private JacobianStatistics(bool latent, double step) => (_latent, _step) = (latent, step);

    /// <summary>Of the encoder, by the observations.</summary>
    public static Part<IMeter> Encoder { get; } = Part(
        false, "jacobian", "How far the encoder's derivative is from keeping lengths up to scale; 0 keeps "
            + "them.");

    /// <summary>Of mixing and encoder, by the latents.</summary>
    public static Part<IMeter> Latent { get; } = Part(
        true, "jacobian.latent",
        "How far the derivative of the representation by the latents is from keeping lengths up to scale.");

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Encoder
        | (_latent ? Evidence.Latents | Evidence.Mixing : 0);

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix inputs = _latent ? specimen.Latents! : specimen.Encoder!.Observations;
        if (inputs.Rows < 2 || inputs.Columns is 0 or > InputsAtMost)
            return [new PartReading("", Reading.Undefined($"{inputs.Rows} samples of {inputs.Columns} "
                + $"inputs; differences are taken along each of at most {InputsAtMost} inputs, at 2 samples "
                + "or more."))];
        int[] rows = PermutationNull.Shuffled(inputs.Rows, key.Split("points"));
        double[][] spectra = Spectra(specimen, inputs,
            inputs.Select(rows.AsSpan(0, Math.Min(rows.Length, PointsAtMost))));
        if (spectra.Any(s => s.Any(v => !double.IsFinite(v))))
            return [new PartReading("", Reading.Undefined("The encoder is not finite beside the samples."))];
        return
        [
            Statistic("", spectra, Distortion),
            Statistic("norm", spectra, s => Math.Sqrt(s.Sum(v => v * v))),
            Statistic("log-condition", spectra, s => Math.Log10(s[0] / s[^1])),
            Statistic("log-volume", spectra, s => s.Sum(Math.Log)),
            Statistic("rank", spectra, s => Square(s.Sum(v => v * v)) / s.Sum(v => Square(v * v))),
        ];
    }

    /// <summary>1 − (mean σ)²/mean σ²: 0 where all singular values are equal, 1 − 1/m where one alone is not
    /// 0.</summary>
    private static double Distortion(double[] sigma) =>
        1 - (Square(sigma.Average()) / sigma.Average(v => v * v));

    private static PartReading Statistic(string name, double[][] spectra, Func<double[], double> statistic)
    {
        double[] values = Array.ConvertAll(spectra, s => statistic(s));
        return new PartReading(name, values.All(double.IsFinite)
            ? new Reading(Spread.Mean(values), Spread.OfMean(values), double.NaN)
            : Reading.Undefined("A derivative has lost a direction: its least singular value is 0."));
    }

    /// <summary>Singular values of the derivative at each point, largest first; one block of inputs holds all
    /// points shifted along one input, forwards and then backwards.</summary>
    private double[][] Spectra(Specimen specimen, Matrix all, Matrix points)
    {
        double[] units = Array.ConvertAll(Columns.Variances(all, Columns.Means(all)), Math.Sqrt);
        double largest = units.Max();
        var slopes = new Matrix[points.Columns];
        for (int k = 0; k < slopes.Length; k++)
        {
            double step = _step * (units[k] > 0 ? units[k] : largest > 0 ? largest : 1);
            slopes[k] = Difference(specimen, points, k, step);
        }
        return [.. Enumerable.Range(0, points.Rows).Select(i => Singular(slopes, i))];
    }

    private Matrix Difference(Specimen specimen, Matrix points, int input, double step)
    {
        int n = points.Rows;
        var shifted = new Matrix(2 * n, points.Columns);
        points.Values.CopyTo(shifted.Values, 0);
        points.Values.CopyTo(shifted.Values, points.Values.Length);
        for (int i = 0; i < n; i++)
        {
            shifted[i, input] += step;
            shifted[n + i, input] -= step;
        }
        Matrix seen = _latent ? specimen.Mixing!(shifted) : shifted;
        Matrix h = specimen.Encoder!.Encode(seen);
        var slope = new Matrix(n, h.Columns);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < h.Columns; j++)
                slope[i, j] = (h[i, j] - h[n + i, j]) / (2 * step);
        return slope;
    }

    private static double[] Singular(Matrix[] slopes, int point)
    {
        var jacobian = new Matrix(slopes.Length, slopes[0].Columns);
        for (int k = 0; k < slopes.Length; k++)
            slopes[k].Row(point).CopyTo(jacobian.Row(k));
        return SingularValues.Of(jacobian);
    }

    private static double Square(double v) => v * v;

    private static Part<IMeter> Part(bool latent, string name, string summary) => new(
        new PartCard(name, summary, "derived here; Buchholz, Besserve, Schölkopf, Function classes for "
            + "identifiable nonlinear independent component analysis, 2022")
        {
            Formula = "mean over points of 1 − (mean σ)²/mean σ²; and the means of ‖J‖_F as `.norm`, log₁₀ "
                + "σ₁/σₘ as `.log-condition`, Σ ln σ as `.log-volume`, (Σσ²)²/Σσ⁴ as `.rank`",
            Convention = "central differences at a random 256 samples at most, along each input by `step` of "
                + "its standard deviation (0.01: encoders compute in floats); lower is nearer to an "
                + "isometry; standard error: of the mean over points; no chance level",
            Parameters =
            [
                new NumberParameter("step", "Step, in standard deviations of the input.", 0.01, 0)
                    { MinimumExcluded = true },
            ],
        },
        s => new JacobianStatistics(latent, s.Number("step")));
}
