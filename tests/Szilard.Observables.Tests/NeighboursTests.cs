using Szilard.Observables.Similarity;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Whichever way a search takes, it finds what a full sort of distances in double precision
/// finds.</summary>
public sealed class NeighboursTests
{
    /// <summary>Of equal neighbours the lower index counts, across the blocks of the search.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(40)]
    public void Neighbours_equal_those_of_a_full_sort(int width)
    {
        Matrix r = Normal(1300, width, "r"), q = Normal(600, width, "q");
        r.Row(7).CopyTo(r.Row(1200));
        r.Row(7).CopyTo(q.Row(3));
        using Workers crew = new(2);
        var found = Neighbours.Find(q, r, 4, false, false, crew);
        for (int i = 0; i < q.Rows; i++)
        {
            int[] sorted = [.. Enumerable.Range(0, r.Rows).OrderBy(j => Distance(q, i, r, j)).Take(4)];
            Assert.Equal(sorted, found.Of(i).ToArray());
        }
        Assert.Equal([7, 1200], found.Of(3)[..2].ToArray());
    }

    /// <summary>The screens, nine columns wide in single precision and forty wide in whole numbers, must not
    /// show: arrays far from the origin, groups of equal rows that they cannot tell apart, one row a thousand
    /// times as long as the others, for which whole numbers are too coarse, and plain ones.</summary>
    [Theory]
    [InlineData(9, false, 0, 0, 1)]
    [InlineData(9, true, 0, 0, 1)]
    [InlineData(9, false, 1e4, 0, 1)]
    [InlineData(9, false, 0, 40, 1)]
    [InlineData(9, true, 3, 40, 1)]
    [InlineData(40, false, 0, 0, 1)]
    [InlineData(40, true, 0, 0, 1)]
    [InlineData(41, false, 1e4, 0, 1)]
    [InlineData(41, false, 0, 40, 1)]
    [InlineData(41, true, 3, 40, 1)]
    [InlineData(40, false, 0, 0, 1000)]
    public void Screened_neighbours_equal_those_of_a_full_sort(
        int width, bool cosine, double offset, int copies, double longest)
    {
        Matrix x = Normal(1500, width, "x").Columnwise((v, _) => v + offset);
        foreach (ref double value in x.Row(11))
            value *= longest;
        for (int i = 1; i <= copies; i++)
            x.Row(5).CopyTo(x.Row(37 * i));
        using Workers crew = new(2);
        var found = Neighbours.Find(x, x, 6, cosine, true, crew);
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
        var found = Neighbours.Find(q, r, 6, false, false, crew);
        for (int i = 0; i < q.Rows; i += 5)
        {
            double[] distances = [.. Enumerable.Range(0, r.Rows).Select(j => Distance(q, i, r, j))];
            int[] sorted = [.. Enumerable.Range(0, r.Rows).OrderBy(j => distances[j]).Take(6)];
            Assert.Equal(sorted, found.Of(i).ToArray());
            Assert.All(sorted.Zip(found.ScoresOf(i).ToArray()), pair =>
                Assert.Equal(-distances[pair.First] / 2, pair.Second, 1e-12 * (1 + distances[pair.First])));
        }
    }

    /// <summary>What a screen says of a product holds for every pair, and is not so cautious that it settles
    /// nothing: in whole numbers of 128 columns the ceiling is nearer than the tenth part of what scores
    /// vary.</summary>
    [Theory]
    [InlineData(true, 33)]
    [InlineData(false, 33)]
    [InlineData(true, 128)]
    [InlineData(false, 128)]
    [InlineData(false, 1300)] // several blocks along the sum
    public void No_score_is_above_the_ceiling_of_its_product(bool cosine, int width)
    {
        Assert.SkipUnless(ShortProduct.IsQuick, "No AVX2 on this machine, so whole numbers are never used.");
        using Workers crew = new(2);
        var exact = SearchRows.Of(Normal(70, width, "q"), Normal(90, width, "r"), cosine, false, crew);
        double[] scores = [.. Enumerable.Range(0, 6300).Select(i => exact.Score(i / 90, i % 90))];
        double deviation = Math.Sqrt(scores.Sum(s => s * s / 6300) - Math.Pow(scores.Average(), 2));
        foreach (ScreenRows rows in (ScreenRows[])[
            new SingleRows(exact, crew), new ShortRows(exact, crew)])
        {
            var tile = new float[6300];
            rows.Multiply(0, 1, 70, 0, 90, tile);
            for (int i = 0; i < 6300; i++)
            {
                double above = rows.Ceiling(i / 90, tile[i]) - scores[i];
                Assert.InRange(above, 0, deviation / 10);
            }
        }
    }

    private static double Distance(Matrix q, int i, Matrix r, int j)
    {
        double sum = 0;
        for (int k = 0; k < q.Columns; k++)
            sum += (q[i, k] - r[j, k]) * (q[i, k] - r[j, k]);
        return sum;
    }
}
