using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>How far the covariance of the representation is from the identity, ε = ‖Cov − I‖_F, and its
/// trace, in which a norm that shrinks shows.</summary>
/// <remarks>Source: Klindt, LeCun, Balestriero, "When does LeJEPA learn a world model?", 2026,
/// arXiv:2605.26379.</remarks>
public sealed class CovarianceError : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "covariance",
        "How far the covariance of the representation is from the identity; and its trace.",
        "Klindt, LeCun, Balestriero 2026, arXiv:2605.26379 (ε of the bound)")
    {
        Formula = "ε = ‖Cov − I‖_F; tr Cov as `.trace`, d for the identity",
        Convention = "centred, divisor n; lower is better; plug-in: n normal samples of covariance I read "
            + "about √(d(d + 1)/n); standard error: jackknife over 16 groups; no chance level",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new CovarianceError();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix h = specimen.Representation;
        if (h.Rows < 2 || h.Columns == 0)
            return [new PartReading("", Reading.Undefined($"{h.Rows} samples of {h.Columns} dimensions; a "
                + "covariance needs at least 2 and 1."))];
        return [new PartReading("", Of(FromIdentity)), new PartReading("trace", Of(Trace))];

        Reading Of(Func<Matrix, double> number)
        {
            (double value, double error) = specimen.Shared.Moments(h, h, workers)
                .Read(workers, moments => number(moments.CovarianceX));
            return new Reading(value, error, double.NaN);
        }
    }

    /// <summary>‖C − I‖_F.</summary>
    internal static double FromIdentity(Matrix covariance)
    {
        Matrix rest = CrossProducts.Scale(covariance, 1);
        for (int j = 0; j < rest.Rows; j++)
            rest[j, j] -= 1;
        return TensorPrimitives.Norm<double>(rest.Values);
    }

    /// <summary>tr C.</summary>
    internal static double Trace(Matrix covariance) => LinearMap.Diagonal(covariance).Sum();
}
