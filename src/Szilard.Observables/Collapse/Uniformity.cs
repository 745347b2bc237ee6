using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Collapse;

/// <summary>Logarithm of the mean Gaussian potential between samples on the unit sphere: 0 for a collapsed
/// representation, about −2t for one that fills a high-dimensional sphere.</summary>
/// <remarks>Source: Wang and Isola, "Understanding contrastive representation learning through alignment and
/// uniformity on the hypersphere", 2020, §4.1 (t = 2).</remarks>
/// <param name="t">Sharpness of the potential, &gt; 0.</param>
public sealed class Uniformity(double t) : IMeter
{
    private const int SamplesAtMost = 4096;
    private const int Block = 64;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "uniformity",
        "Logarithm of the mean Gaussian potential between pairs of samples on the unit sphere.",
        "Wang and Isola, Understanding contrastive representation learning through alignment and "
            + "uniformity, 2020, §4.1")
    {
        Formula = "ln mean_{i<j} exp(−t·‖uᵢ − uⱼ‖²), u = h/‖h‖",
        Convention = "rows L2-normalised, pairs of different samples, t = 2; more than 4096 samples: a "
            + "random 4096 of them, the same for a key; lower is more uniform, 0 is collapse; standard "
            + "error: delta method for a U-statistic; no chance level",
        Parameters =
        [
            new NumberParameter("t", "Sharpness of the potential.", 2, 0) { MinimumExcluded = true },
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) => new Uniformity(settings.Number("t"));

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix h = specimen.Representation;
        if (h.Rows < 2)
            return Reading.Undefined($"{h.Rows} samples make no pair; at least 2 are needed.");
        if (h.Rows > SamplesAtMost)
            h = h.Select(PermutationNull.Shuffled(h.Rows, key.Split("subsample")).AsSpan(0, SamplesAtMost));
        double[] potentials = Potentials(Columns.NormaliseRows(h));
        double mean = Spread.Mean(potentials);
        return new Reading(Math.Log(mean), 2 * Spread.OfMean(potentials) / mean, double.NaN);
    }

    /// <summary>The mean potential of each sample over all others; each pair is computed once.</summary>
    private double[] Potentials(Matrix u)
    {
        var sums = new double[u.Rows];
        var squares = new double[u.Rows];
        for (int i = 0; i < squares.Length; i++)
            squares[i] = TensorPrimitives.SumOfSquares<double>(u.Row(i));
        var tile = new double[Block * u.Rows];
        for (int start = 0; start < u.Rows; start += Block)
        {
            int count = Math.Min(Block, u.Rows - start), width = start + count;
            MatrixProduct.Store(
                u.Block(start, count), u.Block(0, width).Transposed, tile, width);
            for (int i = 0; i < count; i++)
                AddRow(squares, start + i, tile.AsSpan(i * width, start + i), sums);
        }
        TensorPrimitives.Divide(sums, u.Rows - 1, sums);
        return sums;
    }

    /// <summary>‖uᵢ − uⱼ‖² = 2 − 2·uᵢ·uⱼ, but a row of zeros has no length 1.</summary>
    private void AddRow(double[] squares, int i, Span<double> products, double[] sums)
    {
        for (int j = 0; j < products.Length; j++)
            products[j] = -t * Math.Max(0, squares[i] + squares[j] - (2 * products[j]));
        TensorPrimitives.Exp<double>(products, products);
        sums[i] += TensorPrimitives.Sum<double>(products);
        TensorPrimitives.Add(sums.AsSpan(0, i), products, sums.AsSpan(0, i));
    }
}
