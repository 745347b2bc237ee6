using Szilard.Learners;
using Szilard.Learners.Objectives;
using Szilard.Observables;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;
using Tensor = Szilard.Tensors.Tensor;

namespace Szilard.Experiments.Inquiries.Diversity;

/// <summary>A linear map that was learned.</summary>
/// <param name="Losses">On each fresh batch.</param>
/// <param name="Orthogonality">‖AᵀA/s² − I‖_F, 0 for a rotation of any scale.</param>
internal sealed record LearnedMap(double[] Losses, double Orthogonality);

/// <summary>Linear maps of three causes, learned in memory as runs are, and judged on the same fresh
/// batches.</summary>
/// <param name="moving">How many causes a view changes.</param>
/// <param name="steps">Steps of learning.</param>
/// <param name="batches">Fresh batches.</param>
/// <param name="context">Randomness and how to stop.</param>
internal sealed class MapSearch(int moving, int steps, int batches, ComputationContext context)
{
    private const int Causes = 3, Samples = 2000;
    private const double FirstScale = 1.5;

    private const string Text = """
        name: counter-example
        world: { kind: latent, dimensions: 3, marginal: normal, rho: 0.9, mixing: identity }
        encoder: { kind: mlp, widths: [] }
        objective: { kind: info-nce, similarity: gaussian, negatives: symmetric }
        optimiser: { kind: adam, rate: 0.01, schedule: cosine, hold: 0.5 }
        training: { steps: 1000, batch: 256 }
        """;

    private readonly RandomKey _key = context.Key.Split("moving", moving);

    /// <summary>Learns from a start of condition 4, or from a rotation, each of scale 1.5.</summary>
    /// <exception cref="SzilardException">It diverged.</exception>
    public LearnedMap Learn(int seed, bool wrong)
    {
        using MemoryRun run = Run(seed);
        Parameter weight = ((NeuralState)run.State).Network.Parameters.Single(p => p.Shape.Rank == 2);
        weight.Set([.. Start(_key.Split("start", seed), wrong).Values.Select(v => (float)v)]);
        run.LearnTo(steps, context.Stop);
        Matrix map = new(Causes, Causes, [.. weight.ToSingles().Select(v => (double)v)]);
        return new LearnedMap(Losses(run, map), FromRotation(run));
    }

    /// <summary>Losses of the causes at the best of eleven scales; the kernel does not see
    /// rotations.</summary>
    public double[] Rotations()
    {
        using MemoryRun run = Run(0);
        return Enumerable.Range(0, 11)
            .Select(k => Losses(run, Diagonal(Math.Pow(10, k / 10.0), 1, 1, 1)))
            .MinBy(losses => losses.Average())!;
    }

    private MemoryRun Run(int seed) => new(
        MemoryRun.Read(Text, $"training.steps={steps}", $"world.moving={moving % Causes}")[0],
        _key.Split("seed", seed).Stream().NextInt32(int.MaxValue), 1);

    private static Matrix Start(RandomKey key, bool wrong)
    {
        Matrix turn = RandomMatrices.Orthonormal(Causes, Causes, 1, key.Split("turn"));
        if (!wrong)
            return Product(Diagonal(FirstScale, 1, 1, 1), turn);
        Matrix other = RandomMatrices.Orthonormal(Causes, Causes, 1, key.Split("other turn"));
        return Product(Product(turn, Diagonal(FirstScale, 2, 1, 0.5)), other);
    }

    /// <summary>The same batches for every map of a world.</summary>
    private double[] Losses(MemoryRun run, Matrix map)
    {
        using CpuDevice<float> device = new(1);
        RandomKey key = _key.Split("fresh");
        return [.. Enumerable.Range(0, batches).Select(i => Loss(device, run, map, key.Split(i)))];
    }

    private double Loss(Device device, MemoryRun run, Matrix map, RandomKey key)
    {
        context.Stop.ThrowIfCancellationRequested();
        ViewPair views = run.Plan.Views.Show(
            run.Plan.World.Draw(run.Plan.Training.Batch, 0, key), key.Split("views"));
        using Tape tape = new(device, recording: false);
        Tensor weight = tape.Constant(map);
        return run.Plan.Objective.Evaluate(
            tape.Constant(views.Left).MatMul(weight), tape.Constant(views.Right).MatMul(weight),
            new ObjectiveContext(new Dictionary<string, Tensor>(), key)).Value.Item();
    }

    private double FromRotation(MemoryRun run)
    {
        Situations sample = run.Plan.World.Sample(Samples, Split.Test, _key.Split("sample"));
        Matrix h = run.Plan.Learner.Encode(run.State, run.Plan.Views.Plain(sample)).ToMatrix();
        return Meters.All.Get(Orthogonality.Card.Name).BuildDefault()
            .Read(new Specimen(h) { Latents = sample.Latents }, _key, run.Plan.Workers).Value;
    }

    private static Matrix Diagonal(double scale, params ReadOnlySpan<double> entries)
    {
        Matrix matrix = new(Causes, Causes);
        for (int j = 0; j < Causes; j++)
            matrix[j, j] = scale * entries[j];
        return matrix;
    }

    private static Matrix Product(Matrix a, Matrix b)
    {
        Matrix product = new(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < b.Columns; j++)
                for (int k = 0; k < b.Rows; k++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }
}
