using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Exponent α of the decay λᵢ ∝ i^(−α) of the covariance eigenvalues; near 1 in representations
/// that transfer well.</summary>
/// <remarks>Least squares of ln λ on ln i over ranks first … last. Source: Agrawal, Mondal, Ghosh, Richards,
/// "α-ReQ: assessing representation quality in self-supervised learning by measuring eigenspectrum decay",
/// 2022.</remarks>
/// <param name="first">First rank of the fit, from 1.</param>
/// <param name="last">Last rank of the fit; 0 for the last eigenvalue that is not 0.</param>
public sealed class AlphaReq(int first, int last) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "alpha-req",
        "Exponent of the power law by which the eigenvalues of the covariance decay.",
        "Agrawal, Mondal, Ghosh, Richards, α-ReQ, 2022")
    {
        Formula = "α of the least-squares line ln λᵢ = c − α·ln i",
        Convention = "centred, all eigenvalues above rounding unless `first` and `last` say otherwise; "
            + "standard error: delta method on the eigenvalues (sampling of the data, not misfit of the "
            + "line); no chance level",
        Parameters =
        [
            new IntegerParameter("first", "First rank of the fit.", 1, 1),
            new IntegerParameter("last", "Last rank of the fit; 0 for all.", 0),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) =>
        new AlphaReq(settings.Integer("first"), settings.Integer("last"));

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
        int positive = spectrum.Values.Count(v => v > 0);
        int end = last == 0 ? positive : Math.Min(last, positive);
        if (end - first < 1)
            return Reading.Undefined($"{positive} eigenvalues are above 0; a slope over ranks {first} to "
                + $"{end} needs at least two.");
        double[] weights = Weights(first, end, spectrum.Values.Length);
        double alpha = 0;
        for (int i = first - 1; i < end; i++)
            alpha += weights[i] * Math.Log(spectrum.Values[i]);
        double[] slopes = [.. weights.Select((w, i) => w == 0 ? 0 : w / spectrum.Values[i])];
        return spectrum.Read(alpha, slopes);
    }

    /// <summary>α = Σ wᵢ·ln λᵢ, w = −(ln i − mean)/Σ(ln i − mean)².</summary>
    private static double[] Weights(int first, int end, int count)
    {
        double[] logs = [.. Enumerable.Range(first, end - first + 1).Select(i => Math.Log(i))];
        double mean = logs.Average(), squares = logs.Sum(l => (l - mean) * (l - mean));
        var weights = new double[count];
        for (int i = 0; i < logs.Length; i++)
            weights[first - 1 + i] = -(logs[i] - mean) / squares;
        return weights;
    }
}
