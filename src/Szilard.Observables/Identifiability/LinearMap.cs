using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>The regression z → h, h ≈ z·A + b, that the meters of the residual map look at.</summary>
internal static class LinearMap
{
    internal const int NullDraws = 16;

    /// <summary>A, latents × dimensions, from moments of (z, h).</summary>
    public static Matrix Of(PairMoments moments) =>
        LeastSquares.Solve(moments.CovarianceX, moments.CovarianceXY, out _);

    /// <summary>Why the map cannot be fitted; null when it can.</summary>
    public static string? Obstacle(Matrix z, Matrix h) =>
        z.Rows <= z.Columns + 1 || z.Columns == 0 || h.Columns == 0
        ? $"n = {z.Rows} samples for the regression of {h.Columns} dimensions on d = {z.Columns} latents "
        + $"and an intercept; more than {z.Columns + 1} samples and a column on either side are needed."
        : null;

    /// <summary>The mean of a function of A over shuffled pairings.</summary>
    /// <param name="z">Latents.</param>
    /// <param name="h">Representation.</param>
    /// <param name="statistic">From A and the variances of latents and dimensions to a number.</param>
    /// <param name="key">Randomness.</param>
    public static double Chance(
        Matrix z, Matrix h, Func<Matrix, double[], double[], double> statistic, RandomKey key)
    {
        Matrix left = Columns.Centre(z), right = Columns.Centre(h);
        var source = new CrossNull(left, right);
        var moments = PairMoments.Of(left, right);
        double[] spreadZ = Diagonal(moments.CovarianceX), spreadH = Diagonal(moments.CovarianceY);
        double sum = 0;
        for (int draw = 0; draw < NullDraws; draw++)
        {
            Matrix map = LeastSquares.Solve(moments.XX, source.Draw(key.Split("null", draw)), out _);
            sum += statistic(map, spreadZ, spreadH);
        }
        return sum / NullDraws;
    }

    /// <summary>The entries on the diagonal.</summary>
    public static double[] Diagonal(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(j => matrix[j, j])];
}
