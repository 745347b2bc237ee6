using Szilard.Experiments.Plans;
using Szilard.Experiments.Singular;
using Szilard.Learners;
using Szilard.Observables.Dynamics;
using Szilard.Observables.Singular;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Singular;

/// <summary>One point of a course.</summary>
/// <param name="Walked">λ̂ by the walk.</param>
/// <param name="Quadratic">What the quadratic form says there.</param>
internal sealed record CoursePoint(CoefficientPoint Walked, QuadraticForm Quadratic);

/// <summary>R² and λ̂ along one training.</summary>
/// <param name="Recovery">R² over steps.</param>
/// <param name="Points">λ̂ at each second of those steps.</param>
internal sealed record Course(ReadingCurve Recovery, IReadOnlyList<CoursePoint> Points)
{
    private const string Text = """
        name: course
        world: { kind: latent, dimensions: 2, marginal: normal, rho: 0.95, mixing: spiral }
        encoder: { kind: mlp, widths: [64, 64, 64, 64], activation: gelu }
        objective: { kind: whitening, lambda: 0.5 }
        optimiser: { kind: adamw, rate: 0.003, schedule: cosine, hold: 0.5, weight_decay: 0.01 }
        training: { steps: 4000, batch: 256 }
        evaluation: { curve: r2.affine, curve_samples: 4000 }
        """;

    /// <summary>Points begin at this share of the steps, after whitening has settled.</summary>
    private const double First = 1.0 / 16;

    /// <summary>λ̂ over steps.</summary>
    public ReadingCurve Coefficients =>
        new(Points.Select(p => p.Walked.Step), Points.Select(p => p.Walked.Value));

    /// <summary>Trains, keeps the points, then walks from each.</summary>
    /// <param name="task">How long, how many.</param>
    /// <param name="key">All randomness.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">Training diverged.</exception>
    public static Course Of(CoefficientCourse task, RandomKey key, CancellationToken stop)
    {
        long seed = key.Stream().NextInt32(int.MaxValue);
        using MemoryRun run = new(MemoryRun.Read(Text, $"training.steps={task.Steps}")[0], seed, 1);
        Examiner examiner = new(run.Plan);
        List<(long Step, double Recovery, IReadOnlyList<StateArray> Arrays)> kept = [];
        foreach (long step in StepsOf(task))
        {
            run.LearnTo(step, stop);
            kept.Add((step, examiner.Curve(run.State)[0].Reading.Value, run.Plan.Learner.Save(run.State)));
        }
        return new Course(
            new ReadingCurve(kept.Select(k => k.Step), kept.Select(k => k.Recovery)),
            Walk(
                task, run.Plan, [.. kept.Where((_, i) => i % 2 == 0).Select(k => (k.Step, k.Arrays))], stop));
    }

    private static CoursePoint[] Walk(
        CoefficientCourse task, RunPlan plan, (long Step, IReadOnlyList<StateArray> Arrays)[] kept,
        CancellationToken stop)
    {
        using Workers alone = new(1);
        CoefficientSettings settings = new()
        {
            Pairs = 256,
            Chains = 3,
            BurnIn = 250,
            Draws = task.Draws,
        };
        CoefficientWalks walks = new(settings, [plan], alone);
        return [.. kept.Select(k =>
        {
            NeuralState Restore(RunPlan p) => (NeuralState)p.Learner.Load(
                p.Learner.Begin(p.World.ObservationShape, p.Key.Split("learner")), k.Step, k.Arrays);
            CoefficientPoint walked = walks.At(k.Step, Restore, stop);
            return new CoursePoint(walked, walks.Quadratic(walked, Restore));
        })];
    }

    /// <summary>Evenly in the logarithm, the last among them; λ̂ is read at every second.</summary>
    private static long[] StepsOf(CoefficientCourse task)
    {
        int last = 2 * (task.Points - 1);
        return
        [
            .. Enumerable.Range(0, last + 1)
                .Select(i => (long)Math.Round(task.Steps * Math.Pow(First, 1 - ((double)i / last)))),
        ];
    }
}
