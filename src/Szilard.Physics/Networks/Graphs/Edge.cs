namespace Szilard.Physics.Networks.Graphs;

/// <summary>A link between two nodes; its direction only fixes the sign of drops and flows.</summary>
/// <param name="From">Where drops p_from − p_to count as positive.</param>
/// <param name="To">The other end.</param>
public readonly record struct Edge(int From, int To)
{
    /// <summary><c>3–7</c>.</summary>
    public override string ToString() => $"{From}–{To}";
}
