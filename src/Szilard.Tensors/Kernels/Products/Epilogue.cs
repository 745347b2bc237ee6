namespace Szilard.Tensors.Kernels;

/// <summary>What happens to a matrix product while it is stored:
/// C = activation((Accumulate ? C : 0) + A·B + Bias).</summary>
/// <typeparam name="T">The element, <c>float</c> or <c>double</c>.</typeparam>
public unsafe readonly struct Epilogue<T>
    where T : unmanaged
{
    /// <summary>Adds to C instead of overwriting it; C is never read when this is false.</summary>
    public bool Accumulate { get; init; }

    /// <summary>One value per column, added to every row, or null.</summary>
    public T* Bias { get; init; }

    /// <summary>None, Relu or LeakyRelu; the others are not fused.</summary>
    public Activation Activation { get; init; }

    /// <summary>The factor of negative values under <see cref="Activation.LeakyRelu"/>.</summary>
    public T Slope { get; init; }

    /// <summary>Complains about an activation that the product cannot apply.</summary>
    /// <exception cref="ArgumentException">The activation is not a piecewise linear one.</exception>
    internal void Check()
    {
        if (Activation is not (Activation.None or Activation.Relu or Activation.LeakyRelu))
        {
            throw new ArgumentException(
                $"A product fuses None, Relu and LeakyRelu; apply {Activation} to its result instead.");
        }
    }
}
