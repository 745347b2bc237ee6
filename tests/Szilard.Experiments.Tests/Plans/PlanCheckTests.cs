using Szilard.Experiments.Specification;
using Szilard.Experiments.Tests.Running;

namespace Szilard.Experiments.Tests.Plans;

/// <summary>What no section of a study sees alone.</summary>
public sealed class PlanCheckTests
{
    /// <summary>Five runs with a fault each: all are told at once, each with the line that is at
    /// fault.</summary>
    [Fact]
    public void All_faults_are_told_at_once_with_key_and_line()
    {
        const string Text = """
            name: faulty
            training: { steps: 10 }
            runs:
              small:
                training: { batch: 1 }
              redrawn:
                world: { kind: csv }
                views: { kind: redraw }
              augmented:
                views: { kind: augment }
              told:
                views: { kind: label }
              misread:
                evaluation: { meters: "r2.affine, rank-mee" }
            """;
        IReadOnlyList<StudyFault> faults = Faults(Text);
        (string Key, int Line)[] places = [.. faults.Select(f => (f.Key, f.Line))];
        Assert.Contains(("runs.small.training.batch", 5), places);
        Assert.Contains(("runs.redrawn.views.kind", 8), places);
        Assert.Contains(("runs.augmented.views.kind", 10), places);
        Assert.Contains(("runs.told.views.kind", 12), places);
        Assert.Contains(("runs.misread.evaluation.meters", 14), places);
        Assert.Equal(5, faults.Count);
        Assert.Contains("did you mean `rank-me`?", faults.Single(f => f.Line == 14).Sentence);
    }

    [Theory]
    [InlineData("training.batch", "training: { batch: 1 }", "use at least 2")]
    [InlineData(
        "training.batch", "training: { batch: 3 }\nobjective: { kind: whitening, estimator: split }",
        "use at least 4")]
    [InlineData(
        "training.batch",
        "training: { batch: 1 }\nobjective: { kind: simsiam }\nencoder: { kind: mlp, normalisation: batch "
            + "}", "batch normalisation")]
    [InlineData("views.kind", "objective: { kind: supervised-regression }", "kind: label")]
    [InlineData("objective.kind", "objective: { kind: sela }", "give `world.samples`, or use `swav`")]
    [InlineData("objective.kind", "objective: { kind: deepcluster-v2 }", "give `world.samples`, or use "
        + "`swav`")]
    [InlineData(
        "objective.kind",
        "objective: { kind: dino }\nencoder: { kind: layered-hopfield }\n"
            + "rule: { kind: equilibrium-propagation }",
        "which a body has not")]
    [InlineData("objective.kind", "objective: { kind: diet }", "give `world.samples`, or use `swav`")]
    [InlineData(
        "views.kind", "objective: { kind: s-tec }\nviews: { kind: jitter }", "use `redraw` or `augment`")]
    [InlineData(
        "views.quarter_turns",
        "world: { kind: shapes }\nobjective: { kind: e-ssl }\nviews: { kind: augment }",
        "quarter_turns: true")]
    [InlineData(
        "views.kind", "world: { kind: shapes }\nobjective: { kind: e-ssl }\nviews: { kind: redraw }",
        "kind: augment, quarter_turns: true")]
    [InlineData("objective.kind", "objective: { kind: e-ssl }", "`latent` shows vectors")]
    [InlineData(
        "objective.support", "objective: { kind: info-nce, support: reachable }",
        "`support: all` is the same")]
    [InlineData(
        "objective.support",
        "objective: { kind: info-nce, support: reachable }\nworld: { kind: latent, conditional: normal, "
            + "reach: 0.1, moving: 1 }", "no other sample is reachable")]
    [InlineData(
        "views.kind",
        "objective: { kind: info-nce, support: reachable }\nworld: { kind: latent, conditional: normal, "
            + "reach: 0.1 }\nviews: { kind: jitter }", "use `redraw`")]
    [InlineData(
        "objective.negatives",
        "objective: { kind: info-nce, support: reachable, negatives: anchors }\nworld: { kind: latent, "
            + "conditional: normal, reach: 0.1 }", "cross or symmetric")]
    [InlineData(
        "objective.queue", "objective: { kind: swav, queue: 64, sinkhorn: joint }", "`sinkhorn: per-view`")]
    [InlineData(
        "encoder.outputs",
        "objective: { kind: supervised-regression }\nviews: { kind: label }\nencoder: { kind: mlp, outputs: "
            + "3 }", "cannot regress 2 latents")]
    [InlineData(
        "objective.kind", "objective: { kind: supervised-classification }\nviews: { kind: label }",
        "use `supervised-regression`")]
    [InlineData(
        "objective.lambda", "objective:\n  kind: sigreg\n  lambda: 1.5",
        "negative weight 1 − λ = -0.5; give [0, 1]")]
    [InlineData(
        "encoder.kernel",
        "world: { kind: idx }\nviews: { kind: augment }\nencoder: { kind: convolutional, kernel: 4 }",
        "use 3 or 5")]
    [InlineData("views.kind", "world: { kind: csv }", "use `augment` or `jitter`")]
    [InlineData("evaluation.curve", "evaluation: { curve: stdd }", "no meter `stdd`")]
    [InlineData("rule.kind", "encoder: { kind: layered-hopfield }", "give it a rule, as `rule: {")]
    [InlineData("rule.kind", "rule: { kind: plain-hebb }", "`mlp` is a network")]
    [InlineData(
        "training.averaging",
        "encoder: { kind: diode-network }\nrule: { kind: coupled-learning }\ntraining: { averaging: 0.9 }",
        "give 0")]
    [InlineData(
        "optimiser.kind",
        "encoder: { kind: diode-network }\nrule: { kind: coupled-learning }\noptimiser: { kind: sam }",
        "kind: sgd")]
    [InlineData(
        "encoder.hidden",
        "rule: { kind: exact-gradient }\nencoder: { kind: diode-network, hidden: [3] }", "give 2 or 4")]
    [InlineData(
        "encoder.degree",
        "rule: { kind: plain-hebb }\nencoder: { kind: resistor-network, nodes: 7, degree: 3 }",
        "even product")]
    [InlineData(
        "encoder.representation",
        "rule: { kind: plain-hebb }\n"
            + "encoder: { kind: layered-hopfield, hidden: [], representation: hidden }", "needs hidden "
            + "units")]
    [InlineData("optimiser.factors", "optimiser: { kind: sgd, factors: \"a:-1\" }", "no number in [0, ∞)")]
    [InlineData(
        "encoder.outputs",
        "objective: { kind: supervised-regression }\nviews: { kind: label }\n"
            + "encoder: { kind: layered-hopfield, outputs: 3 }\nrule: { kind: plain-hebb }",
        "cannot regress 2 latents")]
    [InlineData("world.mixing", "world: { kind: latent, dimensions: 3, mixing: spiral }", "")]
    [InlineData("world.mixing", "world: { kind: sequence, dimensions: 3, mixing: spiral }", "")]
    [InlineData(
        "objective.kind", "world: { kind: shapes }\nobjective: { kind: sela }", "use `clusters` or a "
            + "dataset")]
    [InlineData(
        "views.target",
        "objective: { kind: supervised-regression }\nviews: { kind: label, target: classes }", "has none")]
    [InlineData(
        "encoder.outputs",
        "world: { kind: clusters, clusters: 20 }\nobjective: { kind: supervised-classification }\n"
            + "views: { kind: label, target: classes }\nencoder: { kind: mlp, outputs: 5 }",
        "cannot tell 20 classes")]
    [InlineData("views.kind", "world: { kind: shapes }\nviews: { kind: jitter }", "use `redraw` or "
        + "`augment`")]
    public void A_fault_across_sections_is_told(string key, string text, string sentence)
    {
        StudyFault fault = Assert.Single(Faults($"name: faulty\n{text}"));
        Assert.Equal(key, fault.Key);
        Assert.Contains(sentence, fault.Sentence);
        Assert.InRange(fault.Line, 1, 1 + text.Split('\n').Length);
    }

    [Theory]
    [InlineData("training: { batch: 1 }\nobjective: { kind: simsiam }")]
    [InlineData("training: { batch: 1, steps: 0 }")]
    [InlineData("training: { batch: 1 }\nencoder: { kind: identity }")]
    [InlineData("world: { kind: csv }\nviews: { kind: jitter }")]
    [InlineData("objective: { kind: sigreg, lambda: 1 }")]
    [InlineData("objective: { kind: sigreg, lambda: 1.5, variant: eb-jepa }")]
    [InlineData(
        "world: { kind: csv }\nviews: { kind: label }\nobjective: { kind: supervised-classification }")]
    [InlineData("evaluation: { curve: \"\" }")]
    [InlineData("world: { kind: clusters }\nobjective: { kind: sela }")]
    [InlineData("world: { kind: shapes }\nviews: { kind: augment }")]
    [InlineData("world: { kind: sprites }\nviews: { kind: redraw }")]
    [InlineData(
        "world: { kind: shapes }\nobjective: { kind: e-ssl }\nviews: { kind: augment, quarter_turns: true "
            + "}")]
    [InlineData("objective: { kind: e-ssl, weight: 0 }")]
    [InlineData("world: { kind: shapes }\nviews: { kind: augment, quarter_turns: true }")]
    [InlineData(
        "world: { kind: clusters, label: instance }\nobjective: { kind: supervised-classification }\n"
            + "views: { kind: label, target: classes }")]
    [InlineData("encoder: { kind: layered-hopfield }\nrule: { kind: temporal-contrast }")]
    [InlineData("encoder: { kind: identity }\nrule: { kind: temporal-contrast }")]
    [InlineData("expect: [{ run: sound, meter: rule.cosine.weight-1, at_least: 0 }]")]
    public void What_can_be_run_is_not_refused(string text) => Assert.Empty(Faults($"name: sound\n{text}"));

    private static IReadOnlyList<StudyFault> Faults(string text) =>
        Bench.Read(text) is FaultyStudy faulty ? faulty.Faults : [];
}
