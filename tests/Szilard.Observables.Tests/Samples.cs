using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Tests;

/// <summary>Arrays for tests, all from fixed keys or closed forms.</summary>
internal static class Samples
{
    public static readonly Workers Crew = new(1);
    public static readonly RandomKey Key = RandomKey.FromSeed(20250601);

    public static Matrix Normal(int rows, int columns, string name, long index = 0)
    {
        var result = new Matrix(rows, columns);
        RandomStream stream = Key.Split(name, index).Stream();
        stream.FillNormal(result.Values);
        return result;
    }

    public static int[] Labels(int rows, int classes, string name)
    {
        RandomStream stream = Key.Split(name).Stream();
        return [.. Enumerable.Range(0, rows).Select(_ => stream.NextInt32(classes))];
    }

    /// <summary>Φ⁻¹((i − ½)/n): a normal law without chance, whose means of smooth functions are off by about
    /// 1/n times what lies beyond the last point.</summary>
    public static double[] Quantiles(int n) =>
    [
        .. Enumerable.Range(0, n)
            .Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + .5) / n)),
    ];

    /// <summary>Every pair of a value of the first and one of the second column: independent
    /// exactly.</summary>
    public static Matrix Product(double[] first, double[] second)
    {
        var result = new Matrix(first.Length * second.Length, 2);
        for (int i = 0; i < result.Rows; i++)
            (result[i, 0], result[i, 1]) = (first[i / second.Length], second[i % second.Length]);
        return result;
    }

    /// <summary>All pairs of a symmetric set of points: columns are uncorrelated exactly and of equal
    /// variance.</summary>
    public static Matrix Grid(params double[] points) => Product(points, points);

    public static Matrix Rotation(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return Matrix.FromRows([cos, -sin], [sin, cos]);
    }

    /// <summary>A random orthogonal matrix: the eigenvectors of a random symmetric one.</summary>
    public static Matrix Orthogonal(int d, string name, long index = 0)
    {
        Matrix a = Normal(d, d, name, index);
        return SymmetricEigen.OfGram(Naive(a.Transpose(), a)).Vectors;
    }

    public static Matrix Times(this Matrix x, Matrix map) => Naive(x, map);

    public static Matrix Columnwise(this Matrix x, Func<double, int, double> f)
    {
        var result = new Matrix(x.Rows, x.Columns);
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < x.Columns; j++)
                result[i, j] = f(x[i, j], j);
        return result;
    }

    /// <summary>The matrix after a change of each row.</summary>
    public static Matrix With(this Matrix x, Action<Matrix, int> change)
    {
        for (int i = 0; i < x.Rows; i++)
            change(x, i);
        return x;
    }

    /// <summary>A product by the definition, to judge the fast one by.</summary>
    public static Matrix Naive(Matrix a, Matrix b)
    {
        var result = new Matrix(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < b.Columns; j++)
                for (int k = 0; k < a.Columns; k++)
                    result[i, j] += a[i, k] * b[k, j];
        return result;
    }

    public static Reading Read(string meter, Specimen specimen, params (string, object)[] settings) =>
        Meters.All.Build(meter, settings.ToDictionary(s => s.Item1, s => s.Item2))
            .Read(specimen, Key.Split(meter), Crew);

    public static Reading Identify(string meter, Matrix latents, Matrix representation) =>
        Read(meter, new Specimen(representation) { Latents = latents });

    public static Reading Compare(string meter, Matrix x, Matrix y, params (string, object)[] settings) =>
        Read(meter, new Specimen(x) { Other = y }, settings);

    /// <summary>Within so many of theory's own standard errors, whatever error the meter gives.</summary>
    public static void Near(double expected, double theory, Reading reading, double errors = 5) =>
        Assert.True(Math.Abs(reading.Value - expected) <= errors * theory,
            $"{reading.Value}, but {expected} ± {theory} was expected. {reading.Remark}");

    /// <summary>Within five standard errors: false alarm 6·10⁻⁷ for a correct meter.</summary>
    public static void Near(double expected, Reading reading) =>
        Assert.True(Math.Abs(reading.Value - expected) <= 5 * reading.StandardError,
            $"{reading.Value} ± {reading.StandardError}, but {expected} was expected. {reading.Remark}");
}
