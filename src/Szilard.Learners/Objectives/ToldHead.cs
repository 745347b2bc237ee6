using System.Numerics.Tensors;
using Szilard.Observables;
using Szilard.Tensors;
using Tensor = Szilard.Tensors.Tensor;

namespace Szilard.Learners.Objectives;

/// <summary>What a head beside a contrast says was done to the views, and what was: one row of logits for
/// each question about each sample, those of one sample behind each other.</summary>
/// <param name="Logits">Rows × answers.</param>
/// <param name="Told">The true answer of each row.</param>
/// <param name="Questions">How many questions are asked about a sample, ≥ 1.</param>
public sealed record ToldHead(Tensor Logits, int[] Told, int Questions)
{
    /// <summary>The reading of how often it is right.</summary>
    public const string Accuracy = "head.accuracy";

    private const string Convention =
        "share of the questions about one batch, before it is learned from, that the head answers rightly; "
            + "standard error: of the mean over samples; chance: ";

    /// <summary>The arrays of a linear head, their first values those of a linear map.</summary>
    /// <param name="site">The network.</param>
    /// <param name="inputs">Columns that it reads.</param>
    /// <param name="arrays">Their names and shapes.</param>
    public static IReadOnlyList<Parameter> Declare(
        ObjectiveSite site, int inputs, params (string Name, Shape Shape)[] arrays) =>
    [
        .. arrays.Select(a => new Parameter(
            site.Device, a.Name, a.Shape,
            Encoders.Initial.Uniform(a.Shape, inputs, site.Key.Split(a.Name)))),
    ];

    /// <summary>The contrast with the weighted cross-entropy of the head.</summary>
    /// <param name="contrast">The contrast.</param>
    /// <param name="weight">Weight of the head.</param>
    /// <param name="term">The name of its term.</param>
    public Loss Beside(Loss contrast, double weight, string term)
    {
        Tensor entropy = Logits.LogSoftmax().Pick(Told).Mean().Scale(-1);
        return new Loss(
            contrast.Value.Add(entropy.Scale(weight)),
            [.. contrast.Terms, ("contrast", contrast.Value), (term, entropy)]);
    }

    /// <summary>How often the greatest logit is that of the true answer.</summary>
    /// <param name="chance">How often one is right who sees nothing.</param>
    /// <param name="whence">Where that comes from, in words.</param>
    public NamedReading Read(double chance, string whence)
    {
        Matrix logits = Logits.ToMatrix();
        double[] shares =
        [
            .. Enumerable.Range(0, Told.Length)
                .Select(i => TensorPrimitives.IndexOfMax<double>(logits.Row(i)) == Told[i] ? 1.0 : 0)
                .Chunk(Questions).Select(sample => sample.Average()),
        ];
        double mean = shares.Average(), squares = shares.Sum(s => (s - mean) * (s - mean));
        double error = shares.Length > 1
            ? Math.Sqrt(squares / (shares.Length - 1) / shares.Length) : double.NaN;
        return new NamedReading(Accuracy, Convention + whence, new Reading(mean, error, chance));
    }

    /// <summary>How often one is right who gives the most frequent answer to each question.</summary>
    public double MostFrequent() => Enumerable.Range(0, Questions).Average(
        q => Told.Where((_, i) => i % Questions == q).CountBy(a => a).Max(a => a.Value)
            * (double)Questions / Told.Length);
}
