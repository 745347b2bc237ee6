using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Views;

/// <summary>Two jittered looks at each vector: v = s · x ⊙ m + σ ε, with a scale s of the whole vector, a
/// mask m that sets features to 0, and normal noise ε. For tables of measurements, where nobody knows a
/// better augmentation.</summary>
/// <remarks>Masking and scaling as in Bahri, Jiang, Tay, Metzler, "SCARF", 2022 and Yoon, Zhang, Jordon, van
/// der Schaar, "VIME", 2020, with 0 (the mean, after standardisation) in place of resampled values.</remarks>
/// <param name="noise">Standard deviation of ε, in the units of the data.</param>
/// <param name="mask">Probability that a feature is set to 0.</param>
/// <param name="scale">The vector is multiplied by a factor uniform in [1 − scale, 1 + scale].</param>
public sealed class VectorViews(double noise, double mask, double scale) : IViews
{
    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "jitter", "Two looks at each vector with noise, masked features and a random scale.",
        "Yoon, Zhang, Jordon, van der Schaar, VIME, 2020; Bahri, Jiang, Tay, Metzler, SCARF, 2022")
    {
        Formula = "v = s · x ⊙ m + σ ε",
        Convention = "Masked features become 0, the mean of standardised data; noise is a sum of eight "
            + "uniform bytes (kurtosis 2.85).",
        Parameters =
        [
            new NumberParameter("noise", "Standard deviation of the noise, in the units of the "
                + "data.", 0.2, 0, 1e6),
            new NumberParameter("mask", "Probability that a feature is set to "
                + "0.", 0.2, 0, 1) { MaximumExcluded = true },
            new NumberParameter("scale", "The vector is multiplied by a factor uniform in [1 − value, 1 + "
                + "value].", 0, 0, 1),
        ],
    };

    /// <summary>Views from settings of <see cref="Card"/>.</summary>
    public static VectorViews Build(Settings settings) =>
        new(settings.Number("noise"), settings.Number("mask"), settings.Number("scale"));

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The observations are no vectors.</exception>
    public ViewPair Show(Situations situations, RandomKey key)
    {
        Batch values = Plain(situations);
        return new ViewPair(Jitter(values, key.Split(0)), Jitter(values, key.Split(1)))
        {
            Items = situations.Items,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="SzilardException">The observations are no vectors.</exception>
    public Batch Plain(Situations situations) =>
        (situations.Observations as VectorObservations ?? throw new SzilardException(
            $"`jitter` changes vectors, but this world shows images of {situations.Observations.ItemShape}; "
            + "use `augment`."))
        .Values;

    private Batch Jitter(Batch values, RandomKey view)
    {
        Batch result = new(values.Shape, new float[values.Values.Length]);
        for (int i = 0; i < values.Count; i++)
        {
            RandomKey row = view.Split(i);
            if (noise > 0)
                FastNormal.Fill(result.Item(i), row.Split(0), 0);
            RandomStream random = row.Split(1).Stream();
            Mix(values.Item(i), result.Item(i), ref random);
        }
        return result;
    }

    /// <summary>The target holds ε and receives the view.</summary>
    private void Mix(ReadOnlySpan<float> source, Span<float> target, ref RandomStream random)
    {
        float factor = scale > 0 ? (float)random.NextUniform(1 - scale, 1 + scale) : 1;
        for (int j = 0; j < target.Length; j++)
        {
            bool kept = mask <= 0 || random.NextDouble() >= mask;
            target[j] = (kept ? factor * source[j] : 0) + ((float)noise * target[j]);
        }
    }
}
