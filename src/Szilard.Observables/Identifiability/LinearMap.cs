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

    /// <summary>Why no map x → y can be fitted, in either direction between latents and representation; null
    /// when one can.</summary>
    public static string? Obstacle(Matrix x, Matrix y) => x.Columns == 0 || y.Columns == 0
        ? $"A map of {x.Columns} columns to {y.Columns} is none; give at least one on either side."
        : x.Rows <= x.Columns + 1
        ? $"n = {x.Rows} samples to fit a map of d = {x.Columns} columns and an intercept to {y.Columns}; "
        + $"give more than {x.Columns + 1} samples, or fewer columns."
        : null;

    /// <summary>What is odd about arrays between which a map can be fitted; empty where nothing
    /// is.</summary>
    public static string Remark(Matrix z, Matrix h) =>
        Cautions.Join(Cautions.Constant(z, h), Cautions.Wide(h), Cautions.Classes(z));

    /// <summary>The mean of a function of A over shuffled pairings.</summary>
    /// <param name="moments">Moments of latents and representation about their means.</param>
    /// <param name="source">Shuffles of the same arrays.</param>
    /// <param name="statistic">From A and the variances of latents and dimensions to a number.</param>
    /// <param name="key">Randomness.</param>
    public static double Chance(
        PairMoments moments, CrossNull source, Func<Matrix, double[], double[], double> statistic,
        RandomKey key)
    {
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
