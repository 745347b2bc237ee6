using Szilard.Tensors;
using static Szilard.Observables.Tests.GuardTests;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>What can be read but with care is flagged, in one sentence that many meters share.</summary>
public sealed class CautionTests
{
    /// <summary>Every latent is told by its own dimension alone and the halves of the two are crossed: 20
    /// values taken as they are would tell of everything.</summary>
    [Theory]
    [InlineData("mig")]
    [InlineData("modularity")]
    [InlineData("info-m")]
    [InlineData("info-c")]
    public void Twenty_continuous_samples_are_cut_into_bins_and_not_read_as_twenty_classes(string name)
    {
        Matrix z = new(20, 2);
        for (int i = 0; i < 20; i++)
            (z[i, 0], z[i, 1]) = (i, (10 * (i % 2)) + (i / 2));
        Reading reading = Identify(name, z, z.Map(v => v * v * v));
        Assert.Equal(1, reading.Value, 1e-9);
        Assert.Contains("cut into 2 bins", reading.Remark, StringComparison.Ordinal);
        Assert.Contains("latents 1, 2", reading.Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linear-probe", 15)]
    [InlineData("nc1", 30)]
    [InlineData("nc2", 30)]
    [InlineData("cdnv", 30)]
    [InlineData("orthogonality", 30)]
    [InlineData("permutation", 30)]
    public void More_dimensions_than_samples_are_flagged(string name, int samples)
    {
        AssertFlagged(name, Wide(30), $"Only n = {samples} samples of d = 30 dimensions");
        Assert.DoesNotContain("Only n", Read(name, Wide(64)).Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mcc.pearson")]
    [InlineData("mcc.affine")]
    [InlineData("orthogonality")]
    [InlineData("dci.disentanglement")]
    [InlineData("sap")]
    [InlineData("mig")]
    [InlineData("modularity")]
    [InlineData("indeterminacy")]
    public void A_constant_dimension_is_named(string name) =>
        AssertFlagged(name, Lost(), "Dimension 2 is constant");

    [Theory]
    [InlineData("permutation")]
    [InlineData("dci.completeness")]
    [InlineData("sap")]
    [InlineData("mig")]
    [InlineData("info-e")]
    [InlineData("indeterminacy")]
    public void Constant_latents_are_named(string name)
    {
        Matrix z = Normal(200, 4, "z").Columnwise((v, j) => j % 2 == 0 ? v : 7);
        AssertFlagged(name, new Specimen(Normal(200, 4, "h")) { Latents = z }, "Latents 2, 4 are constant");
    }

    [Theory]
    [InlineData("mutual-knn")]
    [InlineData("knn")]
    [InlineData("ncc.sample")]
    [InlineData("ncc.class")]
    public void Ties_between_duplicates_are_flagged(string name)
    {
        int[] rows = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
        Matrix two = Normal(2, 3, "two").Select(rows), other = Normal(200, 3, "other");
        Specimen specimen = new(two) { Other = other, View = two, Labels = Labels(200, 3, "labels") };
        if (name == "ncc.class")
            specimen = specimen with { Training = specimen with { Labels = [.. Halved(200)] } };
        AssertFlagged(name, specimen, "equally near, and the lower index decides");
        Specimen apart = new(other) { Other = Normal(200, 4, "o"), View = other, Labels = specimen.Labels };
        Assert.Empty(Read(name, apart).Remark);
    }

    /// <summary>On 0 … 7 all but the ends have two nearest neighbours; their squares have one each.</summary>
    [Fact]
    public void Ties_are_counted()
    {
        Matrix line = new(8, 1, [0, 1, 2, 3, 4, 5, 6, 7]);
        string remark = Compare(
            "mutual-knn", line, line.Map(v => v * v), ("k", 1L), ("metric", "euclidean")).Remark;
        Assert.StartsWith("For 6 of 8 samples the nearest neighbour", remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r2.affine")]
    [InlineData("r2.affine.pooled")]
    [InlineData("r2.inverse")]
    [InlineData("r2.nonlinear")]
    [InlineData("mcc.pearson")]
    [InlineData("mcc.spearman")]
    [InlineData("mcc.affine")]
    [InlineData("mcc.ica")]
    [InlineData("orthogonality")]
    [InlineData("permutation")]
    [InlineData("indeterminacy")]
    [InlineData("dci.disentanglement")]
    [InlineData("dci.informativeness")]
    [InlineData("sap")]
    public void Classes_read_as_numbers_are_flagged(string name)
    {
        Matrix h = Normal(200, 3, "h"), classes = Normal(200, 3, "z").With((m, i) => m[i, 1] = i % 3);
        AssertFlagged(name, new Specimen(h) { Latents = classes }, "read as numbers: latent 2;");
        Matrix two = Normal(200, 3, "z").With((m, i) => m[i, 1] = i % 2);
        Assert.DoesNotContain("read as numbers", Identify(name, two, h).Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_one_latent_is_flagged_where_that_latent_is_classes()
    {
        Matrix classes = Normal(200, 3, "z").With((m, i) => m[i, 1] = i % 3);
        IReadOnlyList<PartReading> parts = Meters.All.Get("r2.latent").BuildDefault().ReadParts(
            new Specimen(Normal(200, 3, "h")) { Latents = classes }, Key, Crew);
        Assert.Equal(["2"], parts.Skip(1).Where(p => p.Reading.Remark.Length > 0).Select(p => p.Part));
    }

    /// <summary>Labels with which both points are as frequent in both classes.</summary>
    private static IEnumerable<int> Halved(int samples) =>
        Enumerable.Range(0, samples).Select(i => i / 2 % 2);

    private static void AssertFlagged(string name, Specimen specimen, string says)
    {
        Reading reading = Read(name, specimen);
        Assert.True(double.IsFinite(reading.Value), $"{reading}");
        Assert.Contains(says, reading.Remark, StringComparison.Ordinal);
    }
}
