using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Classes;

/// <summary>The first three measures of neural collapse: variability within classes, distance of the class
/// means from a simplex, distance of a linear head from the class means. All are 0 at collapse.</summary>
/// <remarks>Source: Papyan, Han, Donoho, "Prevalence of neural collapse during the terminal phase of deep
/// learning training", 2020. The head is the least-squares head on one-hot targets, so that a frozen
/// representation has one; a network's own head is not asked for.</remarks>
public sealed class NeuralCollapse : IMeter
{
    private const string Source = "Papyan, Han, Donoho, Prevalence of neural collapse during the terminal "
        + "phase of deep learning training, 2020";

    private const double Absent = 1e-11;
    private readonly Func<ClassMoments, double> _measure;
    private readonly Func<Matrix, string?> _obstacle;

    private NeuralCollapse(Func<ClassMoments, double> measure, Func<Matrix, string?> obstacle) =>
        (_measure, _obstacle) = (measure, obstacle);

    /// <summary>Variability within classes beside that between them.</summary>
    public static Part<IMeter> Variability { get; } = Part(
        "nc1", "Variability within classes beside that between their means; 0 at neural collapse.",
        "tr(Σw·Σb⁺)/C, Σb over class means with equal weights", Within, _ => null);

    /// <summary>Distance of the class means from a simplex.</summary>
    public static Part<IMeter> Simplex { get; } = Part(
        "nc2", "How far class means are from the corners of a simplex; 0 at neural collapse.",
        "mean over c ≠ c′ of |cos(μ_c − μ, μ_c′ − μ) + 1/(C − 1)|, μ the mean of the class means", Corners,
        _ => null);

    /// <summary>Distance of the least-squares head from the class means.</summary>
    public static Part<IMeter> Duality { get; } = Part(
        "nc3", "How far a least-squares head is from the class means; 0 at neural collapse.",
        "‖W/‖W‖_F − M/‖M‖_F‖_F, M the centred class means, W the head on one-hot targets", Head,
        ClassMoments.HeadObstacle);

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Labels;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        _obstacle(specimen.Representation) is { } obstacle
            ? Reading.Undefined(obstacle)
            : ClassMoments.Read(
                specimen, workers, _measure, "A class mean lies on the mean of all: it has no direction.");

    /// <summary>Σw is seen along the C − 1 axes of the class means alone: tr(Σw·Σb⁺) = Σₖ
    /// vₖᵀΣwvₖ/λₖ.</summary>
    private static double Within(ClassMoments moments)
    {
        Matrix centred = Centred(moments.Means());
        int classes = centred.Rows;
        var eigen = SymmetricEigen.OfGram(
            CrossProducts.Scale(CrossProducts.MultiplyTransposed(centred, centred), 1.0 / classes));
        Matrix axes = CrossProducts.Multiply(eigen.Vectors, centred);
        Matrix scatter = Scatter(moments);
        Matrix images = CrossProducts.Multiply(axes, scatter);
        double sum = 0;
        for (int k = 0; k < classes; k++)
        {
            double value = eigen.Values[k];
            if (value > Absent * eigen.Values[0])
                sum += TensorPrimitives.Dot<double>(images.Row(k), axes.Row(k)) / (classes * value * value);
        }
        return eigen.Values[0] > 0 ? Math.Max(0, sum) / classes : double.NaN;
    }

    private static double Corners(ClassMoments moments)
    {
        Matrix directions = Centred(moments.Means());
        for (int c = 0; c < directions.Rows; c++)
            TensorPrimitives.Divide(
                directions.Row(c), TensorPrimitives.Norm<double>(directions.Row(c)), directions.Row(c));
        Matrix cosines = CrossProducts.MultiplyTransposed(directions, directions);
        int classes = directions.Rows;
        double sum = 0;
        for (int a = 0; a < classes; a++)
            for (int b = 0; b < a; b++)
                sum += Math.Abs(cosines[a, b] + (1.0 / (classes - 1)));
        return sum / (classes * (classes - 1) / 2.0);
    }

    /// <summary>W·Σ_T = covariance of targets and samples, n_c/n·(μ_c − x̄) in row c.</summary>
    private static double Head(ClassMoments moments)
    {
        Matrix means = moments.Means(), centred = Centred(means);
        double n = moments.Counts.Sum();
        double[] mean = Mean(moments.Sums, n);
        var cross = new Matrix(means.Rows, means.Columns);
        for (int c = 0; c < cross.Rows; c++)
        {
            TensorPrimitives.Subtract(means.Row(c), mean, cross.Row(c));
            TensorPrimitives.Multiply(cross.Row(c), moments.Counts[c] / n, cross.Row(c));
        }
        Matrix total = CrossProducts.Scale(moments.Gram, 1 / n);
        for (int i = 0; i < mean.Length; i++)
            for (int j = 0; j < mean.Length; j++)
                total[i, j] -= mean[i] * mean[j];
        Matrix head = LeastSquares.Solve(total, cross.Transpose(), out _).Transpose();
        return TensorPrimitives.Distance<double>(Unit(head), Unit(centred));
    }

    /// <summary>Σw = (Σx·xᵀ − Σ_c n_c·μ_c·μ_cᵀ)/n.</summary>
    private static Matrix Scatter(ClassMoments moments)
    {
        Matrix means = moments.Means();
        Matrix weighted = CrossProducts.Multiply(means.Transpose(), moments.Sums);
        var scatter = new Matrix(means.Columns, means.Columns);
        TensorPrimitives.Subtract(moments.Gram.Values, weighted.Values, scatter.Values);
        return CrossProducts.Scale(scatter, 1 / moments.Counts.Sum());
    }

    private static Matrix Centred(Matrix means)
    {
        double[] mean = Columns.Means(means);
        return Columns.Affine(means, mean, [.. Enumerable.Repeat(1.0, mean.Length)]);
    }

    private static double[] Mean(Matrix sums, double n) =>
        Array.ConvertAll(Columns.Means(sums), v => v * sums.Rows / n);

    private static double[] Unit(Matrix matrix)
    {
        double norm = TensorPrimitives.Norm<double>(matrix.Values);
        return Array.ConvertAll(matrix.Values, v => v / norm);
    }

    private static Part<IMeter> Part(
        string name, string summary, string formula, Func<ClassMoments, double> measure,
        Func<Matrix, string?> obstacle) => new(
        new PartCard(name, summary, Source)
        {
            Formula = formula,
            Convention = "all samples, divisor n, at least 2 of each class; lower is more collapsed; "
                + "standard error: jackknife over 16 groups; no chance level",
        },
        _ => new NeuralCollapse(measure, obstacle));
}
