using Szilard.Experiments.Cards;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Tests.Running;
using Szilard.Learners;
using Szilard.Observables;
using Szilard.Observables.Identifiability;
using Szilard.Records;
using Szilard.Tensors;
using NamedReading = Szilard.Records.NamedReading;

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
    private const string Cube =
        "world={ kind: latent, space: box, dimensions: 3, marginal: uniform, conditional: "
            + "generalized-normal, power: 3 }";
    private const string Clusters =
        "world={ kind: clusters, dimensions: 3, clusters: 10, instances: 20, kappa: 10 }";
    private const string Content = "world={ kind: content-style }";
    private const string Boxed = "encoder={ kind: mlp, widths: [8], output: box }";
    private const string Round = "encoder={ kind: mlp, widths: [8], output: sphere }";
    private const string Five = "encoder={ kind: mlp, widths: [8], outputs: 5 }";
    private static readonly Matrix s_causes = Draw(4000, 3);

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

    /// <summary>Klindt's theorem promises a rotation with one scale. A permutation keeps it only with one
    /// scale: diag(1, 10) is a permutation, and none of the maps that the theorem allows. Less than was
    /// promised is a contradiction only where all assumptions hold.</summary>
    [Theory]
    [InlineData(Fate.Rotation, TheoryVerdict.Holds)]
    [InlineData(Fate.Reflection, TheoryVerdict.Holds)]
    [InlineData(Fate.Scales, TheoryVerdict.Contradicted)]
    [InlineData(Fate.Stretch, TheoryVerdict.Contradicted)]
    [InlineData(Fate.Noise, TheoryVerdict.Contradicted)]
    [InlineData(Fate.Undecided, TheoryVerdict.Silent)]
    [InlineData(Fate.Noise, TheoryVerdict.Silent, "world.samples=100")]
    [InlineData(Fate.Rotation, TheoryVerdict.Silent, "encoder.outputs=3")]
    [InlineData(Fate.Noise, TheoryVerdict.Silent, "world.observation_noise=0.1")]
    [InlineData(Fate.Noise, TheoryVerdict.Silent, "world.folded=1")]
    public void Theory_holds_is_contradicted_or_silent(
        Fate fate, TheoryVerdict verdict, params string[] overrides)
    {
        AssumptionCard card = Card("healthy", Found(fate), overrides)!;
        TheoremOutcome own = card.Theorems.Single(
            t => t.Theorem.StartsWith("Klindt", StringComparison.Ordinal));
        Assert.Equal((verdict, (Indeterminacy?)card.Measured), (own.Verdict, own.Measured));
        Assert.All(
            card.Theorems.Where(t => t != own), t =>
            {
                Assert.Equal((TheoryVerdict.Silent, null as Indeterminacy?), (t.Verdict, t.Measured));
                Assert.StartsWith("It speaks of ", t.Reason, StringComparison.Ordinal);
            });
        Assert.Equal(7, card.Theorems.Count);
    }

    /// <summary>Concentrations 5, 5, 15 leave rotations of the first two causes. One of the last two has
    /// blocks as well, but others; and a rotation of all is no block at all.</summary>
    [Theory]
    [InlineData(0, 1, TheoryVerdict.Holds)]
    [InlineData(1, 2, TheoryVerdict.Contradicted)]
    [InlineData(0, 2, TheoryVerdict.Contradicted)]
    [InlineData(-1, -1, TheoryVerdict.Contradicted)]
    public void Blocks_are_those_of_equal_concentrations(int first, int second, TheoryVerdict verdict)
    {
        Matrix map = first < 0
            ? Times(Times(Turn(0, 1, 40), Turn(1, 2, 40)), Turn(0, 1, 40)) : Turn(first, second, 40);
        AssumptionCard card = Card("healthy", Found(map), Even, Round, "objective={ kind: an-info-nce }")!;
        Assert.Equal(verdict, card.Theorems.Single(t => t.Measured is not null).Verdict);
        Assert.Equal(verdict == TheoryVerdict.Holds, card.Reaches(card.Promised));
    }

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

    /// <summary>Content is judged by what a nonlinear map reads of it.</summary>
    [Theory]
    [InlineData(0.97, TheoryVerdict.Holds)]
    [InlineData(0.5, TheoryVerdict.Contradicted)]
    [InlineData(double.NaN, TheoryVerdict.Silent)]
    public void The_theorem_of_content_asks_for_content_alone(double r2, TheoryVerdict verdict)
    {
        using var plan = RunPlan.Build(
            Bench.Run("world={ kind: content-style }", "encoder={ kind: mlp, widths: [8], outputs: 5 }"), 1,
            "", 1);
        NamedReading content = new(Theorems.ContentReading, r2, 0.01, 0, "", "");
        AssumptionCard card = TheoryCard.Of(
            plan, new RunVerdict("healthy", 1, "", ""), [content], Found(Fate.Noise))!;
        TheoremOutcome own = card.Theorems[0];
        Assert.Equal(Indeterminacy.BlockContent, own.Promised);
        Assert.True(own.Verdict == verdict, $"{own.Reason} {string.Join("; ", card.Assumptions)}");
        Assert.Equal(verdict == TheoryVerdict.Holds, card.Reaches(Indeterminacy.BlockContent));
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
            TheoryCard.Of(plan, new RunVerdict("healthy", 1, "", ""), [], Found(Fate.Undecided)));
    }

    /// <summary>One run, one detector: the class on the card is the one that the meter names. Seen as they
    /// are, causes are a signed permutation of themselves.</summary>
    [Theory]
    [InlineData("Class: signed permutation.", Indeterminacy.SignedPermutation, "world.mixing=identity")]
    [InlineData("Class: none.", Indeterminacy.None, "world.mixing=spiral")]
    public void The_card_and_the_meter_name_one_class(
        string remark, Indeterminacy measured, params string[] overrides)
    {
        using Bench bench = new();
        RunRecord record = bench.Finish(Bench.Study(
            ["encoder={ kind: identity }", "evaluation.meters=indeterminacy", .. overrides])).Record();
        Assert.StartsWith(
            remark, record.Summary.Single(r => r.Name == "indeterminacy").Remark, StringComparison.Ordinal);
        Assert.Equal(measured, record.Card!.Measured);
    }

    [Fact]
    public void The_class_found_is_the_strictest_that_held()
    {
        Assert.Equal(Indeterminacy.Unknown, DetectedClass.Of(null));
        Assert.Equal(Indeterminacy.None, Measured(Fate.Noise));
        Assert.Equal(Indeterminacy.Monotone, Measured(Fate.Exponentials));
        Assert.Equal(Indeterminacy.SignedPermutation, Measured(Fate.Scales));
        Assert.Equal(Indeterminacy.Orthogonal, Measured(Fate.Rotation));
        Assert.Equal(Indeterminacy.Affine, Measured(Fate.Stretch));
        Assert.Equal(Indeterminacy.BlockOrthogonal, DetectedClass.Of(Found(Turn(0, 1, 40)).Map));
    }

    private static Indeterminacy Measured(Fate fate) => DetectedClass.Of(Found(fate).Map);

    /// <summary>What became of two Gaussian causes.</summary>
    public enum Fate { Undecided, Noise, Rotation, Reflection, Scales, Stretch, Exponentials }

    private static Examination Found(Fate fate) => fate switch
    {
        Fate.Undecided => new Examination(null, null, []),
        Fate.Noise => Found(s_causes, Draw(4000, 2, "noise")),
        Fate.Rotation => Found(Two(Turn(0, 1, 40))),
        Fate.Reflection => Found(Matrix.FromRows([-3, 0], [0, 3])),
        Fate.Scales => Found(Matrix.FromRows([1, 0], [0, 10])),
        Fate.Stretch => Found(Times(Matrix.FromRows([1, 0], [0, 3]), Two(Turn(0, 1, 40)))),
        _ => Found(s_causes, s_causes.Map(v => Math.Exp(1.5 * v))),
    };

    private static Examination Found(Matrix map) => Found(
        map.Rows == 2 ? Two(s_causes) : s_causes, Times(map.Rows == 2 ? Two(s_causes) : s_causes, map));

    private static Examination Found(Matrix z, Matrix h) => new(
        ClassOfMap.Find(new Specimen(h) { Latents = z }, RandomKey.FromSeed(3)), h, []);

    /// <summary>A turn of three causes in one plane.</summary>
    private static Matrix Turn(int first, int second, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        var turn = Matrix.FromRows([1, 0, 0], [0, 1, 0], [0, 0, 1]);
        (turn[first, first], turn[second, second]) = (cos, cos);
        (turn[first, second], turn[second, first]) = (-sin, sin);
        return turn;
    }

    /// <summary>The first two columns of the first two rows, or of all of many.</summary>
    private static Matrix Two(Matrix x)
    {
        var two = new Matrix(x.Rows == 3 ? 2 : x.Rows, 2);
        for (int i = 0; i < two.Rows; i++)
            (two[i, 0], two[i, 1]) = (x[i, 0], x[i, 1]);
        return two;
    }

    private static Matrix Times(Matrix x, Matrix map)
    {
        var product = new Matrix(x.Rows, map.Columns);
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < map.Columns; j++)
                for (int k = 0; k < map.Rows; k++)
                    product[i, j] += x[i, k] * map[k, j];
        return product;
    }

    private static Matrix Draw(int rows, int columns, string name = "causes")
    {
        var drawn = new Matrix(rows, columns);
        RandomKey.FromSeed(1).Split(name).Stream().FillNormal(drawn.Values);
        return drawn;
    }

    /// <summary>A run that left a white representation behind: of 4000 samples its moments, which are held
    /// against a tolerance of 14 %, have standard errors below 1.6 %.</summary>
    private static AssumptionCard? Card(string state, params string[] overrides) =>
        Card(state, new Examination(null, s_causes, []), overrides);

    private static AssumptionCard? Card(string state, Examination examination, params string[] overrides)
    {
        using var plan = RunPlan.Build(Bench.Run(overrides), 1, "", 1);
        return TheoryCard.Of(plan, new RunVerdict(state, 60, "", ""), [], examination);
    }
}
