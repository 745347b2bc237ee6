using System.Numerics.Tensors;
using Szilard.Tensors;
using Tensor = Szilard.Tensors.Tensor;

namespace Szilard.Learners.Optimisers;

/// <summary>Uphill before downhill: gradients are taken where the loss is about greatest within a ball around
/// the parameters, so that flat minima are preferred.</summary>
/// <remarks>
/// ε = ρ·g/‖g‖, g the gradient of the loss in which sample i pulls with weight wᵢ ∝ (mean over j of
/// exp(−‖uᵢ − uⱼ‖²/2h²))^(−α), mean 1, u its outputs on the unit sphere; α = 0 weighs all alike. Sources:
/// Foret, Kleiner, Mobahi, Neyshabur, "Sharpness-aware minimization", ICLR 2021, eq. 2; weights: Liu,
/// HaoChen, Gaidon, Ma, "Self-supervised learning is more robust to dataset imbalance", 2021
/// (arXiv:2110.05025), which takes densities once from a trained network; here they are those of the batch at
/// hand.</remarks>
/// <param name="Radius">ρ &gt; 0: how far.</param>
/// <param name="Rarity">α ≥ 0: how much more rare samples weigh.</param>
/// <param name="Bandwidth">h &gt; 0 of the kernel density.</param>
public sealed record Ascent(double Radius, double Rarity, double Bandwidth)
{
    /// <summary>The same two views, through which the gradient of each sample flows with its weight: for
    /// losses that are sums over samples that is the weighted loss, for others their gradients by samples,
    /// weighted.</summary>
    /// <param name="left">Outputs of the left view, n × d; densities are theirs.</param>
    /// <param name="right">Outputs of the right view, row for row.</param>
    public (Tensor Left, Tensor Right) Weigh(Tensor left, Tensor right)
    {
        if (Rarity == 0)
            return (left, right);
        Matrix weights = new(left.Shape[0], 1, Weights(left.ToMatrix()));
        Tensor pulls = left.Tape.Constant(weights), rests = left.Tape.Constant(weights.Map(w => 1 - w));
        return (Pulled(left), Pulled(right));

        Tensor Pulled(Tensor x) =>
            x.Tracked ? x.Multiply(pulls).Add(x.StopGradient().Multiply(rests)) : x;
    }

    /// <summary>Moves parameters uphill by ρ; disposing of it puts every bit back. Nothing moves where the
    /// gradient is 0 or not finite.</summary>
    /// <param name="movements">Parameters with the gradients at which they stand.</param>
    public Displacement Climb(IEnumerable<Movement> movements) => new(movements, Radius);

    /// <summary>Inverse kernel densities to the power α, with mean 1.</summary>
    /// <param name="outputs">n × d.</param>
    public double[] Weights(Matrix outputs)
    {
        double[] lengths = [.. Enumerable.Range(0, outputs.Rows).Select(
            i => Math.Max(1e-12, TensorPrimitives.Norm<double>(outputs.Row(i))))];
        var densities = new double[outputs.Rows];
        densities.AsSpan().Fill(1);
        for (int i = 0; i < outputs.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double cosine = TensorPrimitives.Dot<double>(outputs.Row(i), outputs.Row(j))
                    / (lengths[i] * lengths[j]);
                double kernel = Math.Exp((cosine - 1) / (Bandwidth * Bandwidth));
                densities[i] += kernel;
                densities[j] += kernel;
            }
        }
        double[] weights = [.. densities.Select(d => Math.Pow(d / outputs.Rows, -Rarity))];
        double mean = weights.Average();
        return [.. weights.Select(w => w / mean)];
    }
}
