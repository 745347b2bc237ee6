using System.Numerics.Tensors;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Probes;
using Szilard.Observables.Similarity;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Classes;

/// <summary>The fourth measure of neural collapse: the share of held-out samples on which the nearest class
/// centre and a linear head agree.</summary>
/// <remarks>Source: Papyan, Han, Donoho, "Prevalence of neural collapse during the terminal phase of deep
/// learning training", 2020 (NC4). The head is the least-squares head on one-hot targets.</remarks>
public sealed class CentreAgreement : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "nc4",
        "Share of samples that a linear head puts into the class of the nearest centre; 1 at neural "
            + "collapse.",
        "Papyan, Han, Donoho, Prevalence of neural collapse during the terminal phase of deep learning "
            + "training, 2020")
    {
        Formula = "mean [argmax_c (W·h + b)_c = argmin_c ‖h − μ_c‖]",
        Convention = "least-squares head on one-hot targets and Euclidean centres, both "
            + $"{Halves.Convention}; standard error: √(p(1 − p)/n); no chance level (two classifiers of "
            + "noise agree too)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new CentreAgreement();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Labels;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        (Matrix fit, Matrix test) = (halves.Fit.Representation, halves.Test.Representation);
        if (Accuracy.Obstacle(halves.Fit.Labels!) is { } single)
            return Reading.Undefined(single);
        if (ClassMoments.HeadObstacle(fit) is { } few)
            return Reading.Undefined(few);
        int[] labels = ClassMoments.Compact(halves.Fit.Labels!);
        Matrix scores = AffineFit.Of(fit, OneHot(labels)).Predict(test);
        var nearest = Neighbours.Find(
            test, NearestCentre.Centres(fit, labels), 1, false, false, workers);
        double share = nearest.Indices.Where((c, i) =>
            c == TensorPrimitives.IndexOfMax<double>(scores.Row(i)))
            .Count() / (double)test.Rows;
        return new Reading(share, Math.Sqrt(share * (1 - share) / test.Rows), double.NaN);
    }

    private static Matrix OneHot(int[] labels)
    {
        var targets = new Matrix(labels.Length, labels.Max() + 1);
        for (int i = 0; i < labels.Length; i++)
            targets[i, labels[i]] = 1;
        return targets;
    }
}
