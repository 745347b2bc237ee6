using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>What cannot be measured is refused with cause, numbers and remedy.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("dci.disentanglement")]
    [InlineData("dci.informativeness")]
    [InlineData("r2.latent")]
    [InlineData("r2.affine")]
    [InlineData("indeterminacy")]
    [InlineData("info-e")]
    public void A_probe_of_more_dimensions_than_samples_is_refused(string name) =>
        AssertRefused(name, new Specimen(Normal(20, 30, "h")) { Latents = Normal(20, 2, "z") },
            "more than 31");

    [Theory]
    [InlineData("cka.unbiased", "needs at least 4")]
    [InlineData("cknna", "at least 11")]
    [InlineData("rsa", "needs at least 4")]
    public void Unbiased_and_rank_estimates_of_three_samples_are_refused(string name, string remedy) =>
        AssertRefused(name, new Specimen(Normal(3, 2, "h")) { Other = Normal(3, 2, "other") }, remedy);

    [Fact]
    public void One_active_dimension_has_no_compactness()
    {
        Matrix z = Normal(200, 2, "z"), h = z.Columnwise((v, j) => j == 0 ? v : 1);
        AssertRefused("info-c", new Specimen(h) { Latents = z }, "1 of 2 dimensions tell anything");
        Reading modular = Identify("info-m", z, h);
        Assert.True(double.IsFinite(modular.Value));
        Assert.Contains("1 dimensions tell nothing", modular.Remark, StringComparison.Ordinal);
        AssertRefused("info-c", new Specimen(new Matrix(200, 1, z.Column(0))) { Latents = z }, "at least 1 "
            + "and 2");
    }

    [Theory]
    [InlineData("modularity", "at least 2 and 1")]
    [InlineData("info-m", "at least 2 and 1")]
    public void One_latent_has_no_modularity(string name, string numbers) =>
        AssertRefused(name, new Specimen(Normal(50, 3, "h")) { Latents = Normal(50, 1, "z") }, numbers);

    [Theory]
    [InlineData("mig")]
    [InlineData("sap")]
    public void A_gap_needs_two_dimensions(string name) =>
        AssertRefused(name, new Specimen(Normal(50, 1, "h")) { Latents = Normal(50, 2, "z") },
            "1 dimensions");

    [Theory]
    [InlineData("mig")]
    [InlineData("modularity")]
    [InlineData("sap")]
    [InlineData("info-e")]
    public void Constant_latents_are_left_out_and_only_constant_ones_refused(string name)
    {
        Matrix z = Normal(100, 3, "z").Columnwise((v, j) => j == 2 ? 7 : v), h = Normal(100, 3, "h");
        Assert.True(double.IsFinite(Identify(name, z, h).Value));
        Reading reading = Identify(name, new Matrix(100, 3), h);
        Assert.True(double.IsNaN(reading.Value));
        Assert.NotEmpty(reading.Remark);
    }

    [Fact]
    public void Too_many_inputs_for_differences_are_refused()
    {
        Matrix x = Normal(10, 129, "x");
        AssertRefused("jacobian", new Specimen(x) { Encoder = new EncoderFunction(x, v => v) },
            "at most 128");
    }

    [Theory]
    [InlineData("cdnv")]
    [InlineData("nc1")]
    [InlineData("nc4")]
    public void One_class_is_refused(string name) =>
        AssertRefused(name, new Specimen(Normal(20, 2, "h")) { Labels = new int[20] }, "");

    [Theory]
    [InlineData("nc3", 30)]
    [InlineData("nc4", 15)]
    public void A_head_of_more_dimensions_than_samples_is_refused(string name, int fitted) =>
        AssertRefused(name, Wide(30), $"n = {fitted} samples to fit a head of d = 30");

    /// <summary>The second latent is lost: what is left of the map is a permutation of one.</summary>
    [Theory]
    [InlineData("permutation", "2 latents vary, but 1 of 2 dimensions do")]
    [InlineData("dci.completeness", "1 of 2 dimensions vary")]
    [InlineData("info-c", "1 of 2 dimensions tell anything")]
    public void One_active_dimension_for_two_latents_is_refused_where_it_would_look_perfect(
        string name, string says) => AssertRefused(name, Lost(), says);

    [Fact]
    public void One_varying_latent_has_no_disentanglement()
    {
        Matrix z = Normal(200, 2, "z").Columnwise((v, j) => j == 0 ? v : 7);
        AssertRefused("dci.disentanglement", new Specimen(Normal(200, 3, "h")) { Latents = z },
            "1 of 2 latents vary");
    }

    [Fact]
    public void A_map_that_cannot_be_fitted_is_told_by_its_own_sides() => AssertRefused(
        "dci.completeness", new Specimen(Normal(20, 30, "h")) { Latents = Normal(20, 2, "z") },
        "n = 20 samples to fit a map of d = 30 columns and an intercept to 2; give more than 31 samples");

    internal static Specimen Wide(int samples) => new(Normal(samples, 30, "h"))
    {
        Latents = Normal(samples, 2, "z"),
        Labels = [.. Enumerable.Range(0, samples).Select(i => i % 2)],
    };

    internal static Specimen Lost()
    {
        Matrix z = Normal(200, 2, "z");
        return new Specimen(z.Columnwise((v, j) => j == 0 ? v : 1)) { Latents = z };
    }

    private static void AssertRefused(string name, Specimen specimen, string says)
    {
        Reading reading = Read(name, specimen);
        Assert.True(double.IsNaN(reading.Value), $"{reading}");
        Assert.NotEmpty(reading.Remark);
        Assert.Contains(says, reading.Remark, StringComparison.Ordinal);
    }
}
