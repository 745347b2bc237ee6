using Szilard.Observables.Identifiability;
using Szilard.Observables.Statistics;

namespace Szilard.Observables.Probes;

/// <summary>Where a probe is fitted and where it is judged: the training set and the specimen when there is a
/// training set, otherwise two random halves of the specimen.</summary>
/// <param name="Fit">Samples to fit on.</param>
/// <param name="Test">Samples to judge on; the probe never sees them before.</param>
internal sealed record Halves(Specimen Fit, Specimen Test)
{
    /// <summary>The sentence for conventions.</summary>
    public const string Convention =
        "fitted on the training set and read on the specimen; without a training set, on random halves of it";

    /// <summary>Splits, in the same way for every meter.</summary>
    public static Halves Of(Specimen specimen) => specimen.Training is { } training
        ? new Halves(training, specimen)
        : specimen.Shared.Once(
            ("halves", specimen.Representation, specimen.Latents, specimen.Labels, specimen.Superclasses),
            () => AtRandom(specimen));

    /// <summary>The affine map h → z, fitted and applied; z → h where it is inverse.</summary>
    public HeldOutMap Affine(bool inverse = false) => Test.Shared.Once(
        ("affine", Fit.Representation, Fit.Latents, Test.Representation, Test.Latents, inverse), () => inverse
            ? HeldOutMap.Of(Fit.Latents!, Fit.Representation, Test.Latents!)
            : HeldOutMap.Of(Fit.Representation, Fit.Latents!, Test.Representation));

    /// <summary>The rows named of representation, latents and labels.</summary>
    public static Specimen Select(Specimen specimen, int[] rows) =>
        new(specimen.Representation.Select(rows))
        {
            Latents = specimen.Latents?.Select(rows),
            Labels = specimen.Labels is { } labels ? [.. rows.Select(r => labels[r])] : null,
            Superclasses = specimen.Superclasses is { } above ? [.. rows.Select(r => above[r])] : null,
        };

    /// <summary>Why a probe that needs this evidence cannot be read; null when it can.</summary>
    public string? Obstacle(Evidence needs)
    {
        if ((Fit.Evidence & needs) != needs)
            return "The training set lacks the latents or labels that the probe is fitted to; give them, "
                + "or no training set.";
        int fit = Fit.Representation.Rows, test = Test.Representation.Rows;
        return fit < 2 || test < 2
            ? $"{fit} samples to fit on and {test} to read on; a probe needs at least 2 and 2."
            : null;
    }

    /// <summary>The first half has the odd sample.</summary>
    private static Halves AtRandom(Specimen specimen)
    {
        int n = specimen.Representation.Rows, middle = n - (n / 2);
        int[] order = PermutationNull.Shuffled(n, SharedWork.Key.Split("halves"));
        return new Halves(Select(specimen, order[..middle]), Select(specimen, order[middle..]));
    }
}
