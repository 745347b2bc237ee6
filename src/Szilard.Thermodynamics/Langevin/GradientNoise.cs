using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>The gradient of a minibatch as a random vector: its mean, and the covariance of what the choice
/// of examples adds. The rank of that covariance is below the number of examples, and so, for networks, far
/// below the number of parameters.</summary>
/// <param name="Mean">∇L, d numbers.</param>
/// <param name="Covariance">C/B, d×d.</param>
public sealed record GradientNoise(double[] Mean, Matrix Covariance)
{
    /// <summary>From the gradient of each example: mean g, and (1/B)·(1/n)Σ(g_i − g)(g_i − g)ᵀ, for B
    /// examples drawn with replacement.</summary>
    /// <param name="gradients">Examples × parameters.</param>
    /// <param name="batch">B ≥ 1.</param>
    /// <exception cref="SzilardException">There is no example, or B &lt; 1.</exception>
    public static GradientNoise Of(Matrix gradients, int batch)
    {
        (int n, int d) = (gradients.Rows, gradients.Columns);
        if (n == 0 || d == 0 || batch < 1)
            throw new SzilardException(
                $"Gradients are {n}×{d} and the batch {batch}; at least one example, one parameter and a "
                    + "batch of 1 are needed.");
        double[] mean = [.. Enumerable.Range(0, d).Select(k => gradients.Column(k).Average())];
        Matrix covariance = new(d, d);
        for (int i = 0; i < n; i++)
            for (int a = 0; a < d; a++)
                for (int b = 0; b < d; b++)
                    covariance[a, b] += (gradients[i, a] - mean[a])
                        * (gradients[i, b] - mean[b]) / ((double)n * batch);
        return new GradientNoise(mean, covariance);
    }
}
