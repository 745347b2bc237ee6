namespace Szilard.Tensors.Kernels;

/// <summary>A function applied to every value on its own.</summary>
public enum Activation
{
    /// <summary>x</summary>
    None,

    /// <summary>max(x, 0)</summary>
    Relu,

    /// <summary>x where x ≥ 0, slope · x elsewhere</summary>
    LeakyRelu,

    /// <summary>x · Φ(x), Φ the normal distribution function</summary>
    Gelu,

    /// <summary>tanh x</summary>
    Tanh,

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    Sigmoid,
}
