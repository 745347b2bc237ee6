using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Anisotropic pairs on the sphere: N(z, Λ⁻¹) with diagonal Λ, kept only where it falls into the
/// shell |‖z̃‖/r − 1| &lt; 0.1, then normalised.</summary>
/// <remarks>Approximates the density ∝ exp(−½ (z − z̃)ᵀ Λ (z − z̃)) on the sphere. Rusak, Reizinger, Juhos,
/// Bringmann, Zimmermann, Brendel, "InfoNCE: identifying the gap between theory and practice", 2024,
/// code.</remarks>
public sealed class ShellConditional : IConditional
{
    private const double HalfThickness = 0.1;
    private readonly SphereSpace _sphere;
    private readonly double[] _deviations;

    /// <summary>Concentrations Λ on the given sphere.</summary>
    /// <param name="sphere">n ≥ 2.</param>
    /// <param name="concentrations">The diagonal of Λ, n entries &gt; 0, in units of 1/radius² only where the
    /// radius is 1.</param>
    /// <exception cref="ArgumentException">There are not n concentrations.</exception>
    public ShellConditional(SphereSpace sphere, IReadOnlyList<double> concentrations)
    {
        if (concentrations.Count != sphere.Dimensions)
            throw new ArgumentException(
                $"{concentrations.Count} concentrations were given for {sphere.Dimensions} latents.");
        (_sphere, Concentrations) = (sphere, concentrations);
        _deviations = [.. concentrations.Select(c => 1 / Math.Sqrt(c))];
    }

    /// <summary>The diagonal of Λ.</summary>
    public IReadOnlyList<double> Concentrations { get; }

    /// <inheritdoc/>
    public LatentSpace Space => _sphere;

    /// <inheritdoc/>
    public string Family => "diagonal";

    /// <inheritdoc/>
    public double? Exponent => 2;

    /// <inheritdoc/>
    public bool Isotropic => Concentrations.All(c => c == Concentrations[0]);

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream)
    {
        int n = _sphere.Dimensions;
        for (int start = 0; start < anchors.Length; start += n)
        {
            Span<double> child = children.Slice(start, n);
            while (!Propose(anchors.Slice(start, n), child, ref stream))
            {
                // Proposals outside the shell are thrown away.
            }
            _sphere.Project(child);
        }
    }

    /// <summary>The share of proposals that falls into the shell, over uniform anchors.</summary>
    /// <param name="proposals">How many are tried.</param>
    /// <param name="key">Where randomness comes from.</param>
    public double Acceptance(int proposals, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var anchor = new double[_sphere.Dimensions];
        var child = new double[_sphere.Dimensions];
        UniformMarginal uniform = new(_sphere);
        int kept = 0;
        for (int i = 0; i < proposals; i++)
        {
            uniform.Fill(anchor, ref stream);
            kept += Propose(anchor, child, ref stream) ? 1 : 0;
        }
        return (double)kept / proposals;
    }

    private bool Propose(ReadOnlySpan<double> anchor, Span<double> child, ref RandomStream stream)
    {
        for (int j = 0; j < child.Length; j++)
            child[j] = anchor[j] + (_deviations[j] * stream.NextNormal());
        return Math.Abs((SphereSpace.Norm(child) / _sphere.Radius) - 1) < HalfThickness;
    }
}
