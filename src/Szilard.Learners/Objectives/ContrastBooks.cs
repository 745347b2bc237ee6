using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Szilard.Learners.Objectives;

/// <summary>Contrastive losses as items with labels: anchors are items, candidates are labels, and which of
/// them is the positive is told.</summary>
internal static class ContrastBooks
{
    /// <summary>One composition for each set of anchors that the loss averages.</summary>
    /// <param name="left">n×d, as the loss compares them.</param>
    /// <param name="right">n×d.</param>
    /// <param name="form">Similarity and scale.</param>
    /// <param name="negatives">One of <see cref="Candidates.Names"/>.</param>
    /// <param name="beta">β; energies are −scale·similarity/β.</param>
    public static IReadOnlyList<Composition> Of(
        Tensor left, Tensor right, PairForm form, string negatives, double beta)
    {
        Matrix a = left.ToMatrix(), b = right.ToMatrix();
        Matrix energies = negatives == "both-views" ? Others(a, b, form) : Cross(a, b, form);
        int columns = energies.Columns;
        return negatives switch
        {
            "cross" => [Told(energies, i => i)],
            "symmetric" => [Told(energies, i => i), Told(Cross(b, a, form), i => i)],
            "both-views" => [Told(energies, _ => a.Rows - 1)],
            _ => [Told(Anchors(a, energies, form), _ => columns)],
        };

        LabelledItems Told(Matrix e, Func<int, int> positive) => new(
            e.Map(score => score / beta), beta,
            new MeasuredLabels([.. Enumerable.Range(0, e.Rows).Select(positive)]))
        {
            PriorEntropy = Math.Log(e.Columns),
        };
    }

    /// <summary>−scale·similarity of left rows to all right rows.</summary>
    private static Matrix Cross(Matrix a, Matrix b, PairForm form) =>
        Negated(a.Slice(0, Composition.Booked(a.Rows, b.Rows)), b, form);

    /// <summary>Rows of both views, evenly spread, to all others; column j is row i + 1 + j, so that the
    /// positive stands in column n − 1.</summary>
    private static Matrix Others(Matrix a, Matrix b, PairForm form)
    {
        Matrix all = new(2 * a.Rows, a.Columns, [.. a.Values, .. b.Values]);
        int others = all.Rows - 1, items = Composition.Booked(all.Rows, others);
        int[] anchors = [.. Enumerable.Range(0, items).Select(i => (int)((long)i * all.Rows / items))];
        Matrix scores = Negated(all.Select(anchors), all, form), energies = new(items, others);
        for (int i = 0; i < items; i++)
        {
            int after = others - anchors[i];
            scores.Row(i)[(anchors[i] + 1)..].CopyTo(energies.Row(i));
            scores.Row(i)[..anchors[i]].CopyTo(energies.Row(i)[after..]);
        }
        return energies;
    }

    /// <summary>All left rows, the anchor among them, and the positive in the last column.</summary>
    private static Matrix Anchors(Matrix a, Matrix cross, PairForm form)
    {
        Matrix own = Negated(a.Slice(0, cross.Rows), a, form), energies = new(cross.Rows, a.Rows + 1);
        for (int i = 0; i < cross.Rows; i++)
        {
            own.Row(i).CopyTo(energies.Row(i));
            energies[i, a.Rows] = cross[i, i];
        }
        return energies;
    }

    private static Matrix Negated(Matrix x, Matrix y, PairForm form)
    {
        Matrix result = new(x.Rows, y.Rows);
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < y.Rows; j++)
                result[i, j] = -form.Scale * Similarity(x.Row(i), y.Row(j), form);
        return result;
    }

    private static double Similarity(ReadOnlySpan<double> x, ReadOnlySpan<double> y, PairForm form)
    {
        if (form.Similarity == PairSimilarity.Dot)
            return TensorPrimitives.Dot(x, y);
        if (form.Similarity == PairSimilarity.NegativeSquaredDistance)
        {
            double distance = TensorPrimitives.Distance(x, y);
            return -distance * distance;
        }
        double sum = 0;
        for (int d = 0; d < x.Length; d++)
            sum += Math.Pow(Math.Abs(x[d] - y[d]), form.Power);
        return -sum;
    }
}
