using Szilard.Tensors;

namespace Szilard.Reports;

/// <summary>True latents beside the representation of the same samples.</summary>
public sealed record Scatter
{
    /// <summary>How many points are drawn at most; more are thinned evenly.</summary>
    public const int MaximumPoints = 2000;

    /// <summary>Latents and representation of the same samples, row for row.</summary>
    /// <param name="latents">z, samples × n with n ≥ 2; the first two columns are drawn.</param>
    /// <param name="representation">h, samples × k with k ≥ 2, after Procrustes alignment to z; the first two
    /// columns are drawn.</param>
    /// <exception cref="ArgumentException">The rows differ in number, or there are fewer than two columns.
    /// </exception>
    public Scatter(Matrix latents, Matrix representation)
    {
        if (latents.Rows != representation.Rows)
            throw new ArgumentException(
                $"{latents.Rows} latents and {representation.Rows} representations cannot be drawn side by "
                + "side; give both for the same samples.");
        if (latents.Columns < 2 || representation.Columns < 2)
            throw new ArgumentException(
                $"A picture needs two columns, but latents have {latents.Columns} and the representation has "
                + $"{representation.Columns}; add a column of zeros.");
        (Latents, Representation) = (latents, representation);
    }

    /// <summary>True latents z, samples × n.</summary>
    public Matrix Latents { get; }

    /// <summary>Aligned representation h, samples × k.</summary>
    public Matrix Representation { get; }

    /// <summary>What was done to the representation, for the caption.</summary>
    public string Alignment { get; init; } = "Procrustes-aligned";
}
