namespace Szilard.Thermodynamics.Composite;

/// <summary>From where energies of an item are counted. E_ij → E_ij + a_i changes no probability, no heat and
/// no entropy, but the raw work: a work without its gauge says nothing.</summary>
public enum Gauge
{
    /// <summary>As they are.</summary>
    Raw,

    /// <summary>The lowest energy of each item is 0.</summary>
    RowMinimum,

    /// <summary>The mean energy of each item is 0.</summary>
    RowMean,

    /// <summary>E_ij = −T ln p(j|i): ΔF_eq = 0, and work is T·ΔL.</summary>
    SelfInformation,
}
