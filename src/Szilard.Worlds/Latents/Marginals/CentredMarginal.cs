using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Independent coordinates of one generalized normal law about the centre of the space.</summary>
/// <remarks>On ℝⁿ these are independent sources about the origin. On the sphere the noise is added to the
/// pole r·e₁ and the sum normalised; in the box it is redrawn until inside (Zimmermann, Sharma, Schneider,
/// Bethge, Brendel, "Contrastive learning inverts the data generating process", 2021, code).</remarks>
public sealed class CentredMarginal : IMarginal
{
    private readonly double[] _centre;
    private readonly GeneralizedNormal[] _laws;

    /// <summary>Noise of the given law about the centre of the given space.</summary>
    /// <param name="space">Where the latents live.</param>
    /// <param name="law">The law of each coordinate.</param>
    public CentredMarginal(LatentSpace space, GeneralizedNormal law)
    {
        (Space, Law) = (space, law);
        _centre = new double[space.Dimensions];
        space.WriteCentre(_centre);
        _laws = new GeneralizedNormal[space.Dimensions];
        Array.Fill(_laws, law);
    }

    /// <inheritdoc/>
    public LatentSpace Space { get; }

    /// <inheritdoc/>
    public string Family => Law!.Value.Exponent switch
    {
        1 => "laplace",
        2 => "normal",
        _ => "generalized-normal",
    };

    /// <inheritdoc/>
    public GeneralizedNormal? Law { get; }

    /// <inheritdoc/>
    public void Fill(Span<double> latents, ref RandomStream stream)
    {
        for (int start = 0; start < latents.Length; start += _centre.Length)
            Space.Perturb(_centre, _laws, latents.Slice(start, _centre.Length), ref stream);
    }
}
