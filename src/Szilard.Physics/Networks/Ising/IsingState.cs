namespace Szilard.Physics.Networks.Ising;

/// <summary>Thermal averages of a batch.</summary>
/// <param name="Count">Samples n.</param>
/// <param name="Spins">⟨s_i⟩, n×spins.</param>
/// <param name="Pairs">⟨s_i s_j⟩ over each edge, n×edges.</param>
/// <param name="FreeEnergy">F = ⟨E⟩ − S of each sample, in k_BT.</param>
public sealed record IsingState(int Count, double[] Spins, double[] Pairs, double[] FreeEnergy);
