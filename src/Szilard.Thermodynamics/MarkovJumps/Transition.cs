namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>One kind of jump of a Markov process.</summary>
/// <param name="From">The state it leaves, from 0.</param>
/// <param name="To">The state it enters, from 0.</param>
/// <param name="Rate">Jumps per unit of time while in <paramref name="From"/>, ≥ 0.</param>
public readonly record struct Transition(int From, int To, double Rate);
