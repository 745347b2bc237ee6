using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables;

/// <summary>What a meter needs to have in its specimen.</summary>
[Flags]
public enum Evidence
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The representation h, samples × dimensions.</summary>
    Representation = 1,

    /// <summary>The true latents z of the same samples.</summary>
    Latents = 2,

    /// <summary>Class labels of the same samples.</summary>
    Labels = 4,

    /// <summary>The representation of a second view of the same samples.</summary>
    View = 8,

    /// <summary>The representation of the same samples by another model.</summary>
    Other = 16,

    /// <summary>Superclass labels: classes of classes.</summary>
    Superclasses = 32,

    /// <summary>The encoder as a function, with the observations.</summary>
    Encoder = 64,

    /// <summary>What is seen of a latent, as a function.</summary>
    Mixing = 128,

    /// <summary>The mutual information of the two views, known in closed form.</summary>
    PairInformation = 256,

    /// <summary>The correlation of the two views' latents, which are standard normal in either
    /// view.</summary>
    PairCorrelation = 512,
}

/// <summary>The encoder as a function, and where it is looked at.</summary>
/// <param name="Observations">Observations, one sample per row, in the form that the function takes.</param>
/// <param name="Encode">From observations to representations, row for row; called on one thread.</param>
public sealed record EncoderFunction(Matrix Observations, Func<Matrix, Matrix> Encode);

/// <summary>What meters look at: arrays over the same samples, row for row.</summary>
/// <remarks>Work that several meters need (nearest neighbours, tables of mutual information) is done once and
/// kept with the arrays, which must not change while the specimen is in use.</remarks>
/// <param name="Representation">h, samples × dimensions.</param>
public sealed record Specimen(Matrix Representation)
{
    /// <summary>True latents z, samples × latent dimensions.</summary>
    public Matrix? Latents { get; init; }

    /// <summary>Class labels 0, 1, …</summary>
    public int[]? Labels { get; init; }

    /// <summary>Representation of a second view of the same samples.</summary>
    public Matrix? View { get; init; }

    /// <summary>Representation of the same samples by another model.</summary>
    public Matrix? Other { get; init; }

    /// <summary>Views beyond the second, for meters that take any number of them.</summary>
    public IReadOnlyList<Matrix> FurtherViews { get; init; } = [];

    /// <summary>Superclass labels 0, 1, …: each class lies in one superclass.</summary>
    public int[]? Superclasses { get; init; }

    /// <summary>The encoder as a function.</summary>
    public EncoderFunction? Encoder { get; init; }

    /// <summary>From latents to observations in the form that the encoder takes.</summary>
    public Func<Matrix, Matrix>? Mixing { get; init; }

    /// <summary>Mutual information of the two views in nats, where a closed form is known.</summary>
    public double? PairInformation { get; init; }

    /// <summary>ρ of the two views' latents, E z′z = ρ for each, where they are independent and normal with
    /// one variance in either view; null elsewhere.</summary>
    public double? PairCorrelation { get; init; }

    /// <summary>How many of the first latents two views share, the content, the others being style; 0 where
    /// that is not known. Meters of latents then read either by itself.</summary>
    public int Content { get; init; }

    /// <summary>For each latent the greatest R² at which content predicts it; empty where that is not
    /// known.</summary>
    public IReadOnlyList<double> Ceilings { get; init; } = [];

    /// <summary>A training set on which probes are fitted; without it, probes split the samples in
    /// halves.</summary>
    public Specimen? Training { get; init; }

    /// <summary>What is there.</summary>
    public Evidence Evidence =>
        Evidence.Representation
        | (Latents is null ? 0 : Evidence.Latents) | (Labels is null ? 0 : Evidence.Labels)
        | (View is null ? 0 : Evidence.View) | (Other is null ? 0 : Evidence.Other)
        | (Superclasses is null ? 0 : Evidence.Superclasses)
        | (Encoder is null ? 0 : Evidence.Encoder) | (Mixing is null ? 0 : Evidence.Mixing)
        | (PairInformation is null ? 0 : Evidence.PairInformation)
        | (PairCorrelation is null ? 0 : Evidence.PairCorrelation);

    /// <summary>What has been worked out of these arrays already.</summary>
    internal SharedWork Shared { get; } = new();
}

/// <summary>A number with its error and its chance level.</summary>
/// <param name="Value">NaN where the quantity is not defined for this specimen; <see cref="Remark"/> says
/// why.</param>
/// <param name="StandardError">Standard error of the value; NaN where none can be given.</param>
/// <param name="Chance">What the meter reads where there is nothing to find; NaN where that has no
/// meaning.</param>
public sealed record Reading(double Value, double StandardError, double Chance)
{
    /// <summary>Why the value is missing or to be read with care; empty otherwise.</summary>
    public string Remark { get; init; } = "";

    /// <summary>A reading without value, with its reason.</summary>
    public static Reading Undefined(string reason) =>
        new(double.NaN, double.NaN, double.NaN) { Remark = reason };
}

/// <summary>One of several readings of a meter.</summary>
/// <param name="Part">What it is of, "" for the meter's first; a latent's number, a statistic.</param>
/// <param name="Reading">The reading.</param>
public sealed record PartReading(string Part, Reading Reading);

/// <summary>An instrument that reads one number off arrays. Its card gives name, convention,
/// source.</summary>
public interface IMeter
{
    /// <summary>What the specimen must contain.</summary>
    Evidence Needs { get; }

    /// <summary>Changes of the representation that leave the reading as it is, up to rounding. The contract
    /// suite holds each meter to what it declares.</summary>
    Invariances Invariances => Invariances.None;

    /// <summary>Reads the specimen. Degenerate specimens give an undefined reading or a defined limit, never
    /// an exception and never a silent NaN.</summary>
    /// <param name="specimen">The arrays; it contains at least what <see cref="Needs"/> says.</param>
    /// <param name="key">Randomness for splits, bootstrap and permutations.</param>
    /// <param name="workers">Threads for the large products; the reading does not depend on how
    /// many.</param>
    Reading Read(Specimen specimen, RandomKey key, Workers workers);

    /// <summary>All readings, the one of <see cref="Read"/> first, under the name "". Meters with readings
    /// per part (per latent, per class of maps) name the others; the meter's own name and a point precede
    /// them.</summary>
    /// <param name="specimen">As for <see cref="Read"/>.</param>
    /// <param name="key">As for <see cref="Read"/>.</param>
    /// <param name="workers">As for <see cref="Read"/>.</param>
    IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers) =>
        [new PartReading("", Read(specimen, key, workers))];
}
