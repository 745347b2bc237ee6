using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Algebra;

/// <summary>Independent components by symmetric FastICA with the log cosh contrast.</summary>
/// <remarks>Hyvärinen, "Fast and robust fixed-point algorithms for independent component analysis", 1999,
/// eq. 20 and §V: W ← (W·Wᵀ)^(−1/2)·W after w ← E[x·g(wᵀx)] − E[g′(wᵀx)]·w for all rows at once, g = tanh, on
/// whitened x. Components of normal law are not determined; the iteration then need not settle.</remarks>
/// <param name="Mean">Mean of the samples fitted.</param>
/// <param name="Unmixing">Components × columns.</param>
/// <param name="Settled">Whether no row turned any more.</param>
internal sealed record IndependentComponents(double[] Mean, Matrix Unmixing, bool Settled)
{
    private const int StepsAtMost = 200;
    private const double Tolerance = 1e-12;
    private const double Absent = 1e-10;
    private const int Block = 512;

    /// <summary>Fits; the start is a fixed random rotation.</summary>
    /// <param name="x">Samples × columns.</param>
    /// <param name="workers">Share out the samples; the blocks are cut by the shape alone.</param>
    public static IndependentComponents Of(Matrix x, Workers workers)
    {
        double[] mean = Columns.Means(x);
        var eigen = SymmetricEigen.OfGram(
            CrossProducts.Scale(CrossProducts.Gram(x, mean), 1.0 / Math.Max(1, x.Rows)));
        int kept = eigen.Values.Count(v => v > Absent * eigen.Values[0]);
        Matrix whitening = eigen.Vectors.Slice(0, kept);
        for (int i = 0; i < kept; i++)
            TensorPrimitives.Divide(whitening.Row(i), Math.Sqrt(eigen.Values[i]), whitening.Row(i));
        Matrix centred = Columns.Affine(x, mean, [.. Enumerable.Repeat(1.0, mean.Length)]);
        Matrix white = CrossProducts.MultiplyTransposed(centred, whitening);
        (Matrix rotation, bool settled) = Rotate(white, workers);
        return new IndependentComponents(mean, CrossProducts.Multiply(rotation, whitening), settled);
    }

    /// <summary>The components of the rows of x.</summary>
    public Matrix Apply(Matrix x) => CrossProducts.MultiplyTransposed(
        Columns.Affine(x, Mean, [.. Enumerable.Repeat(1.0, Mean.Length)]), Unmixing);

    private static (Matrix Rotation, bool Settled) Rotate(Matrix white, Workers workers)
    {
        int d = white.Columns;
        var start = new Matrix(d, d);
        RandomStream stream = SharedWork.Key.Split("independent components").Stream();
        stream.FillNormal(start.Values);
        Matrix rotation = Orthogonal(start);
        for (int step = 0; step < StepsAtMost; step++)
        {
            Matrix next = Orthogonal(Step(white, rotation, workers));
            double turned = Turned(rotation, next);
            rotation = next;
            if (turned < Tolerance)
                return (rotation, true);
        }
        return (rotation, d < 2);
    }

    /// <summary>1 − the least |cosine| of a row with itself before.</summary>
    private static double Turned(Matrix before, Matrix after)
    {
        double turned = 0;
        for (int i = 0; i < before.Rows; i++)
            turned = Math.Max(
                turned, Math.Abs(1 - Math.Abs(TensorPrimitives.Dot<double>(before.Row(i), after.Row(i)))));
        return turned;
    }

    private static Matrix Step(Matrix white, Matrix rotation, Workers workers)
    {
        int d = white.Columns, parts = Math.Max(1, (white.Rows + Block - 1) / Block);
        var sums = new (Matrix Pull, double[] Slope)[parts];
        workers.Run(parts, part => sums[part] =
            Part(white, rotation, part * Block, Math.Min(Block, white.Rows - (part * Block))));
        var next = new Matrix(d, d);
        var slopes = new double[d];
        foreach ((Matrix pull, double[] slope) in sums)
        {
            TensorPrimitives.Add(next.Values, pull.Values, next.Values);
            TensorPrimitives.Add(slopes, slope, slopes);
        }
        for (int i = 0; i < d; i++)
            TensorPrimitives.MultiplyAdd(rotation.Row(i), -slopes[i], next.Row(i), next.Row(i));
        return next;
    }

    /// <summary>Σ g(w·x)·xᵀ and Σ g′(w·x) of a block of samples.</summary>
    private static (Matrix Pull, double[] Slope) Part(Matrix white, Matrix rotation, int start, int count)
    {
        int d = white.Columns;
        var contrast = new Matrix(count, d);
        MatrixProduct.Store(white.Block(start, count), rotation.Block().Transposed, contrast.Values, d);
        TensorPrimitives.Tanh<double>(contrast.Values, contrast.Values);
        var pull = new Matrix(d, d);
        MatrixProduct.Store(contrast.Block().Transposed, white.Block(start, count), pull.Values, d);
        var slope = new double[d];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < d; j++)
                slope[j] += 1 - (contrast[i, j] * contrast[i, j]);
        return (pull, slope);
    }

    /// <summary>(W·Wᵀ)^(−1/2)·W.</summary>
    private static Matrix Orthogonal(Matrix rows)
    {
        var eigen = SymmetricEigen.OfGram(CrossProducts.MultiplyTransposed(rows, rows));
        return CrossProducts.Multiply(eigen.Function(v => v > 0 ? 1 / Math.Sqrt(v) : 0), rows);
    }
}
