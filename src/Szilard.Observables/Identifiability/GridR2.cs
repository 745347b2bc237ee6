using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Affine R² on latents spread evenly over a box, beside the R² on samples of their law, which hides
/// what happens in the tails.</summary>
/// <remarks>The encoder sees g(z) for z on the grid, so the meter needs the world's mixing. Source: Klindt,
/// LeCun, Balestriero, "When does LeJEPA learn a world model?", arXiv:2605.26379 (grid over [−3,
/// 3]²).</remarks>
/// <param name="side">Half the side of the box, in standard deviations of the latents.</param>
/// <param name="pooled">Squared errors and variances summed over latents before the ratio.</param>
public sealed class GridR2(double side, bool pooled) : IMeter
{
    private const int PointsAtMost = 4096;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "r2.grid",
        "Share of the variance of latents spread evenly over a box that an affine map of the representation "
            + "predicts.",
        "Klindt, LeCun, Balestriero, When does LeJEPA learn a world model?, arXiv:2605.26379")
    {
        Formula = "meanₖ (1 − SSEₖ/SSTₖ) over the grid, h = f(g(z))",
        Convention = "h → z, uniform average unless `pooled`; box of ±`side` = 3 standard deviations about "
            + "the mean of each latent, cut at the extremes of the samples where the latents' law ends there "
            + "(kurtosis below 2.4); 4096 points: a full grid where 8 points an axis fit, else random ones; "
            + "least squares with intercept, fitted on one random half of the points and read on the other; "
            + "standard error: delta method over points; chance: exact mean over shuffled pairings",
        Parameters =
        [
            new NumberParameter("side", "Half the side of the box, in standard deviations.", 3, 0)
                { MinimumExcluded = true },
            new FlagParameter("pooled", "Pool over latents instead of averaging.", false),
        ],
    };

    /// <summary>From settings.</summary>
    public static IMeter Build(Settings settings) =>
        new GridR2(settings.Number("side"), settings.Flag("pooled"));

    /// <inheritdoc/>
    public Evidence Needs =>
        Evidence.Representation | Evidence.Latents | Evidence.Encoder | Evidence.Mixing;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        Matrix z = specimen.Latents!;
        if (z.Rows < 8 || z.Columns == 0)
            return Reading.Undefined($"{z.Rows} samples of {z.Columns} latents; the box is laid about at "
                + "least 8.");
        Matrix grid = Grid(z, key.Split("grid"));
        Matrix h = specimen.Encoder!.Encode(specimen.Mixing!(grid));
        if (!System.Numerics.Tensors.TensorPrimitives.IsFiniteAll<double>(h.Values))
            return Reading.Undefined("The representation of the grid is not finite; take a smaller `side`.");
        return new AffineR2(false, pooled).Read(new Specimen(h) { Latents = grid })
            .Noting(Cautions.Classes(z));
    }

    private Matrix Grid(Matrix z, RandomKey key)
    {
        (double Low, double High)[] axes =
            [.. Enumerable.Range(0, z.Columns).Select(k => Axis(z.Column(k)))];
        int steps = (int)Math.Floor(Math.Pow(PointsAtMost + 0.5, 1.0 / z.Columns));
        return steps >= 8 ? Full(axes, steps) : Drawn(axes, key);
    }

    /// <summary>A law without tails ends at its extremes: a uniform one has kurtosis 1.8, a normal one
    /// 3.</summary>
    private (double Low, double High) Axis(double[] column)
    {
        double mean = column.Average();
        double variance = column.Average(v => (v - mean) * (v - mean));
        double fourth = column.Average(v => Math.Pow(v - mean, 4));
        double reach = side * Math.Sqrt(variance);
        return fourth < 2.4 * variance * variance
            ? (Math.Max(mean - reach, column.Min()), Math.Min(mean + reach, column.Max()))
            : (mean - reach, mean + reach);
    }

    private static Matrix Full((double Low, double High)[] axes, int steps)
    {
        int count = 1;
        foreach (var _ in axes)
            count *= steps;
        var grid = new Matrix(count, axes.Length);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0, rest = i; k < axes.Length; k++, rest /= steps)
                grid[i, k] = axes[k].Low + ((axes[k].High - axes[k].Low) * (rest % steps) / (steps - 1));
        }
        return grid;
    }

    private static Matrix Drawn((double Low, double High)[] axes, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var grid = new Matrix(PointsAtMost, axes.Length);
        for (int i = 0; i < grid.Values.Length; i++)
        {
            (double low, double high) = axes[i % axes.Length];
            grid.Values[i] = stream.NextUniform(low, high);
        }
        return grid;
    }
}
