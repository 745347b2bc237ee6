using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Operators;

/// <summary>The operator by which contrastive learning moves a layer of a deep ReLU network.</summary>
/// <remarks>
/// Source: Tian, Yu, Chen, Ganguli, "Understanding self-supervised learning with dual deep networks", 2020
/// (arXiv:2010.00578), theorem 3. Such a network is f(x′) = K(x′)ᵀ·vec(W) for each layer, K = f₋₁ ⊗ J, f₋₁
/// what comes in and J the Jacobian of the output by the layer's sums. Pairs of augmentations x′ of one x
/// that attract, and of two that repel, by squared distances, are
/// <code>
/// ½·(E ½‖f(x′) − f(x″)‖² − E ½‖f(x′) − f(y′)‖²) = −½ vec(W)ᵀ·OP·vec(W),  OP = Cov_x[E_{x′|x} K],
/// </code>
/// so that −dL/dvec(W) = OP·vec(W). OP is a covariance: positive semidefinite whatever the data. The factor ½
/// in front is this formula's; without it the gradient is twice as long.
/// </remarks>
public static class CovarianceOperator
{
    /// <summary>OP = Cov_x[K̄], w × w, with divisor n.</summary>
    /// <param name="means">K̄(x) = E_{x′|x} K(x′) of each x: weights of the layer × outputs of the
    /// network.</param>
    /// <exception cref="ArgumentException">There is none, or their shapes differ.</exception>
    public static Matrix Of(IReadOnlyList<Matrix> means)
    {
        if (means.Count == 0 || means.Any(m => m.Rows != means[0].Rows || m.Columns != means[0].Columns))
            throw new ArgumentException(
                $"A covariance needs matrices of one shape; {means.Count} were given.");
        (int weights, int outputs) = (means[0].Rows, means[0].Columns);
        Matrix stacked = new(means.Count, weights * outputs);
        for (int i = 0; i < means.Count; i++)
            means[i].Values.CopyTo(stacked.Row(i));
        double[] mean = Columns.Means(stacked);
        Matrix sum = new(weights, weights);
        foreach (Matrix kernel in means)
        {
            Matrix centred = new(weights, outputs, [.. kernel.Values.Zip(mean, (k, m) => k - m)]);
            Matrix square = CrossProducts.MultiplyTransposed(centred, centred);
            for (int i = 0; i < sum.Values.Length; i++)
                sum.Values[i] += square.Values[i] / means.Count;
        }
        return sum;
    }

    /// <summary>OP·vec(W): where the layer goes.</summary>
    /// <param name="operator">OP.</param>
    /// <param name="weights">W in the order in which K has its rows.</param>
    public static double[] Apply(Matrix @operator, double[] weights) =>
        CrossProducts.Multiply(@operator, new Matrix(weights.Length, 1, weights)).Values;
}
