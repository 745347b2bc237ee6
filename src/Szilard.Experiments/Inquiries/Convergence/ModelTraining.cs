using Szilard.Experiments.Agreement;
using Szilard.Experiments.Specification;
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
          sigreg: { objective: { kind: sigreg, lambda: 0.005, slices: 16 } }
        """;

    /// <summary>The models of a world whose latents have the given shape, one to a thread.</summary>
    /// <param name="shape">α of the generalised normal law; 2 is Gaussian.</param>
    /// <exception cref="SzilardException">A model diverged.</exception>
    public IReadOnlyList<AgreementSubject> Models(string shape)
    {
        (RunSpecification Run, int Repetition)[] asked =
        [
            .. from run in MemoryRun.Read(Text, $"world.alpha={shape}", $"training.steps={task.Steps}")
               from repetition in Enumerable.Range(1, task.Seeds)
               select (run, repetition),
        ];
        context.Tell($"training {asked.Length} models in the world of shape {shape}");
        var models = new AgreementSubject[asked.Length];
        context.Workers.Run(asked.Length, i => models[i] = Trained(asked[i].Run, asked[i].Repetition));
        return models;
    }

    private AgreementSubject Trained(RunSpecification specification, int repetition)
    {
        string name = $"{specification.Name} {repetition}";
        long seed = context.Key.Split(name).Stream().NextInt32(int.MaxValue);
        using MemoryRun run = new(specification, seed, 1);
        run.LearnTo(task.Steps, context.Stop);
        SharedSamples shared = SharedSamples.Of(run.Plan.World, task.Samples, context.Key.Split("shared"));
        return shared.Seen(run.Plan, run.State, name, layers: false);
    }
}
