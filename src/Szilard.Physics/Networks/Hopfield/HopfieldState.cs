namespace Szilard.Physics.Networks.Hopfield;

/// <summary>The units of a layered network for one batch, without its inputs.</summary>
/// <param name="Count">n, samples.</param>
/// <param name="Layers">One array for each layer after the input, n×units.</param>
public sealed record HopfieldState<T>(int Count, IReadOnlyList<T[]> Layers);
