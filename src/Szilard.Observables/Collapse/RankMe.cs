using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Effective rank: the exponential of the entropy of the singular values, between 1 and min(n,
/// d).</summary>
/// <remarks>pₖ = σₖ/Σσ + ε, not normalised again. Source: Garrido, Balestriero, Najman, LeCun, "RankMe:
/// assessing the downstream performance of pretrained self-supervised representations by their rank", 2023,
/// eq. 1 (uncentred, ε = 10⁻⁷); stable-pretraining uses ε = 10⁻⁵. Centred, the most that n samples can read
/// is min(n − 1, d).</remarks>
/// <param name="centred">Subtract the column means first.</param>
/// <param name="epsilon">ε ≥ 0.</param>
public sealed class RankMe(bool centred, double epsilon) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "rank-me",
        "Effective rank of the representation: exponential of the entropy of its singular values.",
        "Garrido, Balestriero, Najman, LeCun, RankMe, 2023, eq. 1")
    {
        Formula = "exp(−Σ pₖ ln pₖ), pₖ = σₖ/Σσ + ε",
        Convention = "uncentred unless `centred`, ε added after the normalisation, ε = 1e-7 as in the "
            + "paper; standard error: delta method on the eigenvalues; no chance level",
        Parameters =
        [
            new FlagParameter("centred", "Subtract the column means first.", false),
            new NumberParameter("epsilon", "Added to each share of the singular values.", 1e-7, 0, 1),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) =>
        new RankMe(settings.Flag("centred"), settings.Number("epsilon"));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Scaling | Invariances.Rotation | (centred ? Invariances.Translation : 0);

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix h = specimen.Representation;
        if (h.Rows < 2 || h.Columns == 0)
            return Reading.Undefined($"{h.Rows} samples of {h.Columns} dimensions; a rank needs at least 2 "
                + "and 1.");
        Spectrum spectrum = centred ? specimen.Shared.Spectrum(h) : Spectrum.Of(h);
        double[] sigma = Array.ConvertAll(spectrum.Values, Math.Sqrt);
        double sum = sigma.Sum();
        if (sum == 0)
            return Reading.Undefined("All singular values are 0: the representation has collapsed to a "
                + "point.");
        double[] shares = Array.ConvertAll(sigma, s => (s / sum) + epsilon);
        double entropy = -shares.Sum(p => p > 0 ? p * Math.Log(p) : 0);
        return spectrum.Read(Math.Exp(entropy), Slopes(sigma, sum, shares, entropy));
    }

    /// <summary>∂ exp(H)/∂λₖ = −exp(H)·(ln pₖ + H)/(2·σₖ·Σσ) for ε → 0; a σ of 0 stays 0 to first
    /// order.</summary>
    private static double[] Slopes(double[] sigma, double sum, double[] shares, double entropy) =>
    [
        .. sigma.Select((s, k) =>
            s > 0 ? -Math.Exp(entropy) * (Math.Log(shares[k]) + entropy) / (2 * s * sum) : 0),
    ];
}
