using Szilard.Experiments.Agreement;
using Szilard.Experiments.Specification;
using Szilard.Experiments.Tests.Running;
using Szilard.Observables.Agreement;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Agreement;

public sealed class SeedAgreementTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>The raw observation is the same whatever the seed, and chance is p/(n − 1).</summary>
    [Fact]
    public void Seeds_that_represent_the_same_agree_perfectly()
    {
        SeedAgreement agreement = Assert.Single(Of(Seeds([1, 2, 5], "encoder={ kind: identity }")));
        Assert.Equal(("tiny", 3, ""), (agreement.Run, agreement.Seeds, agreement.Remark));
        Assert.Equal(3, agreement.Scores.Count);
        Assert.All(agreement.Scores, s => Assert.Equal(1, s, 1e-9));
        Assert.Equal(2.0 / 999, agreement.Chance, 1e-12);
    }

    [Fact]
    public void Trained_seeds_read_what_similarity_reads_of_them()
    {
        RunFolder[] folders = Seeds([1, 2]);
        AgreementReport report = new RunAgreement(
            new AgreementSettings { Permutations = 19 }, [AgreementScores.All.Get("cca.r2")],
            SeedAgreement.Samples, layers: false, seed: 1, threads: 1).Of(folders, CancellationToken.None);
        SeedAgreement agreement = Assert.Single(Of(folders));
        Assert.Equal(
            report.Matrices[0].Cells[0].Representation.Observed, Assert.Single(agreement.Scores), 1e-12);
        Assert.Equal(agreement.Scores, Assert.Single(Of(folders, threads: 2)).Scores);
    }

    [Fact]
    public void One_seed_has_nothing_to_agree_with_and_what_cannot_be_compared_says_why()
    {
        RunFolder[] folders = Seeds([1, 2]);
        Assert.Empty(Of([folders[0]]));
        foreach (Checkpoint kept in folders[1].Checkpoints())
            File.Delete(folders[1].DataOf(kept));
        SeedAgreement agreement = Assert.Single(Of(folders));
        Assert.Empty(agreement.Scores);
        Assert.True(double.IsNaN(agreement.Mean));
        Assert.Contains("no checkpoint", agreement.Remark, StringComparison.Ordinal);
        RunFolder other = _bench.Finish(Bench.Study("world.rho=0.5") with { Seeds = [3] });
        Assert.Contains(
            "differ in more than their seed", Assert.Single(Of([folders[0], other])).Remark,
            StringComparison.Ordinal);
    }

    private RunFolder[] Seeds(long[] seeds, params string[] overrides)
    {
        Study study = Bench.Study(overrides) with { Seeds = seeds };
        return [.. _bench.Runner().Run(study, CancellationToken.None)];
    }

    private static IReadOnlyList<SeedAgreement> Of(RunFolder[] folders, int threads = 1) =>
        SeedAgreement.Of(folders, threads, CancellationToken.None);
}
