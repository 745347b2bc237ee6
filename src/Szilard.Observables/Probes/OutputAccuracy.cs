using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Probes;

/// <summary>Share of samples whose greatest output is their label: for learners that classify by
/// themselves.</summary>
public sealed class OutputAccuracy : IMeter
{
    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "accuracy", "Share of samples whose greatest output is their label.", "textbook")
    {
        Formula = "mean [argmax_c h_c = y]",
        Convention = "column c stands for label c, nothing is fitted; as many columns as classes are needed; "
            + "of equal outputs the first counts; standard error: √(p(1 − p)/n); chance: always naming the "
            + "most frequent class",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new OutputAccuracy();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Labels;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix h, int[] labels) = (specimen.Representation, specimen.Labels!);
        if (h.Rows == 0)
            return Reading.Undefined("There are no samples.");
        int classes = Math.Max(
            Accuracy.Classes(labels),
            specimen.Training?.Labels is { Length: > 0 } fit ? Accuracy.Classes(fit) : 0);
        if (h.Columns != classes)
            return Reading.Undefined(
                $"{h.Columns} columns do not stand for {classes} classes; it reads learners that classify.");
        int[] predicted =
            [.. Enumerable.Range(0, h.Rows).Select(i => TensorPrimitives.IndexOfMax<double>(h.Row(i)))];
        return Accuracy.Of(labels, labels, predicted);
    }
}
