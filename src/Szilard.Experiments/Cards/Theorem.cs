using Szilard.Records;

namespace Szilard.Experiments.Cards;

/// <summary>A theorem that says up to which transformation the true causes are recovered.</summary>
/// <param name="Name">Author, year, number.</param>
/// <param name="Promised">The class it promises for this run.</param>
/// <param name="Assumptions">Its assumptions, held against this run.</param>
internal sealed record Theorem(string Name, Indeterminacy Promised, IReadOnlyList<Assumption> Assumptions)
{
    /// <summary>The blocks of causes within which it leaves rotations; empty where it names none.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Blocks { get; init; } = [];
}

/// <summary>A theorem with the runs that it speaks about.</summary>
/// <param name="Name">Author, year, number.</param>
/// <param name="Promised">The class that it promises to them.</param>
/// <param name="Scope">What it speaks about, in words.</param>
/// <param name="Speaks">Whether it speaks about a run.</param>
/// <param name="Of">The theorem held against such a run.</param>
internal sealed record KnownTheorem(
    string Name, Indeterminacy Promised, string Scope, Func<TheoryCard.Evidence, bool> Speaks,
    Func<TheoryCard.Evidence, Theorem> Of);
