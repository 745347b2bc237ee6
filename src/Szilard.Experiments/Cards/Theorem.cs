using Szilard.Records;

namespace Szilard.Experiments.Cards;

/// <summary>A theorem that says up to which transformation the true causes are recovered.</summary>
/// <param name="Name">Author, year, number.</param>
/// <param name="Promised">The class it promises for this run.</param>
/// <param name="Assumptions">Its assumptions, held against this run.</param>
internal sealed record Theorem(string Name, Indeterminacy Promised, IReadOnlyList<Assumption> Assumptions);
