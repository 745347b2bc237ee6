using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A law for each factor of a product, independent of the others.</summary>
public sealed class ProductMarginal : IMarginal
{
    private readonly ProductSpace _space;
    private readonly IMarginal[] _laws;

    /// <summary>The given laws.</summary>
    /// <param name="space">The product.</param>
    /// <param name="family">Its name.</param>
    /// <param name="laws">One for each factor, each on its own.</param>
    /// <exception cref="ArgumentException">A law lives elsewhere.</exception>
    public ProductMarginal(ProductSpace space, string family, params IMarginal[] laws)
    {
        if (!laws.Select(law => law.Space).SequenceEqual(space.Factors))
            throw new ArgumentException("Each factor of a product needs a law that lives on it.");
        (_space, Family, _laws) = (space, family, laws);
    }

    /// <inheritdoc/>
    public LatentSpace Space => _space;

    /// <inheritdoc/>
    public string Family { get; }

    /// <inheritdoc/>
    public GeneralizedNormal? Law => null;

    /// <inheritdoc/>
    public void Fill(Span<double> latents, ref RandomStream stream)
    {
        for (int row = 0; row < latents.Length; row += _space.Dimensions)
        {
            int start = row;
            foreach (IMarginal law in _laws)
            {
                law.Fill(latents.Slice(start, law.Space.Dimensions), ref stream);
                start += law.Space.Dimensions;
            }
        }
    }
}
