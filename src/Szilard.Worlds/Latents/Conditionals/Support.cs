namespace Szilard.Worlds.Latents;

/// <summary>Whether a conditional can draw a child at all from an anchor.</summary>
/// <param name="anchor">n coordinates.</param>
/// <param name="child">n coordinates, a point of the space.</param>
public delegate bool Support(ReadOnlySpan<double> anchor, ReadOnlySpan<double> child);
