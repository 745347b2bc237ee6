namespace Szilard.Physics.Networks.Tasks;

/// <summary>What a body is put under, and what it should answer.</summary>
/// <param name="Count">Samples n.</param>
/// <param name="Inputs">n×inputs.</param>
/// <param name="Targets">n×outputs.</param>
public sealed record Lesson(int Count, double[] Inputs, double[] Targets);
