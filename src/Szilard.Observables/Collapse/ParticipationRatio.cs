using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Participation ratio (Σλ)²/Σλ² of the covariance eigenvalues: how many dimensions share the
/// variance, between 1 and d.</summary>
/// <remarks>Source: Gao et al., "A theory of multineuronal dimensionality, dynamics and measurement",
/// 2017.</remarks>
public sealed class ParticipationRatio : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "participation-ratio",
        "How many dimensions share the variance of the representation.",
        "Gao et al., A theory of multineuronal dimensionality, dynamics and measurement, 2017")
    {
        Formula = "(Σλ)² / Σλ², λ the eigenvalues of the covariance",
        Convention = "centred; plug-in estimate; standard error: delta method on the eigenvalues; no "
            + "chance level",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new ParticipationRatio();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix h = specimen.Representation;
        if (h.Rows < 2 || h.Columns == 0)
            return Reading.Undefined($"{h.Rows} samples of {h.Columns} dimensions; a covariance needs at "
                + "least 2 and 1.");
        Spectrum spectrum = specimen.Shared.Spectrum(h);
        double sum = spectrum.Values.Sum(), squares = spectrum.Values.Sum(v => v * v);
        if (sum == 0)
            return Reading.Undefined("All variances are 0: the representation has collapsed to a point.");
        double[] slopes = Array.ConvertAll(
            spectrum.Values, v => (2 * sum / squares) - (2 * sum * sum * v / (squares * squares)));
        return spectrum.Read(sum * sum / squares, slopes);
    }
}
