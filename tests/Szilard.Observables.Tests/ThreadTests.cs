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

    private static Reading ReadWith(int threads, string meter, Specimen specimen)
    {
        using Workers crew = new(threads);
        return Meters.All.Get(meter).BuildDefault().Read(specimen, Key, crew);
    }
}
