using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>The grid of K equally spaced values from −1 to 1 in each coordinate: latents that are ordered
/// factors. Noise is added and the sum rounded to the nearest value; the centre is the origin, between two
/// values where K is even.</summary>
/// <param name="Dimensions">n ≥ 1.</param>
/// <param name="Levels">K ≥ 2.</param>
/// <exception cref="ArgumentException">There are fewer than two values.</exception>
public sealed record DiscreteSpace(int Dimensions, int Levels) : LatentSpace(Dimensions)
{
    /// <inheritdoc/>
    public override string Name => "discrete";

    /// <summary>K: how many values a coordinate takes.</summary>
    public int Levels { get; } = Levels >= 2
        ? Levels
        : throw new ArgumentException($"A factor takes 2 values or more, but {Levels} were asked for.");

    /// <summary>Variance of a coordinate whose values are equally likely: (K + 1)/(3(K − 1)).</summary>
    public double Variance => (Levels + 1) / (3.0 * (Levels - 1));

    /// <summary>Value number <paramref name="level"/>, from 0 on.</summary>
    public double Value(int level) => (2.0 * level / (Levels - 1)) - 1;

    /// <inheritdoc/>
    public override void WriteCentre(Span<double> point) => point.Clear();

    /// <inheritdoc/>
    public override void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream)
    {
        new RealSpace(Dimensions).Perturb(points, laws, perturbed, ref stream);
        foreach (ref double value in perturbed)
            value = Nearest(value);
    }

    private double Nearest(double value) =>
        Value((int)Math.Clamp(Math.Round((value + 1) / 2 * (Levels - 1)), 0, Levels - 1));
}
