namespace Szilard.Physics.Networks.Springs;

/// <summary>What learning may change in a spring network.</summary>
[Flags]
public enum SpringAdaptation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Stiffnesses, parameter <c>stiffness</c>.</summary>
    Stiffness = 1,

    /// <summary>Rest lengths, parameter <c>rest-length</c>.</summary>
    RestLength = 2,

    /// <summary>Both.</summary>
    Both = Stiffness | RestLength,
}
