namespace Szilard.Physics.Networks.Resistors;

/// <summary>A node whose potential is set: gain·x of one input, or a constant.</summary>
/// <param name="Node">The node.</param>
/// <param name="Input">Which input x; null for a constant potential of <paramref name="Gain"/> (a bias, or
/// the ground with gain 0).</param>
/// <param name="Gain">The factor; negative for an inverted copy.</param>
public readonly record struct Source(int Node, int? Input, double Gain);
