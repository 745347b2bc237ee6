using Szilard.Parts;

namespace Szilard.Learners.Objectives;

/// <summary>How Langevin chains move and begin: x ← x − α·∂E/∂x + σ·ε.</summary>
/// <param name="Step">α.</param>
/// <param name="Noise">σ of one step.</param>
/// <param name="Renewal">Probability with which a chain begins anew.</param>
/// <param name="Low">New chains are uniform on [low, high).</param>
/// <param name="High">The upper end.</param>
/// <param name="DataNoise">Standard deviation of normal noise on the data.</param>
public sealed record ChainSettings(
    double Step, double Noise, double Renewal, double Low, double High, double DataNoise)
{
    /// <summary>T = σ²/(2α) of the bath in which the chains are.</summary>
    public double Temperature => Noise * Noise / (2 * Step);

    /// <summary>What a study file can say, with the published defaults.</summary>
    internal static ParameterCard[] Parameters =>
    [
        new NumberParameter("step", "Step α of the chains.", 1, 0) { MinimumExcluded = true },
        new NumberParameter("noise", "Standard deviation σ of the noise of one step.", 0.01, 0),
        new NumberParameter("reinit", "Probability with which a chain begins anew.", 0.05, 0, 1),
        new NumberParameter("low", "New chains are uniform on [low, high) in each coordinate.", -1, -1e6,
            1e6),
        new NumberParameter("high", "The upper end.", 1, -1e6, 1e6),
        new NumberParameter("data_noise", "Standard deviation of normal noise on the data.", 0.03, 0),
    ];

    /// <summary>From a study's section.</summary>
    internal static ChainSettings From(Settings s) => new(
        s.Number("step"), s.Number("noise"), s.Number("reinit"), s.Number("low"), s.Number("high"),
        s.Number("data_noise"));
}
