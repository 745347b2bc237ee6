using Szilard.Observables.Similarity;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Tests;

/// <summary>Orders and rank correlations, beside those of sorting by comparison.</summary>
public class RisingOrderTests
{
    public static TheoryData<string, double[]> Lists => new()
    {
        { "none", [] },
        { "one", [3] },
        { "signs and zeros", [0, -0.0, 1, -1, 0, double.Epsilon, -double.Epsilon, 1e300, -1e300, 1] },
        { "all equal", [2, 2, 2, 2] },
        { "many equal", [.. Enumerable.Range(0, 5000).Select(i => (double)(i * 7919 % 13))] },
        { "alike in their leading bits", [.. Enumerable.Range(0, 3000).Select(i => Alike(i))] },
        { "normal", Normal(20_000) },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_order_is_that_of_a_stable_sort(string name, double[] values)
    {
        _ = name;
        int[] expected = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i] + 0.0)];
        Assert.Equal(expected, RisingOrder.Of(values));
    }

    [Fact]
    public void Without_a_group_the_correlation_is_that_of_the_samples_left()
    {
        const int samples = 48;
        double[] coordinates = Normal(samples), noise = Normal(2 * samples)[samples..];
        Matrix x = Distances([.. coordinates.Select(c => Math.Round(c, 1))]); // some distances are equal
        Matrix y = Distances([.. coordinates.Zip(noise, (c, e) => c + e)]);
        int[][] groups = [.. Enumerable.Range(0, samples).GroupBy(i => i % 16).Select(g => g.ToArray())];
        var correlation = new RankCorrelation(RankedPairs.Of(x), RankedPairs.Of(y), groups);
        Assert.Equal(Naive(x, y, []), correlation.OfAll(), 1e-12);
        for (int g = 0; g < groups.Length; g++)
            Assert.Equal(Naive(x, y, groups[g]), correlation.Without(g), 1e-12);
    }

    /// <summary>Equal down to the last bits: a large number and a tiny step.</summary>
    private static double Alike(int i) =>
        i < 2 ? (i == 0 ? -1e9 : 1e9) : BitConverter.UInt64BitsToDouble(0x3FF0000000000000 + (ulong)(i * 37 % 512));

    private static double[] Normal(int count)
    {
        var values = new double[count];
        RandomStream stream = RandomKey.FromSeed(5).Stream();
        stream.FillNormal(values);
        return values;
    }

    private static Matrix Distances(double[] points)
    {
        var distances = new Matrix(points.Length, points.Length);
        for (int i = 0; i < points.Length; i++)
            for (int j = 0; j < points.Length; j++)
                distances[i, j] = Math.Abs(points[i] - points[j]);
        return distances;
    }

    /// <summary>Pearson's correlation of mean ranks, counted pair by pair.</summary>
    private static double Naive(Matrix x, Matrix y, int[] without)
    {
        (int I, int J)[] pairs =
        [
            .. from i in Enumerable.Range(0, x.Rows) from j in Enumerable.Range(0, i)
               where !without.Contains(i) && !without.Contains(j) select (i, j),
        ];
        double[] a = Counted([.. pairs.Select(p => x[p.I, p.J])]);
        double[] b = Counted([.. pairs.Select(p => y[p.I, p.J])]);
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (u, v) => (u - meanA) * (v - meanB)).Sum()
            / Math.Sqrt(a.Sum(u => (u - meanA) * (u - meanA)) * b.Sum(v => (v - meanB) * (v - meanB)));
    }

    private static double[] Counted(double[] values) =>
        [.. values.Select(v => values.Count(w => w < v) + ((values.Count(w => w == v) + 1) / 2.0))];
}
