namespace Szilard.Observables.Identifiability;

/// <summary>A class of maps from latents to representation.</summary>
public enum MapClass
{
    /// <summary>Each cause alone on its dimension, with a sign and a scale of its own.</summary>
    SignedPermutation,

    /// <summary>Rotations within two blocks of causes or more, a scale for each block.</summary>
    BlockOrthogonal,

    /// <summary>A rotation or reflection, one scale.</summary>
    Orthogonal,

    /// <summary>Any affine map.</summary>
    Affine,

    /// <summary>Each cause an increasing or decreasing function of one dimension.</summary>
    Monotone,
}

/// <summary>How well maps of each class explain held-out latents, and which classes hold.</summary>
/// <param name="Scores">Held-out R², uniform average, of the best map of each class.</param>
/// <param name="Blocks">The causes of each block that the block-orthogonal map was fitted with.</param>
public sealed record MapClasses(
    IReadOnlyDictionary<MapClass, Reading> Scores, IReadOnlyList<IReadOnlyList<int>> Blocks)
{
    /// <summary>From this R² on something counts as recovered.</summary>
    public const double Recovered = 0.95;

    private const double Tolerance = 0.02;

    private static readonly MapClass[] s_linear =
        [MapClass.SignedPermutation, MapClass.BlockOrthogonal, MapClass.Orthogonal, MapClass.Affine];

    /// <summary>Every class that holds, the strictest first. A linear class holds where its R² is at least
    /// 0.95 and at most 0.02 below that of the affine map. Monotone functions hold, and alone, where their R²
    /// is at least 0.95 and better than that of the affine map and the permutation by more than
    /// 0.02.</summary>
    public IReadOnlyList<MapClass> Held =>
        R2(MapClass.Monotone) >= Recovered && R2(MapClass.Monotone) > BestLinear + Tolerance
            ? [MapClass.Monotone]
            : [.. s_linear.Where(Holds)];

    private double BestLinear => Math.Max(R2(MapClass.Affine), R2(MapClass.SignedPermutation));

    private double R2(MapClass map) => Scores[map].Value;

    private bool Holds(MapClass map) =>
        R2(map) >= Math.Max(Recovered, R2(MapClass.Affine) - Tolerance)
        && (map != MapClass.BlockOrthogonal || Blocks.Count > 1);
}
