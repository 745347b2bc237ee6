namespace Szilard.Physics.Networks.Resistors;

/// <summary>Ideal diodes that keep a node's potential within bounds: with (0, ∞) the node rectifies upwards,
/// with (−∞, 0) downwards.</summary>
/// <param name="Node">The node.</param>
/// <param name="Least">Lower bound; −∞ for none.</param>
/// <param name="Most">Upper bound; ∞ for none.</param>
public readonly record struct Diode(int Node, double Least, double Most);
