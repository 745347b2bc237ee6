using System.Globalization;
using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>A product of spaces whose coordinates stand one after the other. Noise is brought back into each
/// factor as that factor does; the centre is that of each.</summary>
public sealed record ProductSpace : LatentSpace
{
    /// <summary>The product of the given factors.</summary>
    /// <param name="factors">At least one; none itself a product.</param>
    /// <exception cref="ArgumentException">There is no factor.</exception>
    public ProductSpace(params IReadOnlyList<LatentSpace> factors)
        : base(factors.Sum(f => f.Dimensions)) => Factors = factors;

    /// <summary>The factors, in the order of their coordinates.</summary>
    public IReadOnlyList<LatentSpace> Factors { get; }

    /// <inheritdoc/>
    public override string Name => "product";

    /// <summary>Factors from words such as <c>sphere 3, box 2, real 1</c>; null where one is no such
    /// word.</summary>
    /// <param name="words">A kind and a number of coordinates for each factor, with commas between.</param>
    /// <param name="make">The space of a kind and a number ≥ 1; null for a kind that is unknown or a number
    /// that does not fit it.</param>
    internal static IReadOnlyList<LatentSpace>? Read(string words, Func<string, int, LatentSpace?> make)
    {
        List<LatentSpace> factors = [];
        foreach (string word in words.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] parts = word.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int n)
                || n is < 1 or > 4096 || make(parts[0], n) is not { } factor)
                return null;
            factors.Add(factor);
        }
        return factors;
    }

    /// <summary>Each factor with the place of its first coordinate.</summary>
    public IEnumerable<(LatentSpace Factor, int Start)> Places()
    {
        int start = 0;
        foreach (LatentSpace factor in Factors)
        {
            yield return (factor, start);
            start += factor.Dimensions;
        }
    }

    /// <inheritdoc/>
    public override void WriteCentre(Span<double> point)
    {
        foreach ((LatentSpace factor, int start) in Places())
            factor.WriteCentre(point.Slice(start, factor.Dimensions));
    }

    /// <inheritdoc/>
    public override void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream)
    {
        for (int row = 0; row < points.Length; row += Dimensions)
            foreach ((LatentSpace factor, int start) in Places())
            {
                int n = factor.Dimensions;
                factor.Perturb(
                    points.Slice(row + start, n), laws.Slice(start, n), perturbed.Slice(row + start, n),
                    ref stream);
            }
    }
}
