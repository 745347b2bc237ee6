using MathNet.Numerics.LinearAlgebra;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>What is done about directions in which a step has no noise: a displacement along them has no
/// reverse, so that its entropy production is infinite. A closed family.</summary>
public abstract record SilentDirections
{
    /// <summary>Such a step is refused.</summary>
    public sealed record Refuse : SilentDirections;

    /// <summary>Every step gets more noise: the entropy production of a process that was not run, larger the
    /// smaller the noise. To be read as a function of it.</summary>
    /// <param name="Variance">Added to the variance of a step in every direction, &gt; 0, in squared units of
    /// the parameters.</param>
    public sealed record Regularise(double Variance) : SilentDirections;

    /// <summary>Only displacements in a subspace count, the same for all steps: the entropy production that
    /// shows there. What the other directions do is not in it.</summary>
    /// <param name="Basis">Orthonormal columns, d×k.</param>
    public sealed record Project(Matrix Basis) : SilentDirections;
}

/// <summary>A step of stochastic gradient Langevin dynamics, θ − ηg + √(2ηT)ξ with g the gradient of a
/// minibatch, in Gaussian approximation: mean θ − η∇L(θ), covariance S = η²C(θ)/B + 2ηT. Plain stochastic
/// gradient descent has T = 0.</summary>
/// <remarks>M. Welling, Y. Teh, "Bayesian learning via stochastic gradient Langevin dynamics", ICML 2011;
/// fluctuation theorems of its steady state: S. Adhikari et al., arXiv:2306.03521 (abstract). Both densities
/// of a ratio take the covariance where the step begins: C(θ) forward, C(θ′) in reverse.</remarks>
public sealed class MinibatchKernel : LangevinKernel
{
    private readonly Func<double[], GradientNoise> _gradients;
    private readonly double _rate, _temperature;
    private readonly SilentDirections _silent;

    /// <summary>A kernel.</summary>
    /// <param name="dimensions">d.</param>
    /// <param name="gradients">∇L(θ) with the covariance of a minibatch, anywhere.</param>
    /// <param name="rate">η &gt; 0.</param>
    /// <param name="temperature">T ≥ 0 of the noise that is added on purpose.</param>
    /// <param name="silent">What is done about directions without noise; none are expected where T &gt;
    /// 0.</param>
    public MinibatchKernel(
        int dimensions, Func<double[], GradientNoise> gradients, double rate, double temperature,
        SilentDirections silent)
        : base(dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfNegative(temperature);
        if (silent is SilentDirections.Project project && project.Basis.Rows != dimensions)
            throw new ArgumentException(
                $"The basis has {project.Basis.Rows} rows, but there are {dimensions} parameters.");
        (_gradients, _rate, _temperature, _silent) = (gradients, rate, temperature, silent);
    }

    /// <summary>A basis for <see cref="SilentDirections.Project"/>: the strongest directions of the noise
    /// along a path, as many as the step with the fewest has.</summary>
    /// <param name="path">Positions.</param>
    /// <param name="gradients">The noise at each.</param>
    public static Matrix RangeAlong(IReadOnlyList<double[]> path, Func<double[], GradientNoise> gradients)
    {
        GradientNoise[] noises = [.. path.Select(gradients)];
        int least = noises.Min(n => new NormalNoise(n.Covariance).Rank), d = noises[0].Mean.Length;
        Matrix sum = new(d, d);
        foreach (GradientNoise noise in noises)
            for (int k = 0; k < sum.Values.Length; k++)
                sum.Values[k] += noise.Covariance.Values[k];
        return new NormalNoise(sum).Range(least);
    }

    /// <inheritdoc/>
    /// <exception cref="SzilardException">Some direction has no noise, and nothing was said of what to
    /// do.</exception>
    public override double LogDensity(double[] from, double[] to)
    {
        (double[] off, Matrix covariance) = Law(from);
        for (int i = 0; i < off.Length; i++)
            off[i] = to[i] - off[i];
        if (_silent is SilentDirections.Project { Basis: var basis })
        {
            Matrix<double> columns = Algebra.Of(basis);
            off = columns.TransposeThisAndMultiply(Vector<double>.Build.DenseOfArray(off)).ToArray();
            covariance = Algebra.Of(columns.Transpose() * Algebra.Of(covariance) * columns);
        }
        NormalNoise noise = new(covariance);
        return noise.Rank == noise.Dimensions ? noise.LogDensity(off) : throw Silent(noise);
    }

    /// <inheritdoc/>
    public override double[] Move(double[] from, ref RandomStream noise)
    {
        (double[] next, Matrix covariance) = Law(from);
        double[] off = new NormalNoise(covariance).Draw(Normals(Dimensions, ref noise));
        for (int i = 0; i < next.Length; i++)
            next[i] += off[i];
        return next;
    }

    private (double[] Mean, Matrix Covariance) Law(double[] from)
    {
        GradientNoise at = _gradients(from);
        double[] mean = new double[Dimensions];
        Matrix covariance = at.Covariance.Map(c => _rate * _rate * c);
        double floor = (2 * _rate * _temperature)
            + (_silent is SilentDirections.Regularise more ? more.Variance : 0);
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = from[i] - (_rate * at.Mean[i]);
            covariance[i, i] += floor;
        }
        return (mean, covariance);
    }

    private static SzilardException Silent(NormalNoise noise) => new(
        $"The noise of a step has rank {noise.Rank} of {noise.Dimensions}: displacements along the other "
        + $"{noise.Dimensions - noise.Rank} directions have no reverse, and their entropy production is "
        + "infinite. Add noise (a temperature > 0), regularise with a variance and say which, or project on "
        + "the range of the noise.");
}
