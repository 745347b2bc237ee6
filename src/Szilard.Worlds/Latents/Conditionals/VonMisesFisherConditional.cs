using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Von Mises–Fisher about the anchor: density ∝ exp(κ zᵀz̃ / r²) on the sphere of radius
/// r.</summary>
/// <remarks>Exact sampler of Wood, "Simulation of the von Mises Fisher distribution", 1994: the cosine w =
/// μᵀx by rejection from a transformed beta law, the direction across uniformly.</remarks>
public sealed class VonMisesFisherConditional : IConditional
{
    private readonly SphereSpace _sphere;
    private readonly double _b;
    private readonly double _x0;
    private readonly double _c;

    /// <summary>Concentration κ on the given sphere.</summary>
    /// <param name="sphere">n ≥ 2.</param>
    /// <param name="kappa">κ ≥ 0; 0 is uniform.</param>
    public VonMisesFisherConditional(SphereSpace sphere, double kappa)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sphere.Dimensions, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(kappa);
        (_sphere, Kappa) = (sphere, kappa);
        double m = sphere.Dimensions - 1;
        _b = m / ((2 * kappa) + Math.Sqrt((4 * kappa * kappa) + (m * m)));
        _x0 = (1 - _b) / (1 + _b);
        // 1 − x0² = 4b/(1+b)², which does not cancel for large κ.
        _c = (kappa * _x0) + (m * Math.Log(4 * _b / ((1 + _b) * (1 + _b))));
    }

    /// <summary>The concentration κ.</summary>
    public double Kappa { get; }

    /// <inheritdoc/>
    public LatentSpace Space => _sphere;

    /// <inheritdoc/>
    public string Family => "von-mises-fisher";

    /// <inheritdoc/>
    public double? Exponent => null;

    /// <inheritdoc/>
    public bool Isotropic => true;

    /// <inheritdoc/>
    public IReadOnlyList<double> Concentrations => [];

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream)
    {
        int n = _sphere.Dimensions;
        for (int start = 0; start < anchors.Length; start += n)
            DrawOne(anchors.Slice(start, n), children.Slice(start, n), ref stream);
    }

    private void DrawOne(ReadOnlySpan<double> anchor, Span<double> child, ref RandomStream stream)
    {
        double w = NextCosine(ref stream);
        Place(anchor, w, Math.Sqrt(Math.Max(0, 1 - (w * w))), child, ref stream);
    }

    /// <summary>x = w μ + √(1 − w²) v with v uniform among the unit vectors across μ.</summary>
    internal void Place(
        ReadOnlySpan<double> anchor, double cosine, double sine, Span<double> child, ref RandomStream stream)
    {
        double radius = _sphere.Radius;
        stream.FillNormal(child);
        double along = System.Numerics.Tensors.TensorPrimitives.Dot(anchor, child) / (radius * radius);
        for (int j = 0; j < child.Length; j++)
            child[j] -= along * anchor[j];
        double across = radius * sine / SphereSpace.Norm(child);
        for (int j = 0; j < child.Length; j++)
            child[j] = (cosine * anchor[j]) + (across * child[j]);
    }

    private double NextCosine(ref RandomStream stream)
    {
        double m = _sphere.Dimensions - 1;
        while (true)
        {
            double beta = stream.NextBeta(0.5 * m, 0.5 * m);
            double w = (1 - ((1 + _b) * beta)) / (1 - ((1 - _b) * beta));
            double margin = (Kappa * w) + (m * Math.Log(1 - (_x0 * w))) - _c;
            if (margin >= Math.Log(1 - stream.NextDouble()))
                return w;
        }
    }
}
