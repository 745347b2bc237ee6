using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>R² of predictions on held-out targets, with its error and its chance level.</summary>
/// <remarks>R²ₖ = 1 − Σ(y − ŷ)² / Σ(y − ȳ)² with ȳ the mean over the held-out samples, as scikit-learn's
/// <c>r2_score</c>. Uniform: the mean over the targets that vary. Pooled: the sums run over all targets.
/// Standard error: delta method over the held-out samples, the fit being given. Chance: the exact mean over
/// all shuffles of the targets within the fitting and within the held-out samples. For a linear smoother a
/// shuffle leaves Σ(y − ȳ)² as it is and makes E‖ŷ − ȳ_fit‖² equal to the variance of the fitted targets
/// times the smoother's null leverage, so no sampling is needed.</remarks>
internal static class RegressionScore
{
    /// <summary>Scores predictions.</summary>
    /// <param name="fitTargets">Targets that the regression was fitted to.</param>
    /// <param name="targets">Held-out targets, samples × targets.</param>
    /// <param name="predicted">Predictions of them.</param>
    /// <param name="nullLeverage">E‖ŷ − ȳ_fit‖² per held-out sample for shuffled targets of variance
    /// 1.</param>
    /// <param name="pooled">Pooled instead of uniform.</param>
    public static Reading Of(
        Matrix fitTargets, Matrix targets, Matrix predicted, double nullLeverage, bool pooled)
    {
        double[] fitMeans = Columns.Means(fitTargets), means = Columns.Means(targets);
        double[] fitVariances = Columns.Variances(fitTargets, fitMeans);
        double[] total = Columns.Variances(targets, means);
        int[] varying = [.. Enumerable.Range(0, total.Length).Where(k => total[k] > 0)];
        if (varying.Length == 0)
            return Reading.Undefined("All targets are constant on the held-out samples; R² divides by "
                + "their variance.");
        double[] weights = Weights(total, varying, pooled);
        double[] errors = Errors(targets, predicted);
        double chance = 1, value = 1;
        foreach (int k in varying)
        {
            double shift = Square(means[k] - fitMeans[k]);
            chance -= weights[k] * (total[k] + shift + (fitVariances[k] * nullLeverage));
            value -= weights[k] * errors[k];
        }
        double[] ratios = [.. errors.Zip(total, (e, t) => pooled ? 1 - value : t > 0 ? e / t : 0)];
        return new Reading(value, Error(targets, predicted, means, weights, ratios), chance)
        {
            Remark = Remark(total.Length - varying.Length),
        };
    }

    /// <summary>Weight of each squared error, so that 1 − R² is the mean over samples of weighted
    /// errors.</summary>
    private static double[] Weights(double[] total, int[] varying, bool pooled)
    {
        var weights = new double[total.Length];
        double sum = varying.Sum(k => total[k]);
        foreach (int k in varying)
            weights[k] = pooled ? 1 / sum : 1 / (total[k] * varying.Length);
        return weights;
    }

    /// <summary>The mean squared error of each target.</summary>
    private static double[] Errors(Matrix targets, Matrix predicted)
    {
        var errors = new double[targets.Columns];
        for (int i = 0; i < targets.Rows; i++)
            for (int k = 0; k < errors.Length; k++)
                errors[k] += Square(targets[i, k] - predicted[i, k]) / targets.Rows;
        return errors;
    }

    /// <summary>Influence of sample i on 1 − R²: Σₖ wₖ·(e² − ρₖ·t²), e its error, t its deviation and ρₖ the
    /// ratio SSE/SST of the target, or of all targets when they are pooled.</summary>
    private static double Error(
        Matrix targets, Matrix predicted, double[] means, double[] weights, double[] ratios)
    {
        var influence = new double[targets.Rows];
        for (int i = 0; i < influence.Length; i++)
            for (int k = 0; k < weights.Length; k++)
                influence[i] += weights[k] * (Square(targets[i, k] - predicted[i, k])
                    - (ratios[k] * Square(targets[i, k] - means[k])));
        return Spread.OfMean(influence);
    }

    private static double Square(double x) => x * x;

    private static string Remark(int constant) =>
        constant == 0 ? "" : $"{constant} constant targets are left out.";
}
