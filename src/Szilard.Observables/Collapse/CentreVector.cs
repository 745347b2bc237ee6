using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Length of the mean of unit rows: over all samples it is 1 where everything lies at one point of
/// the sphere; over the views of one sample it is 1 where they agree.</summary>
/// <remarks>Source: Jha, Blaschko, Asano, Tuytelaars, "The common stability mechanism behind most
/// self-supervised learning approaches", 2024 (arXiv:2402.14957): stable methods keep the first small and
/// the second large. N samples of a uniform sphere read E‖s‖² = 1/N; a von Mises–Fisher law reads
/// A_d(κ).</remarks>
public sealed class CentreVector : IMeter
{
    private const int NullDraws = 16;
    private const string Source = "Jha, Blaschko, Asano, Tuytelaars, The common stability mechanism behind "
        + "most self-supervised learning approaches, 2024 (arXiv:2402.14957)";

    private readonly bool _ofViews;

    private CentreVector(bool ofViews) => _ofViews = ofViews;

    /// <summary>‖s‖ over all samples.</summary>
    public static Part<IMeter> OfAll { get; } = new(
        new PartCard(
            "centre", "Length of the mean of unit rows: 1 is complete collapse, 0 is balance.", Source)
        {
            Formula = "‖mean_i u_i‖, u = h/‖h‖",
            Convention = "plug-in: n samples of a uniform sphere read about 1/√n; lower is better; standard "
                + "error: delta method, not valid within a few 1/√n of 0; no chance level",
        },
        _ => new CentreVector(ofViews: false));

    /// <summary>Mean length of the mean of two views of a sample.</summary>
    public static Part<IMeter> OfViews { get; } = new(
        new PartCard("centre.sample", "Mean over samples of the length of the mean of two views.", Source)
        {
            Formula = "mean_i ‖(u_i + u′_i)/2‖ = mean_i √((1 + cos(h_i, h′_i))/2)",
            Convention = "two views stand for the mean over all of them; 1 where views agree; standard "
                + "error: of the mean over samples; chance: 16 shuffled pairings",
        },
        _ => new CentreVector(ofViews: true));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | (_ofViews ? Evidence.View : Evidence.None);

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        if (Obstacle(specimen.Representation) is { } obstacle)
            return Reading.Undefined(obstacle);
        Matrix u = Columns.NormaliseRows(specimen.Representation);
        if (!_ofViews)
            return ReadAll(u);
        if (Obstacle(specimen.View!) is { } hidden)
            return Reading.Undefined(hidden);
        return ReadViews(u, Columns.NormaliseRows(specimen.View!), key);
    }

    /// <summary>Sample i moves ‖s‖ by u_i·s/‖s‖ − ‖s‖.</summary>
    private static Reading ReadAll(Matrix u)
    {
        double[] centre = Columns.Means(u);
        double length = TensorPrimitives.Norm<double>(centre);
        if (length == 0)
            return new Reading(0, double.NaN, double.NaN);
        var influence = new double[u.Rows];
        for (int i = 0; i < influence.Length; i++)
            influence[i] = TensorPrimitives.Dot<double>(u.Row(i), centre) / length;
        return new Reading(length, Spread.OfMean(influence), double.NaN);
    }

    private static Reading ReadViews(Matrix u, Matrix v, RandomKey key)
    {
        double[] lengths = Lengths(u, v, [.. Enumerable.Range(0, u.Rows)]);
        double chance =
            PermutationNull.Run(u.Rows, NullDraws, order => Spread.Mean(Lengths(u, v, order)), key).Mean;
        return new Reading(Spread.Mean(lengths), Spread.OfMean(lengths), chance);
    }

    private static double[] Lengths(Matrix u, Matrix v, int[] order)
    {
        var lengths = new double[u.Rows];
        for (int i = 0; i < lengths.Length; i++)
        {
            double cosine = TensorPrimitives.Dot<double>(u.Row(i), v.Row(order[i]));
            lengths[i] = Math.Sqrt(Math.Max(0, (1 + cosine) / 2));
        }
        return lengths;
    }

    /// <summary>A row of length 0 has no direction: were it counted as 0, a representation that is 0
    /// everywhere would read as balance.</summary>
    private static string? Obstacle(Matrix h)
    {
        if (h.Rows < 2 || h.Columns == 0)
            return $"{h.Rows} samples of {h.Columns} dimensions; a mean with error needs at least 2 and 1.";
        int zero = Enumerable.Range(0, h.Rows).Count(i => !h.Row(i).ContainsAnyExcept(0.0));
        return zero > 0
            ? $"{zero} of {h.Rows} rows are 0 and have no direction; the representation may have collapsed "
                + "to 0."
            : null;
    }
}
