using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>One section of a run: a choice among parts, or the parameters of the only part.</summary>
public sealed record StudySection
{
    /// <summary>A section and the parts it can hold.</summary>
    /// <param name="name">The key in the study file: <c>objective</c>.</param>
    /// <param name="summary">One sentence for the schema.</param>
    /// <param name="cards">The parts, at least one; none has a parameter called <c>kind</c>.</param>
    /// <param name="defaultKind">The part that is taken when the file names none; empty when the file must
    /// name one. A section with a single part takes that one.</param>
    /// <exception cref="ArgumentException">No card, a parameter <c>kind</c>, unknown default.</exception>
    public StudySection(string name, string summary, IReadOnlyList<PartCard> cards, string defaultKind = "")
    {
        if (cards.Count == 0)
            throw new ArgumentException($"Section `{name}` has no part to choose from.", nameof(cards));
        if (cards.FirstOrDefault(c => c.Parameters.Any(p => p.Name == KindKey)) is { } clash)
            throw new ArgumentException(
                $"`{clash.Name}` has a parameter `kind`, which names the part.", nameof(cards));
        (Name, Summary, Cards) = (name, summary, cards);
        DefaultCard = cards.Count == 1 ? cards[0] : Find(defaultKind);
        if (DefaultCard is null && defaultKind.Length > 0)
            throw new ArgumentException(
                $"Section `{name}` has no part `{defaultKind}`.", nameof(defaultKind));
    }

    /// <summary>The key that names the part.</summary>
    public const string KindKey = "kind";

    /// <summary>The key in the study file.</summary>
    public string Name { get; }

    /// <summary>One sentence.</summary>
    public string Summary { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<PartCard> Cards { get; }

    /// <summary>The part that is taken when the file names none, or null when it must name one.</summary>
    public PartCard? DefaultCard { get; }

    /// <summary>True for a section that records of earlier versions lack; its default is then
    /// meant.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>True where there is a choice, so that <c>kind</c> is written.</summary>
    public bool HasKind => Cards.Count > 1;

    /// <summary>The part of that name, or null.</summary>
    public PartCard? Find(string kind) => Cards.FirstOrDefault(c => c.Name == kind);
}
