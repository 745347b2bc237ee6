using Szilard.Observables.Algebra;
using Szilard.Observables.Probes;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>"Weak" MCC: mean correlation coefficient after the best affine map h → z, fitted on one half and
/// read on the other.</summary>
/// <remarks>Source: Khemakhem et al., "Variational autoencoders and nonlinear ICA", 2020 (weak
/// identifiability); Roeder, Metz, Kingma, "On linear identifiability of learned representations",
/// 2021.</remarks>
public sealed class AffineMcc : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "mcc.affine",
        "Mean absolute Pearson correlation of latents with their best affine prediction from the "
            + "representation.",
        "Roeder, Metz, Kingma, On linear identifiability of learned representations, 2021")
    {
        Formula = "max over assignments π of meanⱼ |corr(zⱼ, ẑ_π(j))|, ẑ = h·A + b",
        Convention = $"Pearson, exact assignment, least squares with intercept, {Halves.Convention}; "
            + "standard error: influence function on held-out samples; chance: mean of 16 refits to "
            + "shuffled pairings (their normal limit when n·d·m > 2²²)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new AffineMcc();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Linear;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        Matrix h = halves.Fit.Representation;
        if (h.Rows <= h.Columns + 1 || halves.Test.Representation.Rows < 3)
            return Reading.Undefined($"n = {h.Rows} samples to fit d = {h.Columns} columns and an "
                + $"intercept, {halves.Test.Representation.Rows} to read on; more than {h.Columns + 1} and "
                + "at least 3 are needed.");
        HeldOutMap map = halves.Affine();
        Matrix z = Columns.Standardise(halves.Test.Latents!);
        Matrix predicted = Columns.Standardise(map.Predicted);
        var matching = Matching.Of(z, predicted);
        double error = matching.Error(z, predicted, Matching.Pearson);
        return new Reading(matching.Score, error, Chance(halves, map.Fit, z, key))
            .Noting(Mcc.Remark(specimen, matching));
    }

    /// <summary>Shuffles both halves, refits, and matches, all in the space of covariances.</summary>
    private static double Chance(Halves halves, AffineFit fit, Matrix z, RandomKey key)
    {
        Matrix test = Columns.Centre(halves.Test.Representation);
        Matrix gram = CrossProducts.Gram(test, new double[test.Columns]);
        var fitted = new CrossNull(
            Columns.Centre(halves.Fit.Representation), Columns.Standardise(halves.Fit.Latents!));
        var judged = new CrossNull(test, z);
        double sum = 0;
        for (int draw = 0; draw < Mcc.NullDraws; draw++)
        {
            Matrix slope = LeastSquares.Solve(fit.GramX, fitted.Draw(key.Split("fit", draw)), out _);
            Matrix cross = judged.Draw(key.Split("judge", draw));
            sum += Matching.Of(Correlations(slope, gram, cross, z.Rows)).Score;
        }
        return sum / Mcc.NullDraws;
    }

    /// <summary>Correlation of zⱼ (variance 1) with h·bₖ from the cross-products: cⱼ·bₖ /
    /// √(n·bₖᵀ·G·bₖ).</summary>
    private static Matrix Correlations(Matrix slope, Matrix gram, Matrix cross, int n)
    {
        Matrix products = CrossProducts.Multiply(cross.Transpose(), slope);
        Matrix image = CrossProducts.Multiply(gram, slope);
        for (int k = 0; k < products.Columns; k++)
        {
            double square = 0;
            for (int i = 0; i < slope.Rows; i++)
                square += slope[i, k] * image[i, k];
            for (int j = 0; j < products.Rows; j++)
                products[j, k] = square > 0 ? products[j, k] / Math.Sqrt(n * square) : 0;
        }
        return products;
    }
}
