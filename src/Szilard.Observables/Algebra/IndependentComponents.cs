using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Algebra;

/// <summary>Independent components by symmetric FastICA with the log cosh contrast.</summary>
/// <remarks>Hyvärinen, "Fast and robust fixed-point algorithms for independent component analysis", 1999,
/// eq. 20 and §V: W ← (W·Wᵀ)^(−1/2)·W after w ← E[x·g(wᵀx)] − E[g′(wᵀx)]·w for all rows at once, g = tanh, on
/// whitened x. Components of normal law are not determined; the iteration then need not settle. Sums over
/// samples are taken in single precision until rows turn by less than that resolves, then in double.</remarks>
/// <param name="Mean">Mean of the samples fitted.</param>
/// <param name="Unmixing">Components × columns.</param>
/// <param name="Settled">Whether no row turned any more.</param>
internal sealed record IndependentComponents(double[] Mean, Matrix Unmixing, bool Settled)
{
    private const int StepsAtMost = 200, Patience = 50;
    private const double Tolerance = 1e-12, SingleTolerance = 1e-9;
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
        int d = white.Columns, step = 0;
        var start = new Matrix(d, d);
        RandomStream stream = SharedWork.Key.Split("independent components").Stream();
        stream.FillNormal(start.Values);
        Matrix rotation = Orthogonal(start);
        float[] narrow = Array.ConvertAll(white.Values, v => (float)v);
        (rotation, bool settled) = Turn(narrow, white.Rows, rotation, SingleTolerance, ref step, workers);
        return settled
            ? Turn(white.Values, white.Rows, rotation, Tolerance, ref step, workers)
            : (rotation, false);
    }

    /// <summary>Steps until no row turns by more than the tolerance, or until there were enough of them: in
    /// all, or since the turning last halved.</summary>
    private static (Matrix Rotation, bool Settled) Turn<T>(
        T[] white, int samples, Matrix rotation, double tolerance, ref int step, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double least = double.PositiveInfinity;
        for (int idle = 0; step < StepsAtMost && idle < Patience; step++, idle++)
        {
            Matrix next = Orthogonal(Step(white, samples, rotation, workers));
            double turned = Turned(rotation, next);
            rotation = next;
            if (turned < tolerance)
                return (rotation, true);
            if (turned < least / 2)
                (least, idle) = (turned, 0);
        }
        return (rotation, false);
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

    private static Matrix Step<T>(T[] white, int samples, Matrix rotation, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int d = rotation.Rows, parts = Math.Max(1, (samples + Block - 1) / Block);
        T[] directions = Array.ConvertAll(rotation.Values, T.CreateTruncating);
        var sums = new (T[] Pull, T[] Slope)[parts];
        workers.Run(parts, part => sums[part] =
            Part(white, directions, d, part * Block, Math.Min(Block, samples - (part * Block))));
        var next = new Matrix(d, d);
        var slopes = new double[d];
        foreach ((T[] pull, T[] slope) in sums)
        {
            for (int i = 0; i < pull.Length; i++)
                next.Values[i] += double.CreateTruncating(pull[i]);
            for (int i = 0; i < d; i++)
                slopes[i] += double.CreateTruncating(slope[i]);
        }
        for (int i = 0; i < d; i++)
            TensorPrimitives.MultiplyAdd(rotation.Row(i), -slopes[i], next.Row(i), next.Row(i));
        return next;
    }

    /// <summary>Σ g(w·x)·xᵀ and Σ g′(w·x) of a block of samples.</summary>
    private static (T[] Pull, T[] Slope) Part<T>(T[] white, T[] rotation, int d, int start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] contrast = new T[count * d], pull = new T[d * d], slope = new T[d];
        MatrixBlock<T> rows = new(white.AsSpan(start * d, count * d), count, d, d);
        MatrixProduct.Store(rows, new MatrixBlock<T>(rotation, d, d, d).Transposed, contrast, d);
        TensorPrimitives.Tanh<T>(contrast, contrast);
        MatrixProduct.Store(new MatrixBlock<T>(contrast, count, d, d).Transposed, rows, pull, d);
        Array.Fill(slope, T.CreateTruncating(count));
        TensorPrimitives.Multiply(contrast, contrast, contrast);
        for (int i = 0; i < count; i++)
            TensorPrimitives.Subtract(slope, contrast.AsSpan(i * d, d), slope);
        return (pull, slope);
    }

    /// <summary>(W·Wᵀ)^(−1/2)·W.</summary>
    private static Matrix Orthogonal(Matrix rows)
    {
        if (PolarFactor.OfNearlyOrthogonal(rows) is { } near)
            return near;
        var eigen = SymmetricEigen.OfGram(CrossProducts.MultiplyTransposed(rows, rows));
        return CrossProducts.Multiply(eigen.Function(v => v > 0 ? 1 / Math.Sqrt(v) : 0), rows);
    }
}
