using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Probes;

/// <summary>Accuracy of a multinomial logistic regression on the frozen representation.</summary>
/// <remarks>Full-batch L-BFGS, until a step promises less than 10⁻⁷ nats (10⁻⁶ while penalties are compared),
/// on columns standardised by the training samples; the penalty is chosen by the log-loss on a fifth of the
/// training samples and the regression then refitted on all of them. The held-out samples are seen once, at
/// the end. Source: Alain and Bengio, "Understanding intermediate layers using linear classifier probes",
/// 2016; Kornblith, Shlens, Le, "Do better ImageNet models transfer better?", 2019, §A.4 (L-BFGS, penalty
/// from a validation part).</remarks>
public sealed class LinearProbe : IMeter
{
    private const double Tolerance = 1e-7;
    private static readonly double[] s_penalties = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5];

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "linear-probe",
        "Accuracy of a logistic regression on the frozen representation.",
        "Alain and Bengio 2016; Kornblith, Shlens, Le, Do better ImageNet models transfer better?, 2019, "
            + "§A.4")
    {
        Formula = "mean [argmax_c (h·W + b)_c = y], W, b = argmin mean cross-entropy + (λ/2)·‖W‖²",
        Convention = $"{Halves.Convention}; columns standardised by training statistics, full-batch L-BFGS, "
            + $"λ in {{1e-1, …, 1e-5}} by log-loss on a fifth of the training samples, then refitted on "
            + $"all; {Accuracy.Convention}",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new LinearProbe();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Labels;

    /// <inheritdoc/>
    public Invariances Invariances =>
        Invariances.Translation | Invariances.ColumnScaling | Invariances.SignedPermutation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        int[] labels = halves.Fit.Labels!;
        if (Accuracy.Obstacle(labels) is { } single)
            return Reading.Undefined(single);
        Matrix fit = halves.Fit.Representation;
        double[] means = Columns.Means(fit);
        double[] units = Columns.InverseDeviations(Columns.Variances(fit, means));
        int[] order = PermutationNull.Shuffled(fit.Rows, key.Split("validation"));
        var regression = new LogisticRegression(
            Columns.Affine(fit.Select(order), means, units), [.. order.Select(r => labels[r])],
            Accuracy.Classes(labels), workers);
        Fit(regression, fit.Rows);
        int[] predicted = regression.Classify(Columns.Affine(halves.Test.Representation, means, units));
        return Accuracy.Of(labels, halves.Test.Labels!, predicted).Noting(Cautions.Wide(fit));
    }

    /// <summary>From the strongest penalty to the weakest, each started where the last ended, judged by the
    /// first fifth of the shuffled samples; stops when the loss there rises. The best is then refitted on
    /// all.</summary>
    private static void Fit(LogisticRegression regression, int samples)
    {
        int judged = samples / 5;
        (double Loss, double Penalty, double[] Weights) best =
            (double.PositiveInfinity, s_penalties[0], regression.Weights);
        foreach (double penalty in judged < 2 ? [] : s_penalties)
        {
            regression.Fit(judged, penalty, 10 * Tolerance);
            double loss = regression.Loss(0, judged);
            if (loss > best.Loss)
                break;
            best = (loss, penalty, regression.Weights);
        }
        regression.Weights = best.Weights;
        regression.Fit(0, best.Penalty, Tolerance);
    }
}
