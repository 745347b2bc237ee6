using Szilard.Parts;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>The exact law of the works of a trap that is moved or made stiffer, by propagating Gaussians
/// instead of drawing repetitions.</summary>
/// <param name="Mean">⟨W⟩.</param>
/// <param name="Variance">Var W.</param>
/// <param name="LogAverage">ln⟨e^(−W/T)⟩, −ΔF/T where the kernel leaves each trap's equilibrium
/// alone.</param>
/// <param name="Heat">⟨Q⟩, &gt; 0 into the particle.</param>
/// <remarks>Derived here: works are quadratic in Gaussian positions, so that their first two moments and
/// their exponential average (a Feynman–Kac weight) close in a few numbers.</remarks>
public sealed record TrapLaw(double Mean, double Variance, double LogAverage, double Heat)
{
    /// <summary>The law.</summary>
    /// <param name="trap">Protocol, temperature and kernel.</param>
    /// <exception cref="SzilardException">The kernel is adjusted: its steps are not Gaussian.</exception>
    public static TrapLaw Of(Trap trap)
    {
        if (trap.Kernel == TrapKernel.Adjusted)
            throw new SzilardException(
                "Steps with a Metropolis decision are not Gaussian, so that works have no closed law; draw "
                    + "them, or take exact or Euler steps.");
        Moments moments = new(trap);
        for (int n = 1; n < trap.Protocol.Count; n++)
        {
            moments.Jump(trap.Protocol[n - 1], trap.Protocol[n]);
            moments.Relax(trap, trap.Protocol[n]);
        }
        return moments.Law;
    }

    /// <summary>Positions are N(m, v); weighted with e^(−W/T) so far they are N(m̂, v̂). With u = x − m, g₁
    /// and g₂ are the covariances of the work so far with u and u².</summary>
    private struct Moments(Trap trap)
    {
        private readonly double _beta = 1 / trap.Temperature;
        private double _m = trap.Protocol[0].Centre, _v = trap.Temperature / trap.Protocol[0].Stiffness;
        private double _weightedM = trap.Protocol[0].Centre,
            _weightedV = trap.Temperature / trap.Protocol[0].Stiffness;
        private double _mean, _variance, _logAverage, _heat, _g1, _g2;

        public readonly TrapLaw Law => new(_mean, _variance, _logAverage, _heat);

        /// <summary>V′ − V = a + b·u + c·u² about any point.</summary>
        public void Jump(TrapState from, TrapState to)
        {
            double c = (to.Stiffness - from.Stiffness) / 2, b = Slope(_m);
            _mean += to.Energy(_m) - from.Energy(_m) + (c * _v);
            _variance += (2 * ((b * _g1) + (c * _g2))) + (b * b * _v) + (2 * c * c * _v * _v);
            _g1 += b * _v;
            _g2 += 2 * c * _v * _v;
            double force = Slope(_weightedM), shrink = 1 + (2 * _beta * c * _weightedV);
            _logAverage += (-_beta * (to.Energy(_weightedM) - from.Energy(_weightedM)))
                - (Math.Log(shrink) / 2)
                + (_beta * _beta * force * force * _weightedV / (2 * shrink));
            _weightedM -= _beta * force * _weightedV / shrink;
            _weightedV /= shrink;

            double Slope(double at) =>
                (to.Stiffness * (at - to.Centre)) - (from.Stiffness * (at - from.Centre));
        }

        public void Relax(Trap how, TrapState at)
        {
            (double keep, double noise) = how.Step(at);
            double before = at.Energy(_m) + (at.Stiffness * _v / 2);
            _m = at.Centre + (keep * (_m - at.Centre));
            _v = (keep * keep * _v) + noise;
            _heat += at.Energy(_m) + (at.Stiffness * _v / 2) - before;
            _g1 *= keep;
            _g2 *= keep * keep;
            _weightedM = at.Centre + (keep * (_weightedM - at.Centre));
            _weightedV = (keep * keep * _weightedV) + noise;
        }
    }
}
