using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>One step of overdamped motion dx = −∇V dt + √(2T) dW in discrete time, as a Markov kernel whose
/// density can be evaluated, so that a path and its reverse have probabilities. A closed family; mobility
/// 1.</summary>
/// <remarks>Path-wise entropy from transition densities: U. Seifert, "Stochastic thermodynamics, fluctuation
/// theorems and molecular machines", Rep. Prog. Phys. 75, 2012, section 2.</remarks>
public abstract class LangevinKernel
{
    private protected LangevinKernel(int dimensions) => Dimensions = dimensions;

    /// <summary>d.</summary>
    public int Dimensions { get; }

    /// <summary>ln k(x → y). Where a kernel can refuse to move, staying has a probability instead of a
    /// density, the same forward and in reverse: it is left out, as 0.</summary>
    /// <param name="from">x.</param>
    /// <param name="to">y.</param>
    public abstract double LogDensity(double[] from, double[] to);

    /// <summary>One step.</summary>
    /// <param name="from">x.</param>
    /// <param name="noise">Where chance comes from.</param>
    public abstract double[] Move(double[] from, ref RandomStream noise);

    /// <summary>ln[k(x → y)/k(y → x)]: the entropy that a step gives to its bath, nats. −βΔV where the kernel
    /// is in detailed balance with e^(−βV).</summary>
    public double LogRatio(double[] from, double[] to) => LogDensity(from, to) - LogDensity(to, from);

    private protected static double[] Normals(int count, ref RandomStream noise)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = noise.NextNormal();
        return values;
    }
}

/// <summary>Euler–Maruyama, as stochastic gradient Langevin dynamics does it: x − η∇V(x) + √(2Tη)ξ. Its
/// stationary state is not e^(−V/T): heat and the log-ratio of its densities differ by the work that the
/// discretisation does in the shadow.</summary>
public sealed class EulerKernel : LangevinKernel
{
    private readonly Potential _potential;
    private readonly double _temperature, _step;

    /// <summary>A kernel.</summary>
    /// <param name="potential">V.</param>
    /// <param name="temperature">T &gt; 0, in units of V.</param>
    /// <param name="step">η &gt; 0, time.</param>
    public EulerKernel(Potential potential, double temperature, double step) : base(potential.Dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        (_potential, _temperature, _step) = (potential, temperature, step);
    }

    /// <summary>V.</summary>
    public Potential Potential => _potential;

    /// <summary>T.</summary>
    public double Temperature => _temperature;

    /// <inheritdoc/>
    public override double LogDensity(double[] from, double[] to)
    {
        double variance = 2 * _temperature * _step, square = 0;
        double[] drift = Drift(from);
        for (int i = 0; i < drift.Length; i++)
            square += (to[i] - drift[i]) * (to[i] - drift[i]);
        return (-square / (2 * variance)) - (Dimensions / 2.0 * Math.Log(2 * Math.PI * variance));
    }

    /// <inheritdoc/>
    public override double[] Move(double[] from, ref RandomStream noise)
    {
        double[] next = Drift(from), normals = Normals(Dimensions, ref noise);
        double width = Math.Sqrt(2 * _temperature * _step);
        for (int i = 0; i < next.Length; i++)
            next[i] += width * normals[i];
        return next;
    }

    private double[] Drift(double[] from)
    {
        double[] slope = _potential.Gradient(from), drift = new double[Dimensions];
        for (int i = 0; i < drift.Length; i++)
            drift[i] = from[i] - (_step * slope[i]);
        return drift;
    }
}

/// <summary>The Metropolis-adjusted Langevin algorithm: Euler's step is a proposal that is accepted with
/// probability min(1, e^(−ΔV/T) k(y → x)/k(x → y)), so that detailed balance with e^(−V/T) holds exactly at
/// any step.</summary>
/// <remarks>G. Roberts, R. Tweedie, "Exponential convergence of Langevin distributions and their discrete
/// approximations", Bernoulli 2, 1996.</remarks>
/// <param name="proposal">Euler's kernel.</param>
public sealed class AdjustedKernel(EulerKernel proposal) : LangevinKernel(proposal.Dimensions)
{
    /// <inheritdoc/>
    public override double LogDensity(double[] from, double[] to) => from.AsSpan().SequenceEqual(to)
        ? 0
        : proposal.LogDensity(from, to) + Math.Min(0, LogAcceptance(from, to));

    /// <summary>ln of the ratio that a uniform number is held against; ≥ 0 is accepted for certain.</summary>
    public double LogAcceptance(double[] from, double[] to) =>
        ((proposal.Potential.Energy(from) - proposal.Potential.Energy(to)) / proposal.Temperature)
        - proposal.LogRatio(from, to);

    /// <inheritdoc/>
    public override double[] Move(double[] from, ref RandomStream noise)
    {
        double[] next = proposal.Move(from, ref noise);
        return Math.Log(1 - noise.NextDouble()) < LogAcceptance(from, next) ? next : (double[])from.Clone();
    }
}

/// <summary>The exact transition of a linear process over any time: x ↦ λ + e^(−Aτ)(x − λ) + noise of
/// covariance Σ − e^(−Aτ)Σe^(−Aᵀτ).</summary>
public sealed class ExactKernel : LangevinKernel
{
    private readonly double[] _centre;
    private readonly Matrix _keep;
    private readonly NormalNoise _noise;

    /// <summary>A kernel.</summary>
    /// <param name="process">A and D.</param>
    /// <param name="centre">λ, where the drift vanishes.</param>
    /// <param name="duration">τ &gt; 0.</param>
    /// <exception cref="SzilardException">Over so short a time the noise of some direction is lost in
    /// rounding.</exception>
    public ExactKernel(LinearDiffusion process, double[] centre, double duration) : base(centre.Length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(duration);
        (_keep, Matrix covariance) = process.Step(duration);
        if (_keep.Rows != centre.Length)
            throw new ArgumentException(
                $"The process has {_keep.Rows} dimensions, its centre {centre.Length}.");
        (_centre, _noise) = (centre, new NormalNoise(covariance));
        if (_noise.Rank < _noise.Dimensions)
            throw new SzilardException(
                $"Over a time of {duration:G4} the noise has rank {_noise.Rank} of {_noise.Dimensions} to "
                    + "rounding, and a step no density. Take longer steps, or Euler's.");
    }

    /// <summary>A particle in a harmonic trap.</summary>
    /// <param name="trap">Stiffness and centre.</param>
    /// <param name="temperature">T.</param>
    /// <param name="duration">τ &gt; 0.</param>
    public static ExactKernel InTrap(TrapState trap, double temperature, double duration) => new(
        new LinearDiffusion(new Matrix(1, 1, [trap.Stiffness]), new Matrix(1, 1, [temperature])),
        [trap.Centre], duration);

    /// <inheritdoc/>
    public override double LogDensity(double[] from, double[] to)
    {
        double[] off = Mean(from);
        for (int i = 0; i < off.Length; i++)
            off[i] = to[i] - off[i];
        return _noise.LogDensity(off);
    }

    /// <inheritdoc/>
    public override double[] Move(double[] from, ref RandomStream noise)
    {
        double[] next = Mean(from), off = _noise.Draw(Normals(Dimensions, ref noise));
        for (int i = 0; i < next.Length; i++)
            next[i] += off[i];
        return next;
    }

    private double[] Mean(double[] from)
    {
        double[] mean = (double[])_centre.Clone();
        for (int i = 0; i < mean.Length; i++)
            for (int j = 0; j < mean.Length; j++)
                mean[i] += _keep[i, j] * (from[j] - _centre[j]);
        return mean;
    }
}
