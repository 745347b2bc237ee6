using System.Numerics.Tensors;
using Szilard.Observables.Collapse;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Centred kernel alignment with the linear kernel, biased: ‖XᵀY‖²_F / (‖XᵀX‖_F·‖YᵀY‖_F), between 0
/// and 1; 1 when one representation is a scaled rotation of the other.</summary>
/// <remarks>Not invariant to general affine maps. For finite n it is inflated: independent arrays read about
/// √(pq/((n + p)(n + q))), which the chance level shows. Source: Kornblith, Norouzi, Lee, Hinton, "Similarity
/// of neural network representations revisited", 2019, eq. 5.</remarks>
public sealed class LinearCka : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "cka.biased",
        "Similarity to the other representation by centred kernel alignment, linear kernel, biased estimate.",
        "Kornblith, Norouzi, Lee, Hinton, Similarity of neural network representations revisited, 2019, "
            + "eq. 5")
    {
        Formula = "‖XᵀY‖²_F / (‖XᵀX‖_F·‖YᵀY‖_F), columns centred",
        Convention = "a similarity in [0, 1], no epsilon; standard error: jackknife over 16 groups; "
            + "chance: exact mean of the numerator over all shuffled pairings",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new LinearCka();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix x = specimen.Representation, y = specimen.Other!;
        if (x.Rows < 2)
            return Reading.Undefined($"{x.Rows} samples; centred arrays need at least 2.");
        GroupMoments moments = specimen.Shared.Moments(x, y, workers);
        (double value, double error) = moments.Read(workers, Value);
        return double.IsNaN(value)
            ? Reading.Undefined("One representation is constant; its self-similarity is 0.")
            : new Reading(value, error, Chance(moments.All));
    }

    private static double Value(PairMoments moments) =>
        TensorPrimitives.SumOfSquares<double>(moments.CovarianceXY.Values)
        / (TensorPrimitives.Norm<double>(moments.CovarianceX.Values)
            * TensorPrimitives.Norm<double>(moments.CovarianceY.Values));

    /// <summary>A shuffle leaves the denominator and makes E‖XᵀY‖² = tr XᵀX · tr YᵀY/(n − 1).</summary>
    private static double Chance(PairMoments moments) =>
        CovarianceError.Trace(moments.XX) * CovarianceError.Trace(moments.YY)
        / ((moments.Count - 1) * TensorPrimitives.Norm<double>(moments.XX.Values)
            * TensorPrimitives.Norm<double>(moments.YY.Values));
}
