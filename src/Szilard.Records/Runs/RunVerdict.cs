namespace Szilard.Records;

/// <summary>A judgement of a run, as plain data; who judges lives with the experiments.</summary>
/// <param name="State">What happened, in a word: <c>healthy</c>, <c>collapsed</c>, <c>plateau</c>, …</param>
/// <param name="Step">The step at which it happened; null where no single step can be named.</param>
/// <param name="Evidence">The numbers that show it, in one sentence.</param>
/// <param name="Next">The next knob to turn; empty where none is needed.</param>
public sealed record RunVerdict(string State, long? Step, string Evidence, string Next);
