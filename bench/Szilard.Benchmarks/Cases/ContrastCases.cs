using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks.Cases;

/// <summary>The contrastive loss alone on given arrays, value and both gradients: InfoNCE with dot product,
/// τ = 1 and the <c>cross</c> candidates, mean_i [−⟨a_i, b_i⟩ + log Σ_j e^{⟨a_i, b_j⟩}], whose rows are
/// uniform on [−1, 1)ᵈ times √(3/d), so that logits have about unit spread at any d.</summary>
internal static class ContrastCases
{
    /// <summary>The case of that many pairs.</summary>
    /// <remarks>Operations: s = a·bᵀ, ∂a = p·b and ∂b = pᵀ·a, 2·n²·d each; exponentials are not
    /// counted.</remarks>
    public static BenchmarkCase Loss(string name, int pairs, int dimensions, int threads) => new(
        name, $"InfoNCE forward and backward, dot product, {pairs} pairs in {dimensions} dimensions.",
        threads, () => Prepare(pairs, dimensions, threads))
    {
        FloatingPointOperations = OperationCounts.Contrast(pairs, dimensions),
        Items = pairs,
    };

    /// <summary>Loss and both gradients.</summary>
    public static (double Loss, double[] Left, double[] Right) Evaluate(
        Device device, int pairs, int dimensions)
    {
        (Shape shape, float[] left, float[] right) = Inputs(pairs, dimensions);
        using Tape tape = new(device);
        (Tensor a, Tensor b) = (tape.Variable(shape, left), tape.Variable(shape, right));
        Tensor loss = Objective.Evaluate(a, b, Context).Value;
        Gradients gradients = tape.Differentiate(loss);
        return (loss.Item(), gradients.Of(a), gradients.Of(b));
    }

    private static InfoNce Objective { get; } = new("dot", 1, 2, "cross");

    private static ObjectiveContext Context { get; } =
        new(new Dictionary<string, Tensor>(), RandomKey.FromSeed(0));

    private static PreparedWork Prepare(int pairs, int dimensions, int threads)
    {
        CpuDevice<float> device = new(threads);
        (Shape shape, float[] left, float[] right) = Inputs(pairs, dimensions);
        return new PreparedWork(
            () =>
            {
                using Tape tape = new(device);
                (Tensor a, Tensor b) = (tape.Variable(shape, left), tape.Variable(shape, right));
                tape.Differentiate(Objective.Evaluate(a, b, Context).Value);
            },
            device);
    }

    private static (Shape Shape, float[] Left, float[] Right) Inputs(int pairs, int dimensions)
    {
        double bound = Math.Sqrt(3.0 / dimensions);
        return (
            new Shape(pairs, dimensions), ClosedForm.Uniform(pairs * dimensions, 1, bound),
            ClosedForm.Uniform(pairs * dimensions, 2, bound));
    }
}
