namespace Szilard.Physics.Networks.Resistors;

/// <summary>Two terminals between which a drop of voltage (of pressure, in a flow network) is imposed or
/// read: p_node − p_reference.</summary>
/// <param name="Node">Where current enters.</param>
/// <param name="Reference">Where it leaves; null for the ground of the network.</param>
public readonly record struct Port(int Node, int? Reference = null)
{
    /// <summary><c>3–7</c>, or <c>3–ground</c>.</summary>
    public override string ToString() => $"{Node}–{(Reference is { } r ? r : "ground")}";
}
