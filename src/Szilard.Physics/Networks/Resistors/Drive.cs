namespace Szilard.Physics.Networks.Resistors;

/// <summary>What inputs do to a network.</summary>
public enum Drive
{
    /// <summary>Each input is the drop between the terminals of its port (a battery).</summary>
    Drop,

    /// <summary>Each input is the current sent through its port.</summary>
    Current,
}
