using Szilard.Experiments.Cards;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Tests.Running;
using Szilard.Learners;
using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Experiments.Tests.Cards;

/// <summary>Each theorem with a run to which it speaks, and runs that violate it.</summary>
public sealed class TheoryCardTests
{
    private const string Ball =
        "world={ kind: latent, space: sphere, dimensions: 3, marginal: uniform, conditional: "
            + "von-mises-fisher, kappa: 10 }";
    private const string Uneven =
        "world={ kind: latent, space: sphere, dimensions: 3, marginal: uniform, conditional: diagonal, "
            + "concentrations: [5, 10, 15] }";
    private const string Even =
        "world={ kind: latent, space: sphere, dimensions: 3, marginal: uniform, conditional: diagonal, "
            + "concentrations: [5, 5, 15] }";
    private const string Turned =
        "world={ kind: latent, space: sphere, dimensions: 3, marginal: uniform, conditional: full, "
            + "concentrations: [5, 10, 15] }";
    private const string Cube =
        "world={ kind: latent, space: box, dimensions: 3, marginal: uniform, conditional: "
            + "generalized-normal, power: 3 }";
    private const string Clusters =
        "world={ kind: clusters, dimensions: 3, clusters: 10, instances: 20, kappa: 10 }";
    private const string Content = "world={ kind: content-style }";
    private const string Boxed = "encoder={ kind: mlp, widths: [8], output: box }";
    private const string Round = "encoder={ kind: mlp, widths: [8], output: sphere }";
    private const string Five = "encoder={ kind: mlp, widths: [8], outputs: 5 }";

    [Theory]
    [InlineData("Klindt", Indeterminacy.Orthogonal)]
    [InlineData("Klindt", Indeterminacy.Orthogonal, "objective={ kind: whitening }")]
    [InlineData("Klindt", Indeterminacy.Orthogonal, "objective={ kind: sigreg }")]
    [InlineData(
        "Theorem 2", Indeterminacy.Orthogonal, Ball,
        "objective={ kind: info-nce, similarity: cosine, temperature: 0.1 }")]
    [InlineData("Theorem 2", Indeterminacy.Orthogonal, Ball, "objective={ kind: nt-xent, temperature: 0.1 }")]
    [InlineData(
        "Theorems 5 and 6", Indeterminacy.SignedPermutation, Cube, Boxed,
        "objective={ kind: info-nce, similarity: lp, p: 3 }")]
    [InlineData("Rusak", Indeterminacy.SignedPermutation, Uneven, Round, "objective={ kind: an-info-nce }")]
    [InlineData("Rusak", Indeterminacy.BlockOrthogonal, Even, Round, "objective={ kind: an-info-nce }")]
    [InlineData(
        "Rusak", Indeterminacy.SignedPermutation, Uneven, Round,
        "objective={ kind: an-info-nce, learned: false, concentrations: [15, 5, 10] }")]
    [InlineData("Rusak", Indeterminacy.Orthogonal, Turned, Round, "objective={ kind: an-info-nce }")]
    [InlineData(
        "Reizinger", Indeterminacy.Orthogonal, Clusters, Round,
        "objective={ kind: diet, normalise: true, temperature: 0.1 }")]
    [InlineData("Reizinger", Indeterminacy.Affine, Clusters, Round, "objective={ kind: diet }")]
    [InlineData("Reizinger", Indeterminacy.Affine, Clusters, "objective={ kind: diet, normalise: true }")]
    [InlineData(
        "Kügelgen", Indeterminacy.BlockContent, Content, Five,
        "objective={ kind: info-nce, similarity: gaussian, temperature: 1 }")]
    [InlineData("VICReg", Indeterminacy.Orthogonal, "objective={ kind: vicreg }")]
    [InlineData("VICReg", Indeterminacy.Orthogonal, "objective={ kind: vicreg, variant: solo }")]
    public void A_run_that_meets_all_assumptions_is_promised_the_theorems_class(
        string theorem, Indeterminacy promised, params string[] overrides)
    {
        AssumptionCard card = Card("healthy", overrides)!;
        Assert.All(card.Assumptions, a => Assert.Contains(theorem, a.Theorem));
        Assert.All(
            card.Assumptions, a =>
                Assert.True(a.Status == AssumptionStatus.Holds, $"{a.Claim} {a.Measured}"));
        Assert.Equal(promised, card.Promised);
    }

    /// <summary>A generalised normal law with exponent 1/4 has excess kurtosis Γ(20)Γ(4)/Γ(12)² − 3 = 455;
    /// 20 000 values of so heavy a tail estimate it low, but never near the 0 of a Gaussian.</summary>
    [Fact]
    public void Heavy_tails_violate_the_marginal_with_the_kurtosis_that_was_measured()
    {
        AssumptionCard card = Card("healthy", "world.marginal=generalized-normal", "world.alpha=0.25")!;
        Assumption marginal = card.Assumptions.Single(a => a.Claim == "The latents are Gaussian.");
        Assert.Equal(AssumptionStatus.Violated, marginal.Status);
        Assert.InRange(marginal.Value!.Value, 20, 5000);
        Assert.Equal(Indeterminacy.None, card.Promised);
    }

    /// <summary>Two children of one anchor correlate by ρ² = 0.81; of 10⁴·2 pairs the estimate has a
    /// standard error of (1 − 0.81²)/√20 000 = 0.0024. Five of them: false alarm below 10⁻⁶.</summary>
    [Fact]
    public void The_correlation_of_the_views_is_measured()
    {
        Assumption pairs = Card("healthy")!.Assumptions.Single(a => a.Evidence.Contains("world.conditional"));
        Assert.Equal(0.81, pairs.Value!.Value, 0.012);
        Assert.Contains("closed form 0.8100", pairs.Measured);
    }

    [Theory]
    [InlineData("training.pairing", "training.pairing=permuted")]
    [InlineData("encoder.outputs", "encoder.outputs=3")]
    [InlineData("objective.temperature; world.kappa", Ball, "objective={ kind: nt-xent, temperature: 0.5 }")]
    [InlineData("encoder.output", Cube, "objective={ kind: info-nce, similarity: lp, p: 3 }")]
    [InlineData(
        "world.conditional; fresh pairs", Cube, Boxed,
        "objective={ kind: info-nce, similarity: lp, p: 2.5 }")]
    [InlineData("world.conditional; fresh pairs", "world.conditional=laplace")]
    [InlineData("world.conditional; fresh pairs", "views={ kind: jitter }")]
    [InlineData(
        "world.conditional; fresh pairs", Ball, "world.pairs=two-children",
        "objective={ kind: nt-xent, temperature: 0.1 }")]
    [InlineData("encoder.projector; evaluation.layer", "encoder.projector=[8]")]
    [InlineData("encoder.projector; evaluation.layer", "evaluation.layer=1", "encoder.widths=[2]")]
    [InlineData(
        "objective.learned; objective.concentrations; world.concentrations", Uneven, Round,
        "objective={ kind: an-info-nce, learned: false, concentrations: [1] }")]
    [InlineData(
        "objective.temperature; world.kappa", Clusters, Round,
        "objective={ kind: diet, normalise: true, temperature: 0.5 }")]
    [InlineData("world.clusters", Clusters, "world.clusters=3", "objective={ kind: diet }")]
    [InlineData("views.kind", Clusters, "objective={ kind: diet }", "views={ kind: jitter }")]
    [InlineData("world; views", Content, Five, "world.style_change_prob=0")]
    [InlineData(
        "objective.invariance, variance, covariance", "objective={ kind: vicreg, covariance: 0 }")]
    [InlineData(
        "representation of the samples that are judged", "objective={ kind: vicreg, variance: 10 }")]
    public void One_violated_assumption_is_flagged_where_it_lies_and_promises_nothing(
        string evidence, params string[] overrides)
    {
        AssumptionCard card = Card("healthy", overrides)!;
        Assumption violated = Assert.Single(card.Assumptions, a => a.Status == AssumptionStatus.Violated);
        Assert.Equal(evidence, violated.Evidence);
        Assert.Equal(Indeterminacy.None, card.Promised);
    }

    [Theory]
    [InlineData("healthy", AssumptionStatus.Holds)]
    [InlineData("not-converged", AssumptionStatus.Unknown)]
    [InlineData("control", AssumptionStatus.Unknown)]
    [InlineData("collapsed", AssumptionStatus.Violated)]
    [InlineData("plateau", AssumptionStatus.Violated)]
    [InlineData("diverged", AssumptionStatus.Violated)]
    public void The_optimum_is_judged_by_the_verdict(string state, AssumptionStatus expected) =>
        Assert.Equal(expected, Card(state)!.Assumptions.Single(a => a.Claim.Contains("optimum")).Status);

    [Fact]
    public void Frozen_anchors_leave_endless_samples_undecided() =>
        Assert.Equal(
            AssumptionStatus.Unknown,
            Card("healthy", "world.samples=100")!.Assumptions.Single(
                a => a.Evidence == "world.samples").Status);

    /// <summary>Λ = softplus(ℓ): ℓ = 0 gives ln 2 = 0.693.</summary>
    [Fact]
    public void Learned_concentrations_stand_beside_those_of_the_world()
    {
        StateArray raw = new("objective.concentration", new Shape(3), [0, 5, 20]);
        AssumptionCard card = Card(
            "healthy", new Examination(null, null, [raw]), Uneven, Round, "objective={ kind: an-info-nce }")!;
        Assert.Contains(
            card.Assumptions, a => a.Measured == "learned; Λ = 0.693 5.01 20 for 5 10 15 of the world");
    }

    [Theory]
    [InlineData(Ball, "objective={ kind: vicreg }")]
    [InlineData("objective={ kind: barlow-twins }")]
    [InlineData("objective={ kind: supervised-regression }", "views={ kind: label }")]
    [InlineData(Ball, "objective={ kind: whitening }")]
    public void Where_no_theorem_speaks_the_card_says_so(params string[] overrides)
    {
        AssumptionCard card = Card("healthy", overrides)!;
        Assumption silence = Assert.Single(card.Assumptions);
        Assert.Equal(("none", AssumptionStatus.Unknown), (silence.Theorem, silence.Status));
        Assert.NotEmpty(silence.Evidence);
        Assert.Equal(Indeterminacy.None, card.Promised);
    }

    [Fact]
    public void A_dataset_whose_causes_nobody_knows_has_no_card()
    {
        using Bench bench = new();
        string file = Path.Combine(bench.Root, "rows.csv");
        File.WriteAllLines(
            file, Enumerable.Range(0, 200).Select(i => $"{Math.Sin(i)},{Math.Cos(3 * i)},{i % 7}"));
        using var plan =
            RunPlan.Build(
                Bench.Run("world={ kind: csv }", "views={ kind: jitter }", "encoder.outputs=2"), 1, file, 1);
        Assert.Null(
            TheoryCard.Of(plan, new RunVerdict("healthy", 1, "", ""), [], new Examination(null, null, [])));
    }

    /// <summary>A run that left a white representation behind: of 4000 samples its moments, which are held
    /// against a tolerance of 14 %, have standard errors below 1.6 %.</summary>
    private static AssumptionCard? Card(string state, params string[] overrides)
    {
        var white = new Matrix(4000, 3);
        RandomKey.FromSeed(1).Split("white").Stream().FillNormal(white.Values);
        return Card(state, new Examination(null, white, []), overrides);
    }

    private static AssumptionCard? Card(string state, Examination examination, params string[] overrides)
    {
        using var plan = RunPlan.Build(Bench.Run(overrides), 1, "", 1);
        return TheoryCard.Of(plan, new RunVerdict(state, 60, "", ""), [], examination);
    }
}
