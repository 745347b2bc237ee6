using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>A model as its arrays on the samples that all models see.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Representation">Samples × dimensions.</param>
public sealed record AgreementSubject(string Name, Matrix Representation)
{
    /// <summary>All layers from the input on, for the maximum over layers; empty where it is not asked
    /// for.</summary>
    public IReadOnlyList<Matrix> Layers { get; init; } = [];

    /// <summary>Agreement with the truth; empty where it is not known.</summary>
    public IReadOnlyList<NamedReading> Structural { get; init; } = [];
}
