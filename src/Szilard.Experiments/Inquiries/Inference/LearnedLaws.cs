using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Observables;
using Szilard.Observables.Conditionals;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds;

namespace Szilard.Experiments.Inquiries.Inference;

/// <summary>Conditionals inferred from representations of models that were taught by pairs of them.</summary>
/// <param name="steps">Steps of training.</param>
/// <param name="pairs">Fresh pairs that are shown.</param>
internal sealed class LearnedLaws(int steps, int pairs)
{
    /// <summary>Adam moves ℓ, and with it Λ = softplus(ℓ), by about its rate a step: from 1 to 25 takes a
    /// rate of its own. The settings of the sphere are those of the study <c>an-info-nce</c>.</summary>
    private const string Text = """
        name: conditional
        world: { kind: latent, space: sphere, dimensions: 4, marginal: uniform, mixing: mlp,
          conditional: diagonal, concentrations: [25, 25, 5, 5] }
        encoder: { kind: mlp, widths: [128, 128, 128, 128], activation: leaky-relu, output: sphere }
        objective: { kind: an-info-nce }
        optimiser: { kind: adamw, rate: 0.001, schedule: cosine, hold: 0.5 }
        training: { steps: 3000, batch: 512 }
        runs:
          sphere:
            optimiser: { factors: "objective.concentration:30" }
          plane:
            world: { space: real, dimensions: 2, marginal: normal, conditional: ornstein-uhlenbeck, rho: 0.95,
              mixing: spiral }
            encoder: { widths: [64, 64, 64, 64], activation: gelu, output: none }
            objective: { kind: whitening, lambda: 0.5 }
            optimiser: { rate: 0.003, weight_decay: 0.01 }
            training: { batch: 256 }
        """;

    private const string Mapped = "mapped to the causes", Alone = "representation alone";

    /// <summary>What is read of one model.</summary>
    /// <param name="Recovery">R² of the causes.</param>
    /// <param name="Mapped">After the affine map to the causes.</param>
    /// <param name="Alone">As the representation is.</param>
    /// <param name="Told">Λ as the loss learned it; empty where it learns none.</param>
    private sealed record Read(
        double Recovery, ConditionalInference Mapped, ConditionalInference Alone, double[] Told);

    /// <summary>The names of the numbers.</summary>
    public static IReadOnlyList<string> Quantities =>
    [
        Recovery("sphere"), Ratio(Mapped), Ratio(Alone), Ratio("learned by the loss"), Sharp(Mapped),
        Blunt(Mapped), Sharp(Alone), Blunt(Alone), Isotropy("sphere"), Recovery("plane"), Slope(Alone),
        Plane(Mapped), Plane(Alone), Normal(Alone), Isotropy("plane"),
    ];

    /// <summary>Trains both models and infers.</summary>
    public Outcome Run(ComputationContext context)
    {
        IReadOnlyList<RunSpecification> runs = MemoryRun.Read(Text, $"training.steps={steps}");
        context.Tell($"training {runs.Count} models for {steps} steps");
        var reads = new Read[runs.Count];
        context.Workers.Run(runs.Count, i => reads[i] = Trained(runs[i], context));
        (Read sphere, Read plane) = (reads[0], reads[1]);
        return new Outcome(
        [
            new(Recovery("sphere"), sphere.Recovery),
            new(Ratio(Mapped), RatioOf(sphere.Mapped.Precisions)),
            new(Ratio(Alone), RatioOf(sphere.Alone.Precisions)),
            new(Ratio("learned by the loss"), RatioOf(sphere.Told)),
            new(Sharp(Mapped), Halves(sphere.Mapped.Precisions).High),
            new(Blunt(Mapped), Halves(sphere.Mapped.Precisions).Low),
            new(Sharp(Alone), Halves(sphere.Alone.Precisions).High),
            new(Blunt(Alone), Halves(sphere.Alone.Precisions).Low),
            new(Isotropy("sphere"), sphere.Alone.IsotropyPValue),
            new(Recovery("plane"), plane.Recovery), new(Slope(Alone), plane.Alone.Slopes.Average()),
            new(Plane(Mapped), plane.Mapped.Precisions.Average()),
            new(Plane(Alone), plane.Alone.Precisions.Average()),
            new(Normal(Alone), plane.Alone.Families.Single(f => f.Name == "normal").Behind),
            new(Isotropy("plane"), plane.Alone.IsotropyPValue),
        ]);
    }

    private Read Trained(RunSpecification specification, ComputationContext context)
    {
        long seed = context.Key.Split(specification.Name).Stream().NextInt32(int.MaxValue);
        using MemoryRun run = new(specification, seed, 1);
        run.LearnTo(steps, context.Stop);
        RandomKey key = run.Plan.Key.Split("conditional");
        Situations sample = run.Plan.World.Sample(pairs, Split.Test, key);
        Matrix anchors = Encode(run, run.Plan.Views.Plain(sample));
        Matrix children = Encode(run, run.Plan.Views.Show(sample, key.Split("views")).Right);
        Matrix causes = sample.Latents ?? throw new SzilardException("This world tells no causes.");
        double recovery = AffineR2.Uniform.BuildDefault().Read(
            new Specimen(anchors) { Latents = causes }, key.Split("recovery"), run.Plan.Workers).Value;
        return new Read(
            recovery,
            ConditionalInference.Of(PairSample.Mapped(anchors, children, causes), key.Split("mapped")),
            ConditionalInference.Of(PairSample.Of(anchors, children), key.Split("alone")),
            Concentrations(run.State));
    }

    private static Matrix Encode(MemoryRun run, Batch seen) =>
        run.Plan.Learner.Encode(run.State, seen).ToMatrix();

    /// <summary>softplus(ℓ) of AnInfoNCE's own parameter; empty for other losses.</summary>
    private static double[] Concentrations(LearnerState state) =>
        state is NeuralState { OwnParameters: [{ } raw] }
            ? [.. raw.ToSingles().Select(l => Math.Log(1 + Math.Exp(l)))]
            : [];

    /// <summary>Means of the larger and of the smaller half: causes come in any order.</summary>
    private static (double High, double Low) Halves(IReadOnlyList<double> precisions)
    {
        double[] sorted = [.. precisions.OrderDescending()];
        int half = sorted.Length / 2;
        return (sorted[..half].Average(), sorted[half..].Average());
    }

    private static double RatioOf(IReadOnlyList<double> precisions)
    {
        (double high, double low) = Halves(precisions);
        return high / low;
    }

    private static string Recovery(string world) => $"trained, {world}: R² of the causes";

    private static string Ratio(string way) => $"trained, sphere: ratio of Λ̂, {way}";

    private static string Sharp(string way) => $"trained, sphere: Λ̂ of 25, {way}";

    private static string Blunt(string way) => $"trained, sphere: Λ̂ of 5, {way}";

    private static string Isotropy(string world) => $"trained, {world}: p of isotropy";

    private static string Slope(string way) => $"trained, plane: ρ̂, {way}";

    private static string Plane(string way) => $"trained, plane: Λ̂, {way}";

    private static string Normal(string way) => $"trained, plane: normal behind the best family, nats, {way}";
}
