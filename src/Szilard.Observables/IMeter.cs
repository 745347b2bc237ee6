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
}

/// <summary>What meters look at: arrays over the same samples, row for row.</summary>
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

    /// <summary>A training set on which probes are fitted; without it, probes split the samples in
    /// halves.</summary>
    public Specimen? Training { get; init; }

    /// <summary>What is there.</summary>
    public Evidence Evidence =>
        Evidence.Representation
        | (Latents is null ? 0 : Evidence.Latents) | (Labels is null ? 0 : Evidence.Labels)
        | (View is null ? 0 : Evidence.View) | (Other is null ? 0 : Evidence.Other);
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
}
