namespace Szilard.Worlds.Latents;

/// <summary>Which two latents make a pair of views. Papers differ, and the correlation with them.</summary>
public enum PairConvention
{
    /// <summary>The anchor itself and one child of it: correlation ρ (cl-ica, AnInfoNCE).</summary>
    ParentChild,

    /// <summary>Two independent children of the anchor: correlation ρ²
    /// (klindtlab/lejepa-identifiability).</summary>
    TwoChildren,
}
