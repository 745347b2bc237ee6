using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Uniform on a sphere, a torus, a box or a discrete grid.</summary>
public sealed class UniformMarginal : IMarginal
{
    /// <summary>Uniform on the given space.</summary>
    /// <exception cref="ArgumentException">The space is ℝⁿ, which has no uniform law, or a product
    /// (<see cref="ProductMarginal"/>).</exception>
    public UniformMarginal(LatentSpace space)
    {
        if (space is RealSpace or ProductSpace)
            throw new ArgumentException(
                $"There is no one uniform law on a {space.Name} space; use a sphere, a torus, a box, "
                + "a discrete grid or a normal marginal.");
        Space = space;
    }

    /// <inheritdoc/>
    public LatentSpace Space { get; }

    /// <inheritdoc/>
    public string Family => "uniform";

    /// <inheritdoc/>
    public GeneralizedNormal? Law => null;

    /// <inheritdoc/>
    public void Fill(Span<double> latents, ref RandomStream stream)
    {
        if (Space is SphereSpace sphere)
            FillSphere(sphere, latents, ref stream);
        else if (Space is TorusSpace torus)
            FillSphere(torus.Circle, latents, ref stream);
        else if (Space is BoxSpace box)
            FillBox(box, latents, ref stream);
        else if (Space is DiscreteSpace discrete)
            FillGrid(discrete, latents, ref stream);
    }

    private static void FillSphere(SphereSpace sphere, Span<double> latents, ref RandomStream stream)
    {
        stream.FillNormal(latents);
        for (int start = 0; start < latents.Length; start += sphere.Dimensions)
            sphere.Project(latents.Slice(start, sphere.Dimensions));
    }

    private static void FillBox(BoxSpace box, Span<double> latents, ref RandomStream stream)
    {
        foreach (ref double latent in latents)
            latent = stream.NextUniform(box.Minimum, box.Maximum);
    }

    private static void FillGrid(DiscreteSpace grid, Span<double> latents, ref RandomStream stream)
    {
        foreach (ref double latent in latents)
            latent = grid.Value(stream.NextInt32(grid.Levels));
    }
}
