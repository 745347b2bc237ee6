using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A conditional in rotated axes: z̃ = R c(Rᵀ z), where c draws in its own. Of a diagonal Λ it makes
/// the full Λ' = R Λ Rᵀ.</summary>
/// <remarks>On ℝⁿ a child then has covariance R Λ⁻¹ Rᵀ about its anchor; on the sphere the shell is round, so
/// that the law is that of <see cref="ShellConditional"/> with Λ'. Derived here.</remarks>
public sealed class RotatedConditional : IConditional
{
    private readonly IConditional _whole;

    /// <summary>The given conditional in the given axes.</summary>
    /// <param name="whole">Lives on ℝⁿ or on a sphere, which rotations leave as they are.</param>
    /// <param name="rotation">R, n × n: column j is axis j of the conditional.</param>
    /// <exception cref="ArgumentException">Rotations leave the space, or R has another size.</exception>
    public RotatedConditional(IConditional whole, Matrix rotation)
    {
        if (whole.Space is not (RealSpace or SphereSpace))
            throw new ArgumentException(
                $"A rotation leaves the {whole.Space.Name}; use ℝⁿ or a sphere.");
        int n = whole.Space.Dimensions;
        if (rotation.Rows != n || rotation.Columns != n)
            throw new ArgumentException(
                $"A rotation of {n} latents is {n}×{n}, but {rotation.Rows}×{rotation.Columns} was given.");
        (_whole, Rotation) = (whole, rotation);
    }

    /// <summary>R: column j is the axis of concentration j.</summary>
    public Matrix Rotation { get; }

    /// <summary>The law in its own axes.</summary>
    public IConditional Unrotated => _whole;

    /// <inheritdoc/>
    public LatentSpace Space => _whole.Space;

    /// <inheritdoc/>
    public string Family => "full";

    /// <inheritdoc/>
    public double? Exponent => _whole.Exponent;

    /// <inheritdoc/>
    public bool Isotropic => _whole.Isotropic;

    /// <inheritdoc/>
    /// <remarks>Along the axes of R.</remarks>
    public IReadOnlyList<double> Concentrations => _whole.Concentrations;

    /// <inheritdoc/>
    public void Draw(ReadOnlySpan<double> anchors, Span<double> children, ref RandomStream stream)
    {
        double[] own = new double[anchors.Length], drawn = new double[anchors.Length];
        Turn(anchors, own, back: true);
        _whole.Draw(own, drawn, ref stream);
        Turn(drawn, children, back: false);
    }

    /// <summary>R z of each row, or Rᵀ z.</summary>
    private void Turn(ReadOnlySpan<double> from, Span<double> to, bool back)
    {
        int n = Space.Dimensions;
        for (int start = 0; start < from.Length; start += n)
            for (int i = 0; i < n; i++)
            {
                double sum = 0;
                for (int j = 0; j < n; j++)
                    sum += (back ? Rotation[j, i] : Rotation[i, j]) * from[start + j];
                to[start + i] = sum;
            }
    }
}
