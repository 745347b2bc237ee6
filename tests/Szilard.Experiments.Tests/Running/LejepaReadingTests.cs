using Szilard.Experiments.Plans;
using Szilard.Learners;

namespace Szilard.Experiments.Tests.Running;

/// <summary>The bound of LeJEPA's theorem in runs: of views whose latents are normal, and nowhere
/// else.</summary>
public sealed class LejepaReadingTests
{
    private const string Meters = "evaluation.meters=covariance,lejepa-bound,procrustes.latents";

    /// <summary>h = z of two children, which correlate by r = ρ² = 0.81: ε = 0 and D = 0 but for samples,
    /// whose ε² is 6/5000 and whose δ errs by 2(1 − r²)√(2/5000) = 0.014, D by 0.045. Five such errors: a
    /// false alarm below 10⁻⁵ over all.</summary>
    [Fact]
    public void The_causes_themselves_lie_within_a_small_bound()
    {
        Dictionary<string, double> read = Read("world.mixing=identity");
        Assert.InRange(read["lejepa-bound"], 0, 0.3);
        Assert.InRange(read["covariance"], 0, 0.15);
        Assert.Equal(2, read["covariance.trace"], 0.2);
        Assert.InRange(read["procrustes.latents"], 0, read["lejepa-bound"] + 0.002);
        Assert.Equal(2 * 2 * (1 - 0.81), read["lejepa-bound.alignment"], 0.06);
    }

    /// <summary>Var(z₁ + z₀²) = 3: the trace is 4, and the banana's square is a nonlinear part of variance 2,
    /// each known to about 0.15.</summary>
    [Fact]
    public void A_bent_look_at_them_reads_its_nonlinear_part()
    {
        Dictionary<string, double> read = Read("world.mixing=banana");
        Assert.Equal(4, read["covariance.trace"], 0.8);
        Assert.Equal(2, read["lejepa-bound.nonlinear"], 0.8);
        Assert.True(read["procrustes.latents"] <= read["lejepa-bound"]);
    }

    [Theory]
    [InlineData("world.marginal=laplace")]
    [InlineData("world.conditional=normal")]
    [InlineData("world.moving=1")]
    public void Views_of_other_laws_have_no_bound(string law) =>
        Assert.DoesNotContain("lejepa-bound", Read(law).Keys);

    private static Dictionary<string, double> Read(string world)
    {
        using var plan = RunPlan.Build(
            Bench.Run("encoder={ kind: identity }", world, Meters, "evaluation.samples=5000"), 1, "", 1);
        LearnerState state = plan.Learner.Begin(plan.World.ObservationShape, plan.Key.Split("learner"));
        return new Examiner(plan).Final(state).ToDictionary(r => r.Name, r => r.Reading.Value);
    }
}
