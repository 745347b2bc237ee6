namespace Szilard.Physics.Networks.Resistors;

/// <summary>The potentials (pressures) of all nodes in a batch; the ground's is zero.</summary>
/// <param name="Count">Samples n.</param>
/// <param name="Potentials">n×nodes.</param>
public sealed record ResistorState(int Count, double[] Potentials);
