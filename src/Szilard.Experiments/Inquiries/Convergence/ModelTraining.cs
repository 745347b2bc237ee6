using Szilard.Experiments.Agreement;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Observables.Agreement;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries.Convergence;

/// <summary>Trains the models of one world in memory, as runs do, and shows all of them the same
/// samples.</summary>
/// <param name="task">Seeds, steps, samples.</param>
/// <param name="context">Randomness and threads.</param>
internal sealed class ModelTraining(PlatonicConvergence task, ComputationContext context)
{
    private const string Text = """
        name: convergence
        world: { kind: latent, dimensions: 2, marginal: generalized-normal, rho: 0.95, mixing: spiral }
        encoder: { kind: mlp, widths: [64, 64, 64, 64], activation: gelu }
        objective: { kind: whitening, lambda: 0.5 }
        optimiser: { kind: adamw, rate: 0.003, schedule: cosine, hold: 0.5, weight_decay: 0.01 }
        training: { steps: 4000, batch: 256 }
        runs:
          whitening: {}
          info-nce: { objective: { kind: info-nce, similarity: gaussian, negatives: symmetric } }
          sigreg: { objective: { kind: sigreg, lambda: 0.001, slices: 16 } }
        """;

    /// <summary>The models of a world whose latents have the given shape.</summary>
    /// <param name="shape">α of the generalised normal law; 2 is Gaussian.</param>
    /// <exception cref="SzilardException">A model diverged.</exception>
    public IReadOnlyList<AgreementSubject> Models(string shape)
    {
        Study study = StudyReader.Read(
            Text, "convergence.yaml", Catalogues.Laboratory.Form,
            [$"world.alpha={shape}", $"training.steps={task.Steps}"]).Demand();
        List<AgreementSubject> models = [];
        foreach (RunSpecification run in study.Runs)
            for (int i = 1; i <= task.Seeds; i++)
                models.Add(Trained(run, i, shape));
        return models;
    }

    private AgreementSubject Trained(RunSpecification run, int repetition, string shape)
    {
        string name = $"{run.Name} {repetition}";
        context.Tell($"training {name} in the world of shape {shape}");
        long seed = context.Key.Split(name).Stream().NextInt32(int.MaxValue);
        using RunPlan plan = RunPlan.Build(run, seed, "", context.Workers.Count);
        LearnerState state = plan.Learner.Begin(plan.World.ObservationShape, plan.Key.Split("learner"));
        while (state.Step < plan.Steps)
        {
            context.Stop.ThrowIfCancellationRequested();
            (state, StepOutcome outcome) = plan.Learner.Learn(
                state, See(plan, state.Step), plan.Key.Split("step", state.Step));
            if (outcome.Diverged is { } array)
                throw new SzilardException(
                    $"`{name}` diverged at step {state.Step}: `{array}` is not finite.");
        }
        SharedSamples shared = SharedSamples.Of(plan.World, task.Samples, context.Key.Split("shared"));
        return shared.Seen(plan, state, name, layers: false);
    }

    private static Worlds.Views.ViewPair See(RunPlan plan, long step) => plan.ShownViews.Show(
        plan.World.Draw(plan.Training.Batch, step, plan.Key.Split("world")), plan.Key.Split("views", step));
}
