using System.Text.Json.Serialization;

namespace Szilard.Records;

/// <summary>Up to which transformation the true causes are, or should be, recovered.</summary>
[JsonConverter(typeof(KebabEnum<Indeterminacy>))]
public enum Indeterminacy
{
    /// <summary>It could not be decided.</summary>
    Unknown,

    /// <summary>Nothing is recovered, or nothing is promised.</summary>
    None,

    /// <summary>What the views share is recovered as a block, up to any invertible map.</summary>
    BlockContent,

    /// <summary>Up to order and an increasing or decreasing function of each cause, which no affine map
    /// undoes.</summary>
    Monotone,

    /// <summary>Up to an invertible affine map.</summary>
    Affine,

    /// <summary>Up to rotation and reflection, with one scale for all causes.</summary>
    Orthogonal,

    /// <summary>Up to rotation and reflection within each of several blocks of causes, with a scale for each
    /// block.</summary>
    BlockOrthogonal,

    /// <summary>Up to order, sign and scale: each cause by itself.</summary>
    SignedPermutation,
}

/// <summary>Which classes are contained in which. Written as sets of maps from causes to
/// representation:
/// <code>
/// signed permutation ⊂ block-orthogonal ⊂ affine ⊂ none
/// signed permutation ⊂ monotone                  ⊂ none
///                            orthogonal ⊂ affine ⊂ none
///                                  block-content ⊂ none
/// </code></summary>
/// <remarks>It is no chain. diag(1, 10) is a signed permutation, and block-orthogonal, but no rotation with
/// one scale; a rotation by 45° is orthogonal, but mixes all causes, where block-orthogonal has two blocks or
/// more. A map can be in several classes that do not contain each other. Derived here.</remarks>
public static class IndeterminacyOrder
{
    extension(Indeterminacy narrow)
    {
        /// <summary>True where every map of this class is also of the other; of what is unknown nothing is
        /// said.</summary>
        /// <param name="wide">The class that may contain it.</param>
        public bool IsWithin(Indeterminacy wide) => (narrow, wide) switch
        {
            (Indeterminacy.Unknown, _) or (_, Indeterminacy.Unknown) => false,
            (_, Indeterminacy.None) => true,
            (Indeterminacy.SignedPermutation,
                Indeterminacy.BlockOrthogonal or Indeterminacy.Monotone or Indeterminacy.Affine) => true,
            (Indeterminacy.BlockOrthogonal or Indeterminacy.Orthogonal, Indeterminacy.Affine) => true,
            _ => narrow == wide,
        };
    }
}
