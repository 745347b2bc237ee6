namespace Szilard.Physics.Networks.Hopfield;

/// <summary>What the units of the last layer of a layered network can be.</summary>
public enum OutputUnits
{
    /// <summary>In [0, 1], as the others.</summary>
    Clipped,

    /// <summary>Any real number.</summary>
    Linear,
}
