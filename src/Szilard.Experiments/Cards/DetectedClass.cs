using Szilard.Observables.Identifiability;
using Szilard.Records;

namespace Szilard.Experiments.Cards;

/// <summary>The classes of the map from latents to representation, in the words of the card.</summary>
internal static class DetectedClass
{
    /// <summary>The strictest class found: unknown where nothing could be compared, none where no class
    /// held.</summary>
    public static Indeterminacy Of(MapClasses? map) =>
        map is null ? Indeterminacy.Unknown : map.Held is [var strictest, ..] ? Of(strictest)
            : Indeterminacy.None;

    /// <summary>Every class found, the strictest first. Block-orthogonal counts where the blocks found lie
    /// within those that theory names, if it names any: between those, rotations are left that it rules
    /// out.</summary>
    /// <param name="map">What held.</param>
    /// <param name="blocks">The blocks of causes that a theorem names; empty for none.</param>
    public static IReadOnlyList<Indeterminacy> All(
        MapClasses? map, IReadOnlyList<IReadOnlyList<int>> blocks) =>
    [
        .. (map?.Held ?? []).Where(c => c != MapClass.BlockOrthogonal || Refines(map!.Blocks, blocks))
            .Select(Of),
    ];

    private static bool Refines(
        IReadOnlyList<IReadOnlyList<int>> fine, IReadOnlyList<IReadOnlyList<int>> coarse) =>
        coarse.Count == 0 || fine.All(block => coarse.Any(c => block.All(c.Contains)));

    private static Indeterminacy Of(MapClass map) => map switch
    {
        MapClass.SignedPermutation => Indeterminacy.SignedPermutation,
        MapClass.BlockOrthogonal => Indeterminacy.BlockOrthogonal,
        MapClass.Orthogonal => Indeterminacy.Orthogonal,
        MapClass.Affine => Indeterminacy.Affine,
        _ => Indeterminacy.Monotone,
    };
}
