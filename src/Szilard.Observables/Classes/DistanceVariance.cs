using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Classes;

/// <summary>Class-distance normalised variance: how wide two classes are beside their distance; 0 where every
/// class is a point.</summary>
/// <remarks>Two isotropic classes of deviation σ in d dimensions at distance Δ read d·σ²/Δ². Source: Galanti,
/// György, Hutter, "On the role of neural collapse in transfer learning", 2022, §3; Ben-Shaul et al.,
/// "Reverse engineering self-supervised learning", 2023, eq. 1.</remarks>
public sealed class DistanceVariance : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "cdnv",
        "Variance within classes over the squared distance between them, averaged over pairs of classes.",
        "Galanti, György, Hutter, On the role of neural collapse in transfer learning, 2022, §3")
    {
        Formula = "mean over c < c′ of (Var_c + Var_c′)/(2·‖μ_c − μ_c′‖²), Var = E‖h − μ‖²",
        Convention = "all samples, total variance, divisor n; lower is tighter; standard error: jackknife "
            + "over 16 groups; no chance level (it is without bound)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new DistanceVariance();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Labels;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) => ClassMoments.Read(
        specimen, workers, Mean, "Two classes have the same mean; their distance divides their variance.");

    private static double Mean(ClassMoments moments)
    {
        Matrix means = moments.Means();
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < means.Rows; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double distance = TensorPrimitives.Distance<double>(means.Row(a), means.Row(b));
                sum += (moments.Variance(a) + moments.Variance(b)) / (2 * distance * distance);
                pairs++;
            }
        }
        return sum / pairs;
    }
}
