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

    /// <summary>The screen in single precision must not show: arrays far from the origin, groups of equal
    /// rows that it cannot tell apart, and plain ones, beside a full sort of distances in double
    /// precision.</summary>
    [Theory]
    [InlineData(false, 0, 0)]
    [InlineData(true, 0, 0)]
    [InlineData(false, 1e4, 0)]
    [InlineData(false, 0, 40)]
    [InlineData(true, 3, 40)]
    public void Screened_neighbours_equal_those_of_a_full_sort(bool cosine, double offset, int copies)
    {
        Matrix x = Normal(1500, 9, "x").Columnwise((v, _) => v + offset);
        for (int i = 1; i <= copies; i++)
            x.Row(5).CopyTo(x.Row(37 * i));
        using Workers crew = new(2);
        var found = Similarity.Neighbours.Find(x, x, 6, cosine, true, crew);
        Matrix rows = cosine ? Algebra.Columns.NormaliseRows(x) : x;
        for (int i = 0; i < x.Rows; i += 7)
        {
            double[] distances = [.. Enumerable.Range(0, x.Rows).Select(j => Distance(rows, i, rows, j))];
            int[] sorted = [.. Enumerable.Range(0, x.Rows).Where(j => j != i).OrderBy(
                j => distances[j]).Take(6)];
            Assert.Equal(
                sorted.Select(j => distances[j]), found.Of(i).ToArray().Select(j => distances[j]),
                (a, b) => Math.Abs(a - b) <= 1e-9);
            Assert.DoesNotContain(i, found.Of(i).ToArray());
        }
        if (copies > 0)
            Assert.Equal([37, 74, 111, 148, 185, 222], found.Of(5).ToArray());
    }

    /// <summary>On a grid far from the origin distances are whole numbers and many are equal: the lower index
    /// counts, whichever way the search took.</summary>
    [Fact]
    public void Ties_on_a_grid_fall_to_the_lower_index()
    {
        Matrix r = Normal(1500, 9, "r").Columnwise((v, _) => Math.Round(v) + 100);
        Matrix q = Normal(1300, 9, "q").Columnwise((v, _) => Math.Round(v) + 100);
        using Workers crew = new(2);
        var found = Similarity.Neighbours.Find(q, r, 6, false, false, crew);
        for (int i = 0; i < q.Rows; i += 5)
        {
            double[] distances = [.. Enumerable.Range(0, r.Rows).Select(j => Distance(q, i, r, j))];
            int[] sorted = [.. Enumerable.Range(0, r.Rows).OrderBy(j => distances[j]).Take(6)];
            Assert.Equal(sorted, found.Of(i).ToArray());
            Assert.All(sorted.Zip(found.ScoresOf(i).ToArray()), pair =>
                Assert.Equal(-distances[pair.First] / 2, pair.Second, 1e-12 * (1 + distances[pair.First])));
        }
    }

    /// <summary>Meters that share threads read what each reads alone.</summary>
    [Fact]
    public void Meters_side_by_side_read_what_they_read_one_by_one()
    {
        Specimen specimen = new(Normal(400, 6, "h"))
        {
            Labels = [.. Enumerable.Range(0, 400).Select(i => i % 3)],
            Latents = Normal(400, 3, "z"),
            Other = Normal(400, 5, "other"),
            View = Normal(400, 6, "view"),
        };
        using Workers one = new(1), three = new(3);
        Assert.Equal(
            MeterRun.ReadAll(specimen, Meters.All.Parts, Key, one).Select(r => (r.Name, r.Reading)),
            MeterRun.ReadAll(specimen with { }, Meters.All.Parts, Key, three).Select(
                r => (r.Name, r.Reading)));
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
