using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Mean distance of two views of a sample on the unit sphere, to a power: 0 when views
/// agree.</summary>
/// <remarks>Source: Wang and Isola, "Understanding contrastive representation learning through alignment and
/// uniformity on the hypersphere", 2020, §4.1 (exponent 2).</remarks>
/// <param name="exponent">Power of the distance, &gt; 0.</param>
public sealed class Alignment(double exponent) : IMeter
{
    private const int NullDraws = 16;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "alignment",
        "Mean distance between the representations of two views of a sample, on the unit sphere.",
        "Wang and Isola, Understanding contrastive representation learning through alignment and "
            + "uniformity, 2020, §4.1")
    {
        Formula = "mean ‖h/‖h‖ − h′/‖h′‖‖^α",
        Convention = "rows L2-normalised, α = 2; lower is better; standard error: of the mean over "
            + "samples; chance: mean over all shuffled pairings for α = 2, over 16 of them otherwise",
        Parameters = [new NumberParameter("exponent", "α.", 2, 0) { MinimumExcluded = true }],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) => new Alignment(settings.Number("exponent"));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.View;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        if (specimen.Representation.Rows < 2)
            return Reading.Undefined($"{specimen.Representation.Rows} samples; a mean with error needs at "
                + "least 2.");
        Matrix u = Columns.NormaliseRows(specimen.Representation), v = Columns.NormaliseRows(specimen.View!);
        int[] paired = [.. Enumerable.Range(0, u.Rows)];
        double[] distances = Distances(u, v, paired);
        return new Reading(Spread.Mean(distances), Spread.OfMean(distances), Chance(u, v, key));
    }

    private double Chance(Matrix u, Matrix v, RandomKey key)
    {
        if (exponent == 2)
        {
            double squares = TensorPrimitives.SumOfSquares<double>(u.Values)
                + TensorPrimitives.SumOfSquares<double>(v.Values);
            double centres = TensorPrimitives.Dot<double>(Columns.Means(u), Columns.Means(v));
            return (squares / u.Rows) - (2 * centres);
        }
        return PermutationNull.Run(u.Rows, NullDraws, order => Spread.Mean(Distances(u, v, order)), key).Mean;
    }

    private double[] Distances(Matrix u, Matrix v, int[] order)
    {
        var distances = new double[u.Rows];
        for (int i = 0; i < distances.Length; i++)
        {
            double distance = TensorPrimitives.Distance<double>(u.Row(i), v.Row(order[i]));
            distances[i] = exponent == 2 ? distance * distance : Math.Pow(distance, exponent);
        }
        return distances;
    }
}
