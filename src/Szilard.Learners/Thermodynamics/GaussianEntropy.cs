using Szilard.Tensors;

namespace Szilard.Learners.Thermodynamics;

/// <summary>S = ½ ln det(2πe·C) of the Gaussian with the covariance of some rows.</summary>
internal static class GaussianEntropy
{
    /// <summary>Added to each variance, so that a collapsed direction has a finite entropy.</summary>
    private const double Floor = 1e-6;

    /// <summary>Of the rows of both views, in nats.</summary>
    public static double Of(Tensor left, Tensor right)
    {
        Matrix c = left.StopGradient().ConcatRows(right.StopGradient()).Covariance(unbiased: true).ToMatrix();
        double sum = 0.5 * c.Rows * Math.Log(2 * Math.PI * Math.E);
        for (int i = 0; i < c.Rows; i++)
            c[i, i] += Floor;
        for (int k = 0; k < c.Rows; k++)
        {
            sum += 0.5 * Math.Log(Math.Max(c[k, k], Floor));
            for (int i = k + 1; i < c.Rows; i++)
                Eliminate(c, i, k);
        }
        return sum;
    }

    private static void Eliminate(Matrix c, int row, int pivot)
    {
        double factor = c[row, pivot] / Math.Max(c[pivot, pivot], Floor);
        for (int j = pivot; j < c.Columns; j++)
            c[row, j] -= factor * c[pivot, j];
    }
}
