namespace Szilard.Tensors.Kernels;

/// <summary>What a synapse makes of its filtered current u before it adds it up; θ is the
/// threshold.</summary>
public enum SynapseNonlinearity
{
    /// <summary>u where |u| ≥ θ, else 0: the value is kept.</summary>
    HardThreshold,

    /// <summary>sign(u)·(|u| − θ) where |u| ≥ θ, else 0: the value is reduced.</summary>
    SoftThreshold,

    /// <summary>u³/θ, with θ in units of u².</summary>
    Cubic,

    /// <summary>u: no contrast can come of it.</summary>
    Linear,
}
