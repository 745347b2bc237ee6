using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Von Mises–Fisher about the anchor, cut off outside a cone: density ∝ exp(κ w) for w = cos of the
/// angle to the anchor ≥ cos θ, and 0 beyond.</summary>
/// <remarks>A restricted support breaks the diversity condition of the identifiability theorems (Zaliaduonis
/// et al., "The loss is not enough", 2026, arXiv:2606.04280). Two exact rejections: where κ (1 − cos θ) ≥ (n
/// − 1)/2 or θ &gt; 80°, Wood's sampler until inside; else sin φ = sin θ · U^(1/(n−1)) is kept with
/// probability cos θ / cos φ · exp(κ (cos φ − 1)).</remarks>
public sealed class ConeConditional : IConditional
{
    private const double Wide = 80 * Math.PI / 180;
    private readonly SphereSpace _sphere;
    private readonly VonMisesFisherConditional _whole;
    private readonly double _cosine, _sine;
    private readonly bool _fromWhole;

    /// <summary>A cone on the given sphere.</summary>
    /// <param name="sphere">n ≥ 2.</param>
    /// <param name="kappa">κ ≥ 0; 0 is uniform within the cone.</param>
    /// <param name="angle">θ in radians, 0 &lt; θ ≤ π.</param>
    public ConeConditional(SphereSpace sphere, double kappa, double angle)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(angle);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(angle, Math.PI);
        (_sphere, _whole, Angle) = (sphere, new VonMisesFisherConditional(sphere, kappa), angle);
        (_sine, _cosine) = Math.SinCos(angle);
        _fromWhole = angle > Wide || kappa * (1 - _cosine) >= 0.5 * (sphere.Dimensions - 1);
    }

    /// <summary>The concentration κ.</summary>
    public double Kappa => _whole.Kappa;

    /// <summary>The widest angle θ, in radians.</summary>
    public double Angle { get; }

    /// <inheritdoc/>
    public LatentSpace Space => _sphere;

    /// <inheritdoc/>
    public string Family => "von-mises-fisher, in a cone";

    /// <inheritdoc/>
    public double? Exponent => null;

    /// <inheritdoc/>
    public bool Isotropic => true;

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations => [];

    /// <inheritdoc/>
    public Support? Support => Within;

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream)
    {
        int n = _sphere.Dimensions;
        for (int start = 0; start < anchors.Length; start += n)
            while (!Propose(anchors.Slice(start, n), children.Slice(start, n), ref stream))
            {
                // Proposals that are not kept are thrown away.
            }
    }

    /// <summary>The share of proposals that is kept.</summary>
    /// <param name="proposals">How many are tried.</param>
    /// <param name="key">Where randomness comes from.</param>
    public double Acceptance(int proposals, RandomKey key)
    {
        RandomStream stream = key.Stream();
        double[] pole = new double[_sphere.Dimensions], child = new double[_sphere.Dimensions];
        _sphere.WriteCentre(pole);
        int kept = 0;
        for (int i = 0; i < proposals; i++)
            kept += Propose(pole, child, ref stream) ? 1 : 0;
        return (double)kept / proposals;
    }

    private bool Within(ReadOnlySpan<double> anchor, ReadOnlySpan<double> child) =>
        TensorPrimitives.Dot(anchor, child) >= _cosine * _sphere.Radius * _sphere.Radius;

    private bool Propose(ReadOnlySpan<double> anchor, Span<double> child, ref RandomStream stream)
    {
        if (_fromWhole)
        {
            _whole.Draw(anchor, child, ref stream);
            return Within(anchor, child);
        }
        double sine = _sine * Math.Pow(stream.NextDouble(), 1.0 / (_sphere.Dimensions - 1));
        double cosine = Math.Sqrt(1 - (sine * sine));
        if (stream.NextDouble() >= _cosine / cosine * Math.Exp(Kappa * (cosine - 1)))
            return false;
        _whole.Place(anchor, cosine, sine, child, ref stream);
        return true;
    }
}
