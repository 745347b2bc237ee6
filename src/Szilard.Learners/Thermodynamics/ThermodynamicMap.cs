namespace Szilard.Learners.Thermodynamics;

/// <summary>How far a method is a thermodynamic process of items and labels.</summary>
public enum MapLevel
{
    /// <summary>Energies, labels and baths are all there, and one Hamiltonian makes and uses the
    /// labels.</summary>
    Exact,

    /// <summary>Labels are made under one Hamiltonian and used under another; the work between the two is
    /// booked.</summary>
    TwoHamiltonian,

    /// <summary>There is an energy, but no distribution over labels: work and heat, no entropy.</summary>
    FirstLawOnly,

    /// <summary>Something stands in for what the method does not have: a Gaussian for a distribution, half a
    /// dissipated power for an energy.</summary>
    Surrogate,

    /// <summary>There is neither.</summary>
    None,
}

/// <summary>What an objective says of itself as a thermodynamic process.</summary>
/// <param name="Level">How far it is one.</param>
/// <param name="Why">One sentence: energies, labels, baths, or what is missing.</param>
public sealed record ThermodynamicMap(MapLevel Level, string Why)
{
    /// <summary>Level and reason, as the card shows them.</summary>
    public string Sentence => $"{NameOf(Level)}: {Why}";

    /// <summary>The level as it is written: <c>two-Hamiltonian</c>.</summary>
    public static string NameOf(MapLevel level) => level switch
    {
        MapLevel.Exact => "exact",
        MapLevel.TwoHamiltonian => "two-Hamiltonian",
        MapLevel.FirstLawOnly => "first-law-only",
        MapLevel.Surrogate => "surrogate",
        _ => "none",
    };
}
