namespace Szilard.Observables;

/// <summary>Changes of the representation (and of its second view and training set alike) that leave a
/// reading as it is.</summary>
[Flags]
public enum Invariances
{
    /// <summary>No change at all.</summary>
    None = 0,

    /// <summary>h + c.</summary>
    Translation = 1,

    /// <summary>s·h with one s &gt; 0.</summary>
    Scaling = 2,

    /// <summary>Each column times its own factor ≠ 0.</summary>
    ColumnScaling = 4,

    /// <summary>Columns in another order, with signs flipped.</summary>
    SignedPermutation = 8,

    /// <summary>h·Q with orthogonal Q.</summary>
    Rotation = 16,

    /// <summary>h·A with invertible A.</summary>
    Linear = 32,

    /// <summary>Each column through its own strictly increasing function.</summary>
    Monotone = 64,
}
