using Szilard.Observables.Algebra;
using Szilard.Observables.Collapse;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Which Procrustes distance.</summary>
public enum ProcrustesForm
{
    /// <summary>Both arrays scaled to ‖·‖_F = 1: 2 − 2‖XᵀY‖_*, in [0, 2].</summary>
    Normalised,

    /// <summary>‖X‖² + ‖Y‖² − 2‖XᵀY‖_*, in squared units of the arrays, summed over samples.</summary>
    Unnormalised,

    /// <summary>arccos(‖XᵀY‖_* / (‖X‖·‖Y‖)) in radians, in [0, π/2].</summary>
    Angular,
}

/// <summary>Squared distance of two representations after the best rotation: 0 when one is a rotation of the
/// other. A distance, not a similarity.</summary>
/// <remarks>Columns are centred; ‖·‖_* is the sum of singular values. Arrays of different width are allowed
/// (the narrower one is padded with zeros, in effect). Source: Schönemann, "A generalized solution of the
/// orthogonal Procrustes problem", 1966; Ding, Denain, Steinhardt, "Grounding representation similarity
/// through statistical testing", 2021; Williams et al., "Generalized shape metrics", 2021
/// (angular).</remarks>
/// <param name="form">Which distance.</param>
public sealed class Procrustes(ProcrustesForm form) : IMeter
{
    private const int NullDraws = 16;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "procrustes",
        "Squared distance to the other representation after centring, scaling and the best rotation.",
        "Schönemann 1966; Ding, Denain, Steinhardt, Grounding representation similarity, 2021")
    {
        Formula = "‖X‖² + ‖Y‖² − 2‖XᵀY‖_*",
        Convention = "centred; `normalised`: both of Frobenius norm 1, range [0, 2]; `unnormalised`: as "
            + "given, summed over samples; `angular`: arccos of the overlap, radians; a distance, lower is "
            + "more alike; standard error: jackknife over 16 groups; chance: mean of 16 shuffled pairings "
            + "(their normal limit when n·d·m > 2²²)",
        Parameters =
        [
            new ChoiceParameter(
                "form", "Which distance.", "normalised", "normalised", "unnormalised", "angular"),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) => new Procrustes(settings.Choice("form") switch
    {
        "unnormalised" => ProcrustesForm.Unnormalised,
        "angular" => ProcrustesForm.Angular,
        _ => ProcrustesForm.Normalised,
    });

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Other;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Rotation
        | (form == ProcrustesForm.Unnormalised ? 0 : Invariances.Scaling);

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix x = specimen.Shared.Centred(specimen.Representation);
        Matrix y = specimen.Shared.Centred(specimen.Other!);
        if (x.Rows < 2)
            return Reading.Undefined($"{x.Rows} samples; centred arrays need at least 2.");
        if (form != ProcrustesForm.Unnormalised && (IsZero(x) || IsZero(y)))
            return Reading.Undefined("One representation is constant; it has no scale to divide by.");
        GroupMoments moments = specimen.Shared.Moments(
            specimen.Representation, specimen.Other!, workers);
        (double value, double error) = moments.Read(workers, m => Distance(
            Sum(m.CovarianceX, x.Rows), Sum(m.CovarianceY, x.Rows), Sum(m.CovarianceXY, x.Rows)));
        return new Reading(value, error, Chance(moments.All, specimen.Shared.Null(specimen.Representation, specimen.Other!), key, workers));
    }

    /// <summary>What the covariance would sum to over all samples, so that a sum over fewer
    /// compares.</summary>
    private static Matrix Sum(Matrix covariance, int samples) => CrossProducts.Scale(covariance, samples);

    private double Chance(PairMoments moments, CrossNull source, RandomKey key, Workers workers)
    {
        var distances = new double[NullDraws];
        workers.Run(NullDraws, draw =>
            distances[draw] = Distance(moments.XX, moments.YY, source.Draw(key.Split("null", draw))));
        return Spread.Mean(distances);
    }

    private double Distance(Matrix xx, Matrix yy, Matrix xy)
    {
        double squareX = CovarianceError.Trace(xx), squareY = CovarianceError.Trace(yy), overlap = SingularValues.Sum(xy);
        double cosine = Math.Min(1, overlap / Math.Sqrt(squareX * squareY));
        return form switch
        {
            ProcrustesForm.Unnormalised => Math.Max(0, squareX + squareY - (2 * overlap)),
            ProcrustesForm.Angular => Math.Acos(cosine),
            _ => 2 - (2 * cosine),
        };
    }

    private static bool IsZero(Matrix matrix) => matrix.Values.AsSpan().IndexOfAnyExcept(0) < 0;
}
