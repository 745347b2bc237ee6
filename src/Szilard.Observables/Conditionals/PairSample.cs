using Szilard.Observables.Algebra;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Observables.Conditionals;

/// <summary>Anchors and what their conditional made of them, row for row, in one space.</summary>
/// <param name="Anchors">z, n×d.</param>
/// <param name="Children">z̃, n×d.</param>
/// <param name="OnSphere">True where both are unit rows.</param>
public sealed record PairSample(Matrix Anchors, Matrix Children, bool OnSphere)
{
    private const double Roundness = 1e-3;

    /// <summary>Representations as they are. Rows of equal length (to 1e-3) lie on a sphere and are made unit
    /// rows.</summary>
    /// <param name="anchors">h of the anchors, n×d.</param>
    /// <param name="children">h of the children.</param>
    /// <exception cref="SzilardException">Shapes differ, values are not finite, a column is constant, or n
    /// &lt; 10·d + 10.</exception>
    public static PairSample Of(Matrix anchors, Matrix children) =>
        Placed(anchors, children, IsRound(anchors) && IsRound(children));

    /// <summary>Representations after the affine map that best turns those of the anchors into their latents;
    /// on the sphere where the latents are.</summary>
    /// <param name="anchors">h of the anchors, n×d.</param>
    /// <param name="children">h of the children.</param>
    /// <param name="latents">z of the anchors, n×m.</param>
    /// <exception cref="SzilardException">As above.</exception>
    public static PairSample Mapped(Matrix anchors, Matrix children, Matrix latents)
    {
        Demand(anchors, children);
        if (latents.Rows != anchors.Rows)
            throw new SzilardException(
                $"{latents.Rows} latents belong to {anchors.Rows} anchors; give as many.");
        AffineFit map = AffineFit.Of(anchors, latents);
        return Placed(map.Predict(anchors), map.Predict(children), IsRound(latents));
    }

    private static PairSample Placed(Matrix anchors, Matrix children, bool round)
    {
        Demand(anchors, children);
        return round
            ? new PairSample(Columns.NormaliseRows(anchors), Columns.NormaliseRows(children), true)
            : new PairSample(anchors, children, false);
    }

    private static void Demand(Matrix anchors, Matrix children)
    {
        (int n, int d) = (anchors.Rows, anchors.Columns);
        if (children.Rows != n || children.Columns != d)
            throw new SzilardException(
                $"Anchors are {n}×{d}, children {children.Rows}×{children.Columns}; they are of one shape.");
        if (n < (10 * d) + 10)
            throw new SzilardException(
                $"{n} pairs are too few for {d} dimensions: a conditional needs at least {(10 * d) + 10}.");
        if (anchors.Values.Concat(children.Values).Any(v => !double.IsFinite(v)))
            throw new SzilardException("Anchors and children must be finite numbers.");
        double[] variances = Columns.Variances(anchors, Columns.Means(anchors));
        if (Array.FindIndex(variances, v => !(v > 0)) is var constant and >= 0)
            throw new SzilardException(
                $"Dimension {constant + 1} of the anchors is constant; it has no conditional. Leave it out.");
    }

    private static bool IsRound(Matrix matrix)
    {
        double least = double.PositiveInfinity, most = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            double norm = System.Numerics.Tensors.TensorPrimitives.Norm<double>(matrix.Row(i));
            (least, most) = (Math.Min(least, norm), Math.Max(most, norm));
        }
        return matrix.Columns > 1 && most - least <= Roundness * most;
    }
}
