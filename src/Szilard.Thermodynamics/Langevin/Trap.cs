using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>How a step of overdamped motion in a harmonic trap is made.</summary>
public enum TrapKernel
{
    /// <summary>The exact transition of the Ornstein–Uhlenbeck process: fluctuation theorems hold to
    /// rounding.</summary>
    Exact,

    /// <summary>Euler–Maruyama, as stochastic gradient Langevin dynamics does it: the stationary variance is
    /// T/[k(1 − ηk/2)], and Jarzynski's equality fails by the work that the discretisation does in the
    /// shadow.</summary>
    Euler,

    /// <summary>Euler–Maruyama with a Metropolis step: exact stationary state again.</summary>
    Adjusted,
}

/// <summary>The state of a trap between two steps.</summary>
/// <param name="Stiffness">k.</param>
/// <param name="Centre">λ.</param>
public readonly record struct TrapState(double Stiffness, double Centre)
{
    /// <summary>V(x) = ½k(x − λ)².</summary>
    public double Energy(double x) => 0.5 * Stiffness * (x - Centre) * (x - Centre);
}

/// <summary>Works done on a particle in a trap that is moved, or made stiffer, step by step: V jumps (work),
/// then the particle moves (heat). Mobility 1.</summary>
/// <param name="Protocol">The trap after each jump; the first is where the particle is in
/// equilibrium.</param>
/// <param name="Temperature">T &gt; 0, in units of V.</param>
/// <param name="Duration">Time of each relaxation.</param>
/// <param name="Kernel">How the particle moves.</param>
public sealed record Trap(
    IReadOnlyList<TrapState> Protocol, double Temperature, double Duration, TrapKernel Kernel)
{
    /// <summary>ΔF = ½T ln(k_end/k_start); moving a trap changes no free energy.</summary>
    public double FreeEnergyChange =>
        0.5 * Temperature * Math.Log(Protocol[^1].Stiffness / Protocol[0].Stiffness);

    /// <summary>Works of independent repetitions, each begun in the true equilibrium of the first
    /// trap.</summary>
    /// <param name="count">How many.</param>
    /// <param name="key">Each draws from its own child.</param>
    public double[] Works(int count, RandomKey key)
    {
        var works = new double[count];
        for (int i = 0; i < count; i++)
        {
            RandomStream noise = key.Split(i).Stream();
            double x = Protocol[0].Centre
                + (Math.Sqrt(Temperature / Protocol[0].Stiffness) * noise.NextNormal());
            for (int n = 1; n < Protocol.Count; n++)
            {
                works[i] += Protocol[n].Energy(x) - Protocol[n - 1].Energy(x);
                x = Move(x, Protocol[n], ref noise);
            }
        }
        return works;
    }

    /// <summary>The kernel of the relaxation after a jump, with its density: for probabilities of
    /// paths.</summary>
    /// <param name="jump">1 for the first, up to the last of the protocol.</param>
    public LangevinKernel KernelAfter(int jump)
    {
        TrapState at = Protocol[jump];
        if (Kernel == TrapKernel.Exact)
            return ExactKernel.InTrap(at, Temperature, Duration);
        EulerKernel euler = new(
            Potential.Quadratic(new Matrix(1, 1, [at.Stiffness]), [at.Centre]), Temperature, Duration);
        return Kernel == TrapKernel.Euler ? euler : new AdjustedKernel(euler);
    }

    /// <summary>ρ and the variance of the noise of a relaxation x − λ ↦ ρ(x − λ) + noise, before any
    /// Metropolis decision.</summary>
    internal (double Keep, double Noise) Step(TrapState trap)
    {
        if (Kernel != TrapKernel.Exact)
            return (1 - (trap.Stiffness * Duration), 2 * Temperature * Duration);
        double keep = Math.Exp(-trap.Stiffness * Duration);
        return (keep, Temperature / trap.Stiffness * (1 - (keep * keep)));
    }

    /// <summary>One relaxation of the particle.</summary>
    internal double Move(double x, TrapState trap, ref RandomStream noise)
    {
        (double keep, double variance) = Step(trap);
        double next = trap.Centre + (keep * (x - trap.Centre)) + (Math.Sqrt(variance) * noise.NextNormal());
        if (Kernel != TrapKernel.Adjusted)
            return next;
        double ratio = ((trap.Energy(x) - trap.Energy(next)) / Temperature)
            + Log(next, x, trap) - Log(x, next, trap);
        return Math.Log(1 - noise.NextDouble()) < ratio ? next : x;
    }

    private double Drift(double x, TrapState trap) => x - (Duration * trap.Stiffness * (x - trap.Centre));

    /// <summary>ln of the density of a proposal, up to a constant.</summary>
    private double Log(double from, double to, TrapState trap)
    {
        double off = to - Drift(from, trap);
        return -off * off / (4 * Temperature * Duration);
    }
}
