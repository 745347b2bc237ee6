using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments;

/// <summary>All parts of one sort, as <c>szilard list</c> shows them.</summary>
/// <param name="Name">In the plural: <c>objectives</c>.</param>
/// <param name="Cards">The parts.</param>
public sealed record Shelf(string Name, IReadOnlyList<PartCard> Cards);

/// <summary>Everything that can be named: what a study can say, and the parts on their shelves.</summary>
/// <param name="Form">What a study can say.</param>
/// <param name="Shelves">The parts by sort.</param>
public sealed record Laboratory(StudyForm Form, IReadOnlyList<Shelf> Shelves);

/// <summary>The one place where catalogues meet: a new catalogue is one line here.</summary>
public static class Catalogues
{
    /// <summary>The laboratory with all parts that exist.</summary>
    public static Laboratory Laboratory { get; } = new(
        new StudyForm([], []),
        [
            new Shelf("worlds", []),
            new Shelf("views", []),
            new Shelf("encoders", []),
            new Shelf("objectives", []),
            new Shelf("optimisers", []),
            new Shelf("schedules", []),
            new Shelf("meters", []),
        ]);
}
