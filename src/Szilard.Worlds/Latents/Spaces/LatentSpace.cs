using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Where latents live, and how a point of it is perturbed by coordinatewise noise without leaving
/// it. A closed family.</summary>
/// <param name="Dimensions">n ≥ 1: how many coordinates a point has (the sphere S^(n−1) has n).</param>
/// <exception cref="ArgumentException">n &lt; 1.</exception>
public abstract record LatentSpace(int Dimensions)
{
    /// <summary>n: how many coordinates a point has.</summary>
    public int Dimensions { get; } = Dimensions >= 1
        ? Dimensions
        : throw new ArgumentException($"A space needs a dimension, but {Dimensions} were asked for.");

    /// <summary>The name in a study file.</summary>
    public abstract string Name { get; }

    /// <summary>The point about which a marginal that is not uniform is centred; n coordinates.</summary>
    public abstract void WriteCentre(Span<double> point);

    /// <summary>Adds noise to each point and brings it back into the space as the literature does.</summary>
    /// <param name="points">m × n, row after row.</param>
    /// <param name="laws">The noise of each of the n coordinates.</param>
    /// <param name="perturbed">Receives m × n values.</param>
    /// <param name="stream">Where the noise comes from.</param>
    public abstract void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream);
}

/// <summary>ℝⁿ. Noise is added; the centre is the origin.</summary>
public sealed record RealSpace(int Dimensions) : LatentSpace(Dimensions)
{
    /// <inheritdoc/>
    public override string Name => "real";

    /// <inheritdoc/>
    public override void WriteCentre(Span<double> point) => point.Clear();

    /// <inheritdoc/>
    public override void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream)
    {
        for (int start = 0; start < points.Length; start += Dimensions)
            for (int j = 0; j < Dimensions; j++)
                perturbed[start + j] = points[start + j] + laws[j].Next(ref stream);
    }
}

/// <summary>The sphere of the given radius in ℝⁿ. Noise is added and the sum projected back by normalising,
/// as in cl-ica; the centre is the pole r·e₁.</summary>
/// <param name="Dimensions">n ≥ 2.</param>
/// <param name="Radius">r &gt; 0.</param>
/// <exception cref="ArgumentException">n &lt; 2, or r is not positive.</exception>
public sealed record SphereSpace(int Dimensions, double Radius = 1) : LatentSpace(Dimensions)
{
    /// <summary>The radius r.</summary>
    public double Radius { get; } = Dimensions >= 2 && Radius > 0
        ? Radius
        : throw new ArgumentException($"There is no sphere of radius {Radius} in {Dimensions} dimensions.");

    /// <inheritdoc/>
    public override string Name => "sphere";

    /// <inheritdoc/>
    public override void WriteCentre(Span<double> point)
    {
        point.Clear();
        point[0] = Radius;
    }

    /// <inheritdoc/>
    public override void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream)
    {
        for (int start = 0; start < points.Length; start += Dimensions)
        {
            for (int j = 0; j < Dimensions; j++)
                perturbed[start + j] = points[start + j] + laws[j].Next(ref stream);
            Project(perturbed.Slice(start, Dimensions));
        }
    }

    /// <summary>Scales a point to the radius; a point at the origin goes to the pole.</summary>
    public void Project(Span<double> point)
    {
        double norm = Norm(point);
        if (norm == 0)
            WriteCentre(point);
        else
            System.Numerics.Tensors.TensorPrimitives.Multiply(point, Radius / norm, point);
    }

    /// <summary>The Euclidean norm.</summary>
    internal static double Norm(ReadOnlySpan<double> point)
    {
        double sum = 0;
        foreach (double value in point)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}

/// <summary>The torus (S¹)^(n/2): circles of one radius, each by its two coordinates r·cos and r·sin, which
/// stand beside each other. Noise is added and each pair projected back onto its circle; the centre is r·e₁
/// on each.</summary>
/// <param name="Dimensions">n, even and ≥ 2: two for each circle.</param>
/// <param name="Radius">r &gt; 0.</param>
/// <exception cref="ArgumentException">n is odd, or r is not positive.</exception>
public sealed record TorusSpace(int Dimensions, double Radius = 1) : LatentSpace(Dimensions)
{
    /// <summary>One of the circles: what is drawn on each, two coordinates after two, is drawn on the
    /// torus.</summary>
    public SphereSpace Circle { get; } = Dimensions % 2 == 0
        ? new SphereSpace(2, Radius)
        : throw new ArgumentException(
            $"A torus has two coordinates for each circle, but {Dimensions} were asked for.");

    /// <summary>n/2: how many circles there are.</summary>
    public int Circles => Dimensions / 2;

    /// <inheritdoc/>
    public override string Name => "torus";

    /// <inheritdoc/>
    public override void WriteCentre(Span<double> point)
    {
        for (int start = 0; start < point.Length; start += 2)
            Circle.WriteCentre(point.Slice(start, 2));
    }

    /// <inheritdoc/>
    public override void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream)
    {
        for (int start = 0; start < points.Length; start += 2)
            Circle.Perturb(
                points.Slice(start, 2), laws.Slice(start % Dimensions, 2), perturbed.Slice(start, 2),
                ref stream);
    }
}

/// <summary>The box [minimum, maximum]ⁿ. Noise is redrawn, coordinate by coordinate, until the sum lies
/// inside, as in cl-ica; the centre is the middle.</summary>
/// <param name="Dimensions">n ≥ 1.</param>
/// <param name="Minimum">Lower end of every coordinate.</param>
/// <param name="Maximum">Upper end of every coordinate, above <paramref name="Minimum"/>.</param>
/// <exception cref="ArgumentException">The maximum does not lie above the minimum.</exception>
public sealed record BoxSpace(int Dimensions, double Minimum = 0, double Maximum = 1)
    : LatentSpace(Dimensions)
{
    /// <inheritdoc/>
    public override string Name => "box";

    /// <summary>Upper end of every coordinate.</summary>
    public double Maximum { get; } = Maximum > Minimum
        ? Maximum
        : throw new ArgumentException($"The box [{Minimum}, {Maximum}] is empty.");

    /// <summary>Length of a side.</summary>
    public double Width => Maximum - Minimum;

    /// <inheritdoc/>
    public override void WriteCentre(Span<double> point) => point.Fill(0.5 * (Minimum + Maximum));

    /// <summary>The share of proposals that is kept in one coordinate where it is least, at a face of the
    /// box: P(0 &lt; x &lt; width).</summary>
    public double LeastAcceptance(GeneralizedNormal law) => 0.5 * law.ProbabilityWithin(Width);

    /// <inheritdoc/>
    public override void Perturb(
        ReadOnlySpan<double> points, ReadOnlySpan<GeneralizedNormal> laws, Span<double> perturbed,
        ref RandomStream stream)
    {
        for (int start = 0; start < points.Length; start += Dimensions)
            for (int j = 0; j < Dimensions; j++)
                perturbed[start + j] = Inside(points[start + j], laws[j], ref stream);
    }

    private double Inside(double point, GeneralizedNormal law, ref RandomStream stream)
    {
        while (true)
        {
            double proposal = point + law.Next(ref stream);
            if (proposal >= Minimum && proposal <= Maximum)
                return proposal;
        }
    }
}
