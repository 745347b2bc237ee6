using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Observables.Probes;

/// <summary>Accuracy of a multinomial logistic regression on the frozen representation.</summary>
/// <remarks>Full-batch L-BFGS to convergence on columns standardised by the training samples; the penalty is
/// chosen by the log-loss on a fifth of the training samples and the regression then refitted on all of them.
/// The held-out samples are seen once, at the end. Source: Alain and Bengio, "Understanding intermediate
/// layers using linear classifier probes", 2016; Kornblith, Shlens, Le, "Do better ImageNet models transfer
/// better?", 2019, §A.4 (L-BFGS, penalty from a validation part).</remarks>
public sealed class LinearProbe : IMeter
{
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
    public Reading Read(Specimen specimen, RandomKey key)
    {
        var halves = Halves.Of(specimen, key);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        int[] labels = halves.Fit.Labels!;
        if (Accuracy.Obstacle(labels) is { } single)
            return Reading.Undefined(single);
        Matrix fit = halves.Fit.Representation;
        double[] means = Columns.Means(fit);
        double[] units = Columns.InverseDeviations(Columns.Variances(fit, means));
        LogisticRegression fitted = Fit(Columns.Affine(fit, means, units), labels, key);
        int[] predicted = fitted.Classify(Columns.Affine(halves.Test.Representation, means, units));
        return Accuracy.Of(labels, halves.Test.Labels!, predicted);
    }

    /// <summary>From the strongest penalty to the weakest, each started where the last ended; stops when the
    /// validation loss rises.</summary>
    private static LogisticRegression Fit(Matrix x, int[] labels, RandomKey key)
    {
        int classes = Accuracy.Classes(labels);
        int[] order = PermutationNull.Shuffled(x.Rows, key.Split("validation"));
        int judged = x.Rows / 5;
        (Matrix testX, int[] testLabels) = Pick(x, labels, order[..judged]);
        (Matrix fitX, int[] fitLabels) = Pick(x, labels, order[judged..]);
        var candidate = new LogisticRegression(x.Columns, classes);
        (double Loss, double Penalty) best = (double.PositiveInfinity, s_penalties[0]);
        foreach (double penalty in judged < 2 ? [] : s_penalties)
        {
            candidate.Fit(fitX, fitLabels, penalty);
            double loss = candidate.Loss(testX, testLabels);
            if (loss > best.Loss)
                break;
            best = (loss, penalty);
        }
        candidate.Fit(x, labels, best.Penalty);
        return candidate;
    }

    private static (Matrix X, int[] Labels) Pick(Matrix x, int[] labels, int[] rows) =>
        (x.Select(rows), [.. rows.Select(r => labels[r])]);
}
