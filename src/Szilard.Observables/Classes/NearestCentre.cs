using Szilard.Observables.Probes;
using Szilard.Observables.Similarity;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Classes;

/// <summary>Accuracy of the nearest class centre, at the level of samples (views against their own sample),
/// classes, or superclasses.</summary>
/// <remarks>Two isotropic classes at distance Δ = 2σ read Φ(1) = 0.841. Source: Ben-Shaul, Shwartz-Ziv,
/// Galanti, Dekel, LeCun, "Reverse engineering self-supervised learning", 2023, §3.</remarks>
public sealed class NearestCentre : IMeter
{
    private readonly Evidence _level;

    private NearestCentre(Evidence level) => _level = level;

    /// <summary>Centres of classes.</summary>
    public static Part<IMeter> Class { get; } = Part("ncc.class", "class", Evidence.Labels);

    /// <summary>Centres of superclasses.</summary>
    public static Part<IMeter> Superclass { get; } =
        Part("ncc.superclass", "superclass", Evidence.Superclasses);

    /// <summary>Every sample is a class: whether its second view is nearest to its first.</summary>
    public static Part<IMeter> Sample { get; } = new(
        new PartCard(
            "ncc.sample",
            "Share of second views that are nearer to the first view of their own sample than to any other.",
            Source)
        {
            Formula = "mean [argminⱼ ‖h′ᵢ − hⱼ‖ = i]",
            Convention = "Euclidean, the first view is the centre of its sample, ties to the lower index; "
                + "standard error: √(p(1 − p)/n); chance: 1/n",
        },
        _ => new NearestCentre(Evidence.View));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | _level;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    private static string Source => "Ben-Shaul, Shwartz-Ziv, Galanti, Dekel, LeCun, Reverse engineering "
        + "self-supervised learning, 2023, §3";

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        _level == Evidence.View ? ReadSamples(specimen, workers) : ReadClasses(specimen, key, workers);

    private static Reading ReadSamples(Specimen specimen, Workers workers)
    {
        (Matrix h, Matrix view) = (specimen.Representation, specimen.View!);
        if (h.Rows < 2)
            return Reading.Undefined($"{h.Rows} samples; one class is nothing to tell apart.");
        var near = Neighbours.Find(view, h, 2, false, false, workers);
        double share = Nearest(near).Where((j, i) => j == i).Count() / (double)h.Rows;
        return new Reading(share, Math.Sqrt(share * (1 - share) / h.Rows), 1.0 / h.Rows)
            .Noting(NeighbourTies.Remark(1, near));
    }

    private Reading ReadClasses(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen);
        if (halves.Obstacle(Needs) is { } obstacle)
            return Reading.Undefined(obstacle);
        (int[] fit, int[] test) = (Labels(halves.Fit), Labels(halves.Test));
        if (Accuracy.Obstacle(fit) is { } single)
            return Reading.Undefined(single);
        int[] names = [.. fit.Distinct().Order()];
        Matrix centres = Centres(halves.Fit.Representation, fit);
        var near = Neighbours.Find(halves.Test.Representation, centres, 2, false, false, workers);
        int[] predicted = [.. Nearest(near).Select(c => names[c])];
        return (Accuracy.Of(fit, test, predicted) with { Chance = Shuffled(test, predicted) })
            .Noting(NeighbourTies.Remark(1, near));
    }

    private static IEnumerable<int> Nearest(Neighbours near) =>
        Enumerable.Range(0, near.Indices.Length / near.K).Select(i => near.Of(i)[0]);

    /// <summary>Σ over classes of (share of the samples)·(share of the predictions): what is right on average
    /// when the labels are shuffled.</summary>
    private static double Shuffled(int[] labels, int[] predicted) =>
        labels.CountBy(l => l).Sum(c => (double)c.Value * predicted.Count(p => p == c.Key))
        / ((double)labels.Length * labels.Length);

    /// <summary>The mean of each class that is there, in the order of the labels.</summary>
    internal static Matrix Centres(Matrix h, int[] labels)
    {
        int[] compact = ClassMoments.Compact(labels);
        var counts = new double[compact.Max() + 1];
        var centres = new Matrix(counts.Length, h.Columns);
        for (int i = 0; i < compact.Length; i++)
        {
            counts[compact[i]]++;
            Span<double> centre = centres.Row(compact[i]);
            System.Numerics.Tensors.TensorPrimitives.Add(centre, h.Row(i), centre);
        }
        for (int c = 0; c < counts.Length; c++)
            System.Numerics.Tensors.TensorPrimitives.Divide(centres.Row(c), counts[c], centres.Row(c));
        return centres;
    }

    private int[] Labels(Specimen specimen) =>
        _level == Evidence.Labels ? specimen.Labels! : specimen.Superclasses!;

    private static Part<IMeter> Part(string name, string level, Evidence evidence) => new(
        new PartCard(name, $"Accuracy of the nearest {level} centre.", Source)
        {
            Formula = "mean [argmin_c ‖h − μ_c‖ = y]",
            Convention = $"Euclidean, ties to the lower label; {Halves.Convention}; standard error: √(p(1 − "
                + "p)/n) over held-out samples; chance: exact mean over shuffled labels",
        },
        _ => new NearestCentre(evidence));
}
