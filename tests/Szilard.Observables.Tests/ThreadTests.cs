using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Work is cut by its shape, so readings are the same bits for any crew.</summary>
public sealed class ThreadTests
{
    [Theory]
    [InlineData("knn")]
    [InlineData("linear-probe")]
    [InlineData("mutual-knn")]
    [InlineData("procrustes")]
    [InlineData("orthogonality")]
    [InlineData("mig")]
    [InlineData("dci.completeness")]
    [InlineData("pwcca")]
    [InlineData("rsa")]
    [InlineData("cknna")]
    [InlineData("two-nn")]
    [InlineData("nc1")]
    [InlineData("mcc.ica")]
    public void A_reading_is_the_same_bits_for_one_two_and_four_threads(string meter)
    {
        Matrix h = Normal(2200, 24, "h");
        Specimen specimen = new(h)
        {
            Labels = [.. Enumerable.Range(0, h.Rows).Select(i => h[i, 0] + h[i, 1] > h[i, 2] ? 1 : 0)],
            Latents = Normal(2200, 5, "z"),
            Other = Normal(2200, 7, "other"),
        };
        Reading[] readings = [.. new[] { 1, 2, 4 }.Select(threads => ReadWith(threads, meter, specimen))];
        Assert.True(double.IsFinite(readings[0].Value));
        Assert.All(readings, reading => Assert.Equal(readings[0], reading));
    }

    /// <summary>Of equal neighbours the lower index counts, across the blocks of the search.</summary>
    [Fact]
    public void Neighbours_equal_those_of_a_full_sort()
    {
        Matrix r = Normal(1300, 6, "r"), q = Normal(600, 6, "q");
        r.Row(7).CopyTo(r.Row(1200));
        r.Row(7).CopyTo(q.Row(3));
        using Workers crew = new(2);
        var found = Similarity.Neighbours.Find(q, r, 4, false, false, crew);
        for (int i = 0; i < q.Rows; i++)
        {
            int[] sorted = [.. Enumerable.Range(0, r.Rows).OrderBy(j => Distance(q, i, r, j)).Take(4)];
            Assert.Equal(sorted, found.Of(i).ToArray());
        }
        Assert.Equal([7, 1200], found.Of(3)[..2].ToArray());
    }

    private static double Distance(Matrix q, int i, Matrix r, int j)
    {
        double sum = 0;
        for (int k = 0; k < q.Columns; k++)
            sum += (q[i, k] - r[j, k]) * (q[i, k] - r[j, k]);
        return sum;
    }

    private static Reading ReadWith(int threads, string meter, Specimen specimen)
    {
        using Workers crew = new(threads);
        return Meters.All.Get(meter).BuildDefault().Read(specimen, Key, crew);
    }
}
