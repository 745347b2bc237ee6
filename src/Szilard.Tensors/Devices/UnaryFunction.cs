namespace Szilard.Tensors;

/// <summary>A function of one number, applied to every element.</summary>
public enum UnaryKind
{
    /// <summary>a·x + b.</summary>
    Affine,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>cos x.</summary>
    Cos,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>ln x.</summary>
    Log,

    /// <summary>max(x, 0), also the derivative's convention: 0 at 0.</summary>
    Relu,

    /// <summary>x for x ≥ 0, a·x below.</summary>
    LeakyRelu,

    /// <summary>x·Φ(x).</summary>
    Gelu,

    /// <summary>xᵃ.</summary>
    Power,

    /// <summary>1/(1 + e^{−x}).</summary>
    Sigmoid,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>x².</summary>
    Square,

    /// <summary>tanh x.</summary>
    Tanh,
}

/// <summary>A function of one number with its constants.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="A">Its first constant: slope, exponent.</param>
/// <param name="B">Its second constant: offset.</param>
public readonly record struct UnaryFunction(UnaryKind Kind, double A = 0, double B = 0);

/// <summary>A function of two numbers, applied element by element.</summary>
public enum BinaryFunction
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a·b.</summary>
    Multiply,

    /// <summary>a/b.</summary>
    Divide,
}
