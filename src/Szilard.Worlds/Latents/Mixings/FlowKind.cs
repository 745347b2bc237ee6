namespace Szilard.Worlds.Latents;

/// <summary>The flows that <see cref="CouplingMixing"/> draws.</summary>
public enum FlowKind
{
    /// <summary>Affine couplings, halves in turn (Dinh, Sohl-Dickstein, Bengio 2017).</summary>
    RealNvp,

    /// <summary>A random rotation before each affine coupling, in place of the learned 1 × 1 convolution
    /// (Kingma, Dhariwal, "Glow", 2018, section 3.2).</summary>
    Glow,

    /// <summary>As Glow, but the logarithms of the scales sum to zero, so that |det J| = 1 (Sorrenson,
    /// Rother, Köthe, "Disentanglement by nonlinear ICA with general incompressible-flow networks",
    /// 2020).</summary>
    Gin,
}
