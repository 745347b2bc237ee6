using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A conditional of the circle on each circle of a torus, independently: with von Mises–Fisher the
/// product of von Mises laws, density ∝ exp(κ Σ cos(angle to the anchor)).</summary>
public sealed class TorusConditional : IConditional
{
    private readonly TorusSpace _torus;

    /// <summary>One law for all circles.</summary>
    /// <param name="torus">Where the latents live.</param>
    /// <param name="circle">A conditional on its circle.</param>
    /// <exception cref="ArgumentException">The conditional lives elsewhere.</exception>
    public TorusConditional(TorusSpace torus, IConditional circle)
    {
        if (circle.Space != torus.Circle)
            throw new ArgumentException(
                $"The circles of the torus are {torus.Circle}, but the conditional lives on {circle.Space}.");
        (_torus, Circle) = (torus, circle);
    }

    /// <summary>The law on each circle.</summary>
    public IConditional Circle { get; }

    /// <inheritdoc/>
    public LatentSpace Space => _torus;

    /// <inheritdoc/>
    public string Family => Circle.Family;

    /// <inheritdoc/>
    public double? Exponent => Circle.Exponent;

    /// <inheritdoc/>
    public bool Isotropic => Circle.Isotropic;

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations => [];

    /// <inheritdoc/>
    public Support? Support => Circle.Support is { } circle
        ? (anchor, child) => OnEach(circle, anchor, child)
        : null;

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream) =>
        Circle.Draw(anchors, children, ref stream);

    private static bool OnEach(Support circle, ReadOnlySpan<double> anchor, ReadOnlySpan<double> child)
    {
        for (int start = 0; start < anchor.Length; start += 2)
            if (!circle(anchor.Slice(start, 2), child.Slice(start, 2)))
                return false;
        return true;
    }
}
