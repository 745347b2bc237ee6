using System.Numerics.Tensors;
using Szilard.Observables.Operators;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Directions by which the rare class of the toy is told from both others, of which theory knows how
/// much of e₂ they hold.</summary>
internal static class RareDirections
{
    private const int MostSweeps = 2000;
    private const double Settled = 1e-4;

    /// <summary>The direction of the largest Euclidean margin, to which gradient descent on separable data
    /// tends: hard-margin dual coordinate descent, αᵢ ← max(0, αᵢ + (1 − yᵢw·xᵢ)/‖xᵢ‖²), with a constant of
    /// 10 as last input for the bias.</summary>
    /// <remarks>C.-J. Hsieh et al., "A dual coordinate descent method for large-scale linear SVM", ICML 2008,
    /// algorithm 1 without upper bound; D. Soudry et al., "The implicit bias of gradient descent on separable
    /// data", JMLR 2018.</remarks>
    /// <param name="data">Samples; those of class 2 can be told from all others by a line.</param>
    /// <param name="key">Of the order.</param>
    /// <param name="stop">Ends it early.</param>
    public static double[] Margin(RareFeature data, RandomKey key, CancellationToken stop)
    {
        const int d = RareFeature.Dimensions;
        const double constant = 10;
        int[] order = [.. Enumerable.Range(0, data.Labels.Length)];
        double[] w = new double[d], alpha = new double[order.Length];
        double[] squares =
        [
            .. order.Select(
                i => TensorPrimitives.SumOfSquares<double>(data.Samples.Row(i)) + (constant * constant)),
        ];
        double bias = 0, most = double.PositiveInfinity;
        RandomStream random = key.Stream();
        for (int sweep = 0; sweep < MostSweeps && most > Settled; sweep++)
        {
            stop.ThrowIfCancellationRequested();
            random.Shuffle<int>(order);
            most = 0;
            foreach (int i in order)
            {
                double sign = data.Labels[i] == 2 ? 1 : -1;
                Span<double> x = data.Samples.Row(i);
                double lack = 1 - (sign * (TensorPrimitives.Dot<double>(w, x) + (constant * bias)));
                double moved = Math.Max(0, alpha[i] + (lack / squares[i])) - alpha[i];
                alpha[i] += moved;
                TensorPrimitives.MultiplyAdd(x, sign * moved, w, w);
                bias += constant * sign * moved;
                most = Math.Max(most, alpha[i] > 0 ? Math.Abs(lack) : Math.Max(0, lack));
            }
        }
        return w;
    }

    /// <summary>Fisher's discriminant of class 2 against the mean of both others: S⁻¹δ, S the covariance
    /// within classes.</summary>
    /// <remarks>With n samples in d dimensions S⁻¹ widens what is noise: in coordinates in which S is 1 in
    /// the limit, cos² of S⁻¹δ and δ is (1 − d/n)Δ²/(Δ² + d·v), Δ² = δ²/s₂, v the variance of δ's noise per
    /// unit of variance, s₂ that within classes along e₂ (moments of the inverse Wishart law; derived here
    /// for this toy).</remarks>
    public static double[] Discriminant(RareFeature data)
    {
        const int d = RareFeature.Dimensions;
        double[][] means = [.. Enumerable.Range(0, RareFeature.Classes).Select(c => Mean(data, c))];
        Matrix within = new(data.Labels.Length, d);
        for (int i = 0; i < within.Rows; i++)
            TensorPrimitives.Subtract(data.Samples.Row(i), means[data.Labels[i]], within.Row(i));
        SymmetricSpectrum spectrum = SymmetricSpectrum.Of(PairCovariances.Of(within, within).Same);
        double[] w = new double[d];
        double[] apart =
            [.. Enumerable.Range(0, d).Select(j => means[2][j] - (0.5 * (means[0][j] + means[1][j])))];
        for (int k = 0; k < d; k++)
        {
            Span<double> axis = spectrum.Vectors.Row(k);
            double share = TensorPrimitives.Dot<double>(axis, apart) / spectrum.Values[k];
            TensorPrimitives.MultiplyAdd(axis, share, w, w);
        }
        return w;
    }

    /// <summary>|cos| of a direction with e₂.</summary>
    public static double Cosine(ReadOnlySpan<double> direction) =>
        Math.Abs(direction[RareFeature.Feature]) / TensorPrimitives.Norm(direction);

    private static double[] Mean(RareFeature data, int label)
    {
        double[] mean = new double[RareFeature.Dimensions];
        int[] rows = [.. Enumerable.Range(0, data.Labels.Length).Where(i => data.Labels[i] == label)];
        foreach (int i in rows)
            TensorPrimitives.MultiplyAdd(data.Samples.Row(i), 1.0 / rows.Length, mean, mean);
        return mean;
    }
}
