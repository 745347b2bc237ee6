namespace Szilard.Physics.Networks.Springs;

/// <summary>The displacements of all nodes from their places, for a batch.</summary>
/// <param name="Count">Samples n.</param>
/// <param name="Displacements">n×(nodes·dimension).</param>
public sealed record SpringState(int Count, double[] Displacements);
