namespace Szilard.Thermodynamics.Fluctuations;

/// <summary>Thermodynamic uncertainty: a current cannot be precise without entropy production.</summary>
/// <param name="Precision">Var/⟨J⟩² of the current over the window.</param>
/// <param name="Discrete">2/(e^Σ − 1), which holds for steps in discrete time and wherever a detailed
/// fluctuation theorem does.</param>
/// <param name="Continuous">2/Σ, which holds for stationary processes in continuous time only: optimiser
/// steps may break it.</param>
public sealed record UncertaintyRelation(double Precision, double Discrete, double Continuous)
{
    /// <summary>Whether the form for discrete steps holds.</summary>
    public bool Holds => Precision >= Discrete;

    /// <summary>Both bounds for a current.</summary>
    /// <remarks>A. Barato, U. Seifert, "Thermodynamic uncertainty relation for biomolecular processes", PRL
    /// 114, 2015; Y. Hasegawa, T. Van Vu, "Fluctuation theorem uncertainty relation", PRL 123,
    /// 2019.</remarks>
    /// <param name="mean">⟨J⟩.</param>
    /// <param name="variance">Var J.</param>
    /// <param name="entropyProduction">Σ of exactly the observed window, nats.</param>
    public static UncertaintyRelation Of(double mean, double variance, double entropyProduction) => new(
        variance / (mean * mean), 2 / (Math.Exp(entropyProduction) - 1), 2 / entropyProduction);
}

/// <summary>Information in units of heat, kept apart from what a machine draws from its socket.</summary>
public static class Landauer
{
    /// <summary>k_B in J/K, exact since 2019.</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>The least heat that forgetting costs, k_B·T·nats, in joules.</summary>
    /// <remarks>R. Landauer, "Irreversibility and heat generation in the computing process", IBM J. Res. Dev.
    /// 5, 1961.</remarks>
    /// <param name="nats">Information, nats; ln 2 for a bit.</param>
    /// <param name="kelvin">T of the surroundings.</param>
    public static double Joules(double nats, double kelvin = 300) => Boltzmann * kelvin * nats;
}
