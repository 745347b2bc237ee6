using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Observables;

/// <summary>The boundary at which arrays from outside are checked.</summary>
public static class Specimens
{
    /// <summary>Every fault of the specimen: rows that do not match, NaN or infinity (first place and how
    /// many), negative labels, a training set of other width. None for a specimen that meters can
    /// read.</summary>
    public static IReadOnlyList<Fault> Faults(Specimen specimen) => [.. FaultsOf(specimen, "")];

    /// <summary>Returns the specimen when it has no faults.</summary>
    /// <exception cref="SzilardException">There are faults; the message names all of them.</exception>
    public static Specimen Validate(Specimen specimen)
    {
        IReadOnlyList<Fault> faults = Faults(specimen);
        return faults.Count == 0
            ? specimen
            : throw new SzilardException(string.Join(Environment.NewLine, faults.Select(f => f.Sentence)));
    }

    private static IEnumerable<Fault> FaultsOf(Specimen specimen, string prefix)
    {
        int rows = specimen.Representation.Rows;
        return ArrayFaults(specimen.Representation, $"{prefix}representation", rows)
            .Concat(ArrayFaults(specimen.Latents, $"{prefix}latents", rows))
            .Concat(ArrayFaults(specimen.View, $"{prefix}view", rows))
            .Concat(ArrayFaults(specimen.Other, $"{prefix}other", rows))
            .Concat(LabelFaults(specimen.Labels, $"{prefix}labels", rows))
            .Concat(LabelFaults(specimen.Superclasses, $"{prefix}superclasses", rows))
            .Concat(SuperclassFaults(specimen, $"{prefix}superclasses"))
            .Concat(ArrayFaults(specimen.Encoder?.Observations, $"{prefix}observations", rows))
            .Concat(ViewFaults(specimen, prefix))
            .Concat(specimen.Training is { } training ? TrainingFaults(specimen, training, prefix) : []);
    }

    private static IEnumerable<Fault> ArrayFaults(Matrix? array, string name, int rows)
    {
        if (array is null)
            yield break;
        if (array.Rows != rows)
            yield return new Fault(name, $"`{name}` has {array.Rows} rows, but the representation has "
                + $"{rows}; arrays must describe the same samples, row for row.");
        if (TensorPrimitives.IsFiniteAll<double>(array.Values))
            yield break;
        int bad = Array.FindIndex(array.Values, v => !double.IsFinite(v));
        yield return new Fault(name, $"`{name}` has {array.Values.Count(v => !double.IsFinite(v))} "
            + $"values that are not finite, the first ({array.Values[bad]}) at row "
            + $"{bad / array.Columns}, column {bad % array.Columns}; remove those samples.");
    }

    private static IEnumerable<Fault> LabelFaults(int[]? labels, string name, int rows)
    {
        if (labels is null)
            yield break;
        if (labels.Length != rows)
            yield return new Fault(name, $"`{name}` has {labels.Length} entries, but the representation has "
                + $"{rows} rows; give one label per sample.");
        int bad = Array.FindIndex(labels, l => l < 0);
        if (bad >= 0)
            yield return new Fault(name, $"`{name}` has {labels[bad]} at row {bad}; labels are 0, 1, 2, …");
    }

    private static IEnumerable<Fault> SuperclassFaults(Specimen specimen, string name)
    {
        if (specimen is not { Labels: { } labels, Superclasses: { } above } || labels.Length != above.Length)
            yield break;
        int torn = labels.Zip(above).Distinct().CountBy(p => p.First).Count(c => c.Value > 1);
        if (torn > 0)
            yield return new Fault(name, $"`{name}` puts samples of one class into several superclasses, for "
                + $"{torn} classes; give each class one superclass.");
    }

    private static IEnumerable<Fault> ViewFaults(Specimen specimen, string prefix)
    {
        string name = $"{prefix}view";
        IEnumerable<Matrix> views = specimen.View is { } second
            ? specimen.FurtherViews.Prepend(second) : specimen.FurtherViews;
        foreach (Matrix view in views)
        {
            if (view.Columns != specimen.Representation.Columns)
                yield return new Fault(name, $"`{name}` has {view.Columns} columns, but the "
                    + $"representation has {specimen.Representation.Columns}; two views come from one "
                    + "encoder.");
        }
        foreach (Fault fault in specimen.FurtherViews.SelectMany(
            v => ArrayFaults(v, $"{prefix}further view", specimen.Representation.Rows)))
            yield return fault;
    }

    private static IEnumerable<Fault> TrainingFaults(Specimen specimen, Specimen training, string prefix)
    {
        string name = $"{prefix}training.";
        return WidthFaults(specimen.Representation, training.Representation, $"{name}representation")
            .Concat(WidthFaults(specimen.Latents, training.Latents, $"{name}latents"))
            .Concat(FaultsOf(training, name));
    }

    private static IEnumerable<Fault> WidthFaults(Matrix? here, Matrix? there, string name)
    {
        if (here is not null && there is not null && here.Columns != there.Columns)
            yield return new Fault(name, $"`{name}` has {there.Columns} columns, but {here.Columns} are "
                + "read; training and test samples must come from one model.");
    }
}
