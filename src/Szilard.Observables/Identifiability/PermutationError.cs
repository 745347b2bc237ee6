using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>How far the linear map z → h is from a signed permutation with free scales: the share of A that
/// lies off the best matching.</summary>
/// <remarks>With z and h in units of their standard deviations, min over permutations P and diagonals D of ‖A
/// − P·D‖_F / ‖A‖_F = √(1 − Σ matched A² / Σ A²): the best D copies the matched entries. A rotation by θ of
/// two latents reads min(|sin θ|, |cos θ|). With fewer varying dimensions than latents there is no value: a
/// latent that is lost leaves no trace in A. Derived here.</remarks>
public sealed class PermutationError : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "permutation",
        "Distance of the linear map from latents to representation from the nearest signed permutation "
            + "with free scales; 0 is a permutation, 1 is none.",
        "derived here; the class is that of Hyvärinen and Morioka 2016")
    {
        Formula = "min over P, D of ‖A − P·D‖_F / ‖A‖_F",
        Convention = "h = A·z + b by least squares over all samples, latents and dimensions in units of "
            + "their standard deviation, exact assignment on A²; lower is better; standard error: "
            + "jackknife over 16 groups; chance: mean of 16 shuffled pairings (their normal limit when "
            + "n·d·m > 2²²)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new PermutationError();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix z = specimen.Latents!, h = specimen.Representation;
        if ((LinearMap.Obstacle(z, h) ?? Lost(z, h)) is { } obstacle)
            return Reading.Undefined(obstacle);
        GroupMoments moments = specimen.Shared.Moments(z, h, workers);
        (double value, double error) = moments.Read(workers, m => Distance(
            LinearMap.Of(m), LinearMap.Diagonal(m.CovarianceX), LinearMap.Diagonal(m.CovarianceY)));
        double chance = LinearMap.Chance(moments.All, specimen.Shared.Null(z, h), Distance, key);
        return new Reading(value, error, chance).Noting(LinearMap.Remark(z, h));
    }

    /// <summary>Why no permutation can hold all latents, although the rest of A may read as one.</summary>
    private static string? Lost(Matrix z, Matrix h)
    {
        int latents = z.Columns - Columns.Constant(z).Length;
        int dimensions = h.Columns - Columns.Constant(h).Length;
        return dimensions < latents
            ? $"{latents} latents vary, but {dimensions} of {h.Columns} dimensions do: no permutation holds "
            + "all latents, although the rest of the map may look like one. Read `r2.latent` for which are "
            + "lost."
            : null;
    }

    private static double Distance(Matrix map, double[] spreadZ, double[] spreadH)
    {
        var energy = new Matrix(map.Rows, map.Columns);
        for (int j = 0; j < map.Rows; j++)
            for (int k = 0; k < map.Columns; k++)
                energy[j, k] = spreadH[k] > 0 ? map[j, k] * map[j, k] * spreadZ[j] / spreadH[k] : 0;
        double total = TensorPrimitives.Sum<double>(energy.Values);
        return total > 0 ? Math.Sqrt(Math.Max(0, 1 - (Matched(energy) / total))) : 1;
    }

    private static double Matched(Matrix energy)
    {
        double sum = 0;
        int[] columnOf = Assignment.Maximise(energy);
        for (int j = 0; j < columnOf.Length; j++)
            sum += columnOf[j] < 0 ? 0 : energy[j, columnOf[j]];
        return sum;
    }
}
