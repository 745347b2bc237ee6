using Szilard.Observables.Identifiability;
using Szilard.Records;

namespace Szilard.Experiments.Cards;

/// <summary>The class of the map from latents to representation, as measured.</summary>
public static class DetectedClass
{
    /// <summary>From this R² on something counts as recovered.</summary>
    internal const double LinearR2 = 0.95;

    /// <summary>The strongest class that the structure of the map supports. Below an affine R² of 0.95:
    /// monotone where functions of single dimensions reach 0.95 instead, none otherwise. From there on: a
    /// signed permutation where every cause has dimensions of its own; orthogonal or block-orthogonal where
    /// lengths are kept within blocks; affine otherwise; unknown without a structure.</summary>
    public static Indeterminacy Of(MapStructure? structure) => structure switch
    {
        null => Indeterminacy.Unknown,
        { R2: < LinearR2, MonotoneR2: >= LinearR2 } => Indeterminacy.Monotone,
        { R2: < LinearR2 } => Indeterminacy.None,
        { Blocks: var blocks } when blocks.All(causes => causes.Count == 1) =>
            Indeterminacy.SignedPermutation,
        { Isometric: false } => Indeterminacy.Affine,
        { Blocks.Count: 1 } => Indeterminacy.Orthogonal,
        _ => Indeterminacy.BlockOrthogonal,
    };
}
