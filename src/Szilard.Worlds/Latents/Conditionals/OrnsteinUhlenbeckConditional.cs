using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>v = ρ z + √(1 − ρ²) η on ℝⁿ, where η is a fresh draw of the marginal.</summary>
/// <remarks>For normal sources this is the Ornstein–Uhlenbeck transition and leaves the marginal as it is.
/// For any other family the variance stays but the family does not: the view's law is then not the source's
/// law. A child has correlation ρ with its parent, and ρ² with a second child of the same parent.
/// Source: Klindt, LeCun, Balestriero, "When does LeJEPA learn a world model?", 2026, code.</remarks>
public sealed class OrnsteinUhlenbeckConditional : IConditional
{
    private readonly IMarginal _marginal;

    /// <summary>Correlation ρ under the given marginal.</summary>
    /// <param name="marginal">Lives on ℝⁿ.</param>
    /// <param name="rho">Correlation of child and parent, 0 ≤ ρ &lt; 1.</param>
    /// <exception cref="ArgumentException">The marginal does not live on ℝⁿ.</exception>
    public OrnsteinUhlenbeckConditional(IMarginal marginal, double rho)
    {
        if (marginal.Space is not RealSpace)
            throw new ArgumentException(
                $"Ornstein–Uhlenbeck pairs live on ℝⁿ, not on a {marginal.Space.Name}.");
        ArgumentOutOfRangeException.ThrowIfNegative(rho);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rho, 1);
        (_marginal, Rho) = (marginal, rho);
    }

    /// <summary>Correlation of child and parent.</summary>
    public double Rho { get; }

    /// <inheritdoc/>
    public LatentSpace Space => _marginal.Space;

    /// <inheritdoc/>
    public string Family => "ornstein-uhlenbeck";

    /// <inheritdoc/>
    public double? Exponent => _marginal.Law?.Exponent;

    /// <inheritdoc/>
    public bool Isotropic => true;

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations => [];

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream)
    {
        _marginal.Fill(children, ref stream);
        double noise = Math.Sqrt(1 - (Rho * Rho));
        for (int i = 0; i < anchors.Length; i++)
            children[i] = (Rho * anchors[i]) + (noise * children[i]);
    }
}
