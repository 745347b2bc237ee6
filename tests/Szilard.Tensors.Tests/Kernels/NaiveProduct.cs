using System.Numerics;

namespace Szilard.Tensors.Tests.Kernels;

/// <summary>The matrix product as three loops in double precision, with the bound on the rounding errors of
/// any order of summation: |error| ≤ γ·Σ|a||b|, γ = n·u / (1 − n·u) for n roundings of relative size u
/// (N. Higham, Accuracy and Stability of Numerical Algorithms, 2002, §3.1).</summary>
internal readonly record struct NaiveProduct(double Value, double Magnitude)
{
    public static NaiveProduct Of<T>(
        ReadOnlySpan<T> a, int lda, bool transposeA, ReadOnlySpan<T> b, int ldb, bool transposeB, int i,
        int j, int k)
        where T : unmanaged, INumber<T>
    {
        double sum = 0, magnitude = 0;
        for (int l = 0; l < k; l++)
        {
            double x = double.CreateChecked(a[transposeA ? (l * lda) + i : (i * lda) + l]);
            double y = double.CreateChecked(b[transposeB ? (j * ldb) + l : (l * ldb) + j]);
            sum += x * y;
            magnitude += Math.Abs(x * y);
        }
        return new NaiveProduct(sum, magnitude);
    }

    public NaiveProduct Plus(double term) => new(Value + term, Magnitude + Math.Abs(term));

    public void AssertNear<T>(T actual, int roundings, string where)
        where T : unmanaged, INumber<T>
    {
        double unit = typeof(T) == typeof(float) ? Math.Pow(2, -24) : Math.Pow(2, -53);
        double bound = 2 * roundings * unit / (1 - (roundings * unit)) * Magnitude;
        double error = Math.Abs(double.CreateChecked(actual) - Value);
        Assert.True(error <= bound, $"{where}: {actual} is {error:G3} off {Value}, allowed are {bound:G3}");
    }
}
