using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Mean standard deviation of the channels of L2-normalised rows: 0 is complete collapse, 1/√d is
/// an isotropic representation.</summary>
/// <remarks>Source: Chen and He, "Exploring simple Siamese representation learning", 2021, §4.1.</remarks>
public sealed class ChannelSpread : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "std",
        "Mean over channels of the standard deviation of the L2-normalised representation.",
        "Chen and He, Exploring simple Siamese representation learning, 2021, §4.1")
    {
        Formula = "meanⱼ std(uⱼ), u = h/‖h‖",
        Convention = "divisor n − 1; healthy is about 1/√d, 0 is collapse; standard error: delta method; "
            + "no chance level",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new ChannelSpread();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Scaling | Invariances.SignedPermutation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        int n = specimen.Representation.Rows, d = specimen.Representation.Columns;
        if (n < 2 || d == 0)
            return Reading.Undefined($"{n} samples of {d} channels; a deviation needs at least 2 and 1.");
        Matrix u = Columns.NormaliseRows(specimen.Representation);
        double[] means = Columns.Means(u);
        double[] deviations = Array.ConvertAll(Columns.Variances(u, means), v => Math.Sqrt(v * n / (n - 1)));
        return new Reading(Spread.Mean(deviations), Error(u, means, deviations), double.NaN);
    }

    /// <summary>Sample i moves the deviation s of a channel by ((u − mean)² − s²)/(2s).</summary>
    private static double Error(Matrix u, double[] means, double[] deviations)
    {
        var influence = new double[u.Rows];
        for (int i = 0; i < influence.Length; i++)
        {
            for (int j = 0; j < means.Length; j++)
            {
                double s = deviations[j], offset = u[i, j] - means[j];
                influence[i] += s > 0 ? ((offset * offset) - (s * s)) / (2 * s * means.Length) : 0;
            }
        }
        return Spread.OfMean(influence);
    }
}
