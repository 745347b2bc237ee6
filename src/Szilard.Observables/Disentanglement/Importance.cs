using Szilard.Observables.Algebra;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Disentanglement;

/// <summary>How much each dimension weighs in a linear probe of each latent: |W| in units of standard
/// deviations.</summary>
internal static class Importance
{
    private const int Sweeps = 1000;
    private const double Settled = 1e-10;

    /// <summary>Weights of the probe, dimensions × latents, from moments of (h, z).</summary>
    /// <param name="moments">Moments.</param>
    /// <param name="penalty">λ of the lasso ½·E(z − h·w)² + λ·Σ|w|; 0 for least squares.</param>
    public static Matrix Of(PairMoments moments, double penalty)
    {
        double[] unitsX = Columns.InverseDeviations(LinearMap.Diagonal(moments.CovarianceX));
        double[] unitsY = Columns.InverseDeviations(LinearMap.Diagonal(moments.CovarianceY));
        Matrix gram = Scale(moments.CovarianceX, unitsX, unitsX);
        Matrix cross = Scale(moments.CovarianceXY, unitsX, unitsY);
        return penalty == 0 ? LeastSquares.Solve(gram, cross, out _) : Lasso(gram, cross, penalty);
    }

    /// <summary>Coordinate descent on the normal equations, latent by latent (Friedman, Hastie, Tibshirani,
    /// "Regularization paths for generalized linear models via coordinate descent", 2010, eq. 9).</summary>
    private static Matrix Lasso(Matrix gram, Matrix cross, double penalty)
    {
        Matrix rows = cross.Transpose(), weights = new(cross.Columns, cross.Rows);
        for (int k = 0; k < rows.Rows; k++)
            Descend(gram, rows.Row(k), penalty, weights.Row(k));
        return weights.Transpose();
    }

    /// <summary>The rest is c − G·w, kept up to date.</summary>
    private static void Descend(Matrix gram, Span<double> rest, double penalty, Span<double> weights)
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double moved = 0;
            for (int j = 0; j < weights.Length; j++)
            {
                double own = gram[j, j];
                double pull = rest[j] + (own * weights[j]);
                double to = own > 0 ? Math.Sign(pull) * Math.Max(0, Math.Abs(pull) - penalty) / own : 0;
                double step = to - weights[j];
                if (step == 0)
                    continue;
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(gram.Row(j), -step, rest, rest);
                weights[j] = to;
                moved = Math.Max(moved, Math.Abs(step));
            }
            if (moved < Settled)
                return;
        }
    }

    private static Matrix Scale(Matrix matrix, double[] rows, double[] columns)
    {
        var result = new Matrix(matrix.Rows, matrix.Columns);
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++)
                result[i, j] = matrix[i, j] * rows[i] * columns[j];
        return result;
    }
}
