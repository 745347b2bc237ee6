using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Composite;

/// <summary>What makes arrays a state, and what is said where they are none.</summary>
internal static class CompositeCheck
{
    private const double RowTolerance = 1e-9, Smallest = 1e-300;

    /// <summary>Refuses a temperature that is none.</summary>
    public static void Beta(double beta, string name)
    {
        if (!(beta > 0) || !double.IsFinite(beta))
            throw new SzilardException(
                $"`{name}` is {beta}, but an inverse temperature is finite and > 0; for a softmax with "
                    + "temperature τ give 1/τ.");
    }

    public static double[] RowSums(Matrix labels) =>
        [.. Enumerable.Range(0, labels.Rows).Select(i => TensorPrimitives.Sum<double>(labels.Row(i)))];

    public static double[] Weights(double[]? weights, int items)
    {
        if (weights is null)
        {
            var even = new double[items];
            even.AsSpan().Fill(1.0 / items);
            return even;
        }
        double sum = weights.Sum();
        if (weights.Length != items || weights.Any(r => !(r >= 0)) || !(Math.Abs(sum - 1) <= RowTolerance))
            throw new SzilardException(
                $"{weights.Length} weights with sum {sum:G9} were given for {items} items; give one ≥ 0 for "
                    + "each, summing to 1, or none for 1/N each.");
        return weights;
    }

    public static void Shape(Matrix energies, Matrix labels)
    {
        if (energies.Rows != labels.Rows || energies.Columns != labels.Columns)
            throw new SzilardException(
                $"Energies are {energies.Rows}×{energies.Columns}, but labels "
                    + $"{labels.Rows}×{labels.Columns}; both "
                + "are items × labels.");
    }

    public static void SameShape(Matrix first, Matrix other, int state)
    {
        if (first.Rows != other.Rows || first.Columns != other.Columns)
            throw new SzilardException(
                $"Energies of state 0 are {first.Rows}×{first.Columns}, of state {state} "
                    + $"{other.Rows}×{other.Columns}: a process "
                + "keeps its items and labels. Record the same batch before and after each step.");
    }

    public static void Energies(Matrix energies)
    {
        if (energies.Rows == 0 || energies.Columns == 0)
            throw new SzilardException(
                $"Energies are {energies.Rows}×{energies.Columns}; at least one item and one label are "
                    + "needed.");
        int bad = Array.FindIndex(energies.Values, e => !double.IsFinite(e));
        if (bad >= 0)
            throw new SzilardException(
                $"The energy of item {bad / energies.Columns} and label {bad % energies.Columns} is "
                + $"{energies.Values[bad]}; energies are finite. Mask labels that are forbidden with a large "
                + "energy, and look for an overflow before the softmax.");
    }

    /// <summary>Refuses energies whose products with β leave the range of numbers.</summary>
    public static void Exponents(Matrix energies, double beta)
    {
        double most = energies.Values.Length == 0 ? 0 : Math.Max(
            Math.Abs(TensorPrimitives.Max<double>(energies.Values)),
            Math.Abs(TensorPrimitives.Min<double>(energies.Values)));
        if (!double.IsFinite(2 * beta * most))
            throw new SzilardException(
                $"β·E reaches {beta:G4} × {most:G4}, beyond the range of numbers. Mask forbidden labels with "
                    + "an energy of 1e4/β above the others: e^−10000 is 0 already.");
    }

    public static void Labels(Matrix energies, Matrix labels, double[] weights)
    {
        Shape(energies, labels);
        int bad = Array.FindIndex(labels.Values, q => !(q >= 0));
        if (bad >= 0)
            throw new SzilardException(
                $"The label probability of item {bad / labels.Columns} and label {bad % labels.Columns} is "
                + $"{labels.Values[bad]}; probabilities are ≥ 0.");
        for (int i = 0; i < labels.Rows; i++)
        {
            double sum = TensorPrimitives.Sum<double>(labels.Row(i));
            if (!(Math.Abs(sum - weights[i]) <= Math.Max(RowTolerance * weights[i], Smallest)))
                throw new SzilardException(
                    $"Labels of item {i} sum to {sum:G9}, but its weight is {weights[i]:G9}: labels are a "
                        + "joint distribution, whose rows sum to the weights of the items (1/N by default). "
                        + "For rows that sum to 1 say that they are conditional; for rows that a Sinkhorn "
                        + "left unconverged, normalise them, or give their sums as weights.");
        }
    }
}
