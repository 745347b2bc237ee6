using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>How far the linear map z → h is from an orthogonal one: ‖AᵀA − I‖_F, 0 for a rotation.</summary>
/// <remarks>In the notation of the formula h = A·z + b by least squares over all samples, m latents. Fitted
/// scale divides A by √(‖A‖²_F / m) first, so a common scale of h does not count (A = 0 then reads √m, as it
/// does with unit scale). Source: Klindt, LeCun, Balestriero, "When does LeJEPA learn a world model?",
/// arXiv:2605.26379 (unit scale).</remarks>
/// <param name="fittedScale">Divide out the isotropic scale.</param>
public sealed class Orthogonality(bool fittedScale) : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "orthogonality",
        "Distance of the linear map from latents to representation from an orthogonal one; 0 is a rotation.",
        "Klindt, LeCun, Balestriero, When does LeJEPA learn a world model?, arXiv:2605.26379")
    {
        Formula = "‖AᵀA − I‖_F",
        Convention = "h = A·z + b by least squares over all samples, units as given; scale `fitted` "
            + "divides A by √(‖A‖²_F/m), `unit` does not; lower is better; standard error: jackknife over "
            + "16 groups; chance: mean of 16 shuffled pairings (their normal limit when n·d·m > 2²²)",
        Parameters =
        [
            new ChoiceParameter("scale", "Whether a common scale of the representation is divided out.",
                "fitted", "fitted", "unit"),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) => new Orthogonality(settings.Choice("scale") == "fitted");

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.Rotation | (fittedScale ? Invariances.Scaling : 0);

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix z = specimen.Latents!, h = specimen.Representation;
        if (LinearMap.Obstacle(z, h) is { } obstacle)
            return Reading.Undefined(obstacle);
        GroupMoments moments = specimen.Shared.Moments(z, h, workers);
        (double value, double error) = moments.Read(workers, m => Distance(LinearMap.Of(m)));
        double chance = LinearMap.Chance(
            moments.All, specimen.Shared.Null(z, h), (map, _, _) => Distance(map), key);
        return new Reading(value, error, chance).Noting(LinearMap.Remark(z, h));
    }

    /// <summary>‖A·Aᵀ/s² − I‖ for a map that acts on rows from the right.</summary>
    private double Distance(Matrix map)
    {
        Matrix gram = CrossProducts.MultiplyTransposed(map, map);
        double square = TensorPrimitives.SumOfSquares<double>(map.Values) / map.Rows;
        if (fittedScale && square > 0)
            gram = CrossProducts.Scale(gram, 1 / square);
        for (int j = 0; j < gram.Rows; j++)
            gram[j, j] -= 1;
        return TensorPrimitives.Norm<double>(gram.Values);
    }
}
