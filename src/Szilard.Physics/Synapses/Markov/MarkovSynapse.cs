using Szilard.Parts;
using Szilard.Physics.Synapses.Kernels;

namespace Szilard.Physics.Synapses.Markov;

/// <summary>The memory of a Markov synapse in the time of a protocol: the kernel of a methylation ladder,
/// stretched over a duration, with what it dissipates to have it.</summary>
/// <remarks>A kernel of <see cref="MarkovKernel"/> covers <see cref="MarkovKernel.SpeedUp"/> units of the
/// ladder's time; stretched over a duration D those are D units of the protocol's, so that the power σ of
/// the steady state is σ·SpeedUp/D per unit of the protocol's time. It is that at signal 0, as in the
/// published figures; what the moving signal adds is not in it. Derived here.</remarks>
public sealed record MarkovSynapse : Kernel
{
    private readonly Kernel _kernel;

    /// <summary>The memory of a ladder.</summary>
    /// <param name="ladder">The synapse.</param>
    /// <param name="signal">The step of signal that makes the kernel, &gt; 0, in µM.</param>
    /// <param name="duration">D &gt; 0, how long the kernel lasts in the protocol's time.</param>
    /// <exception cref="SzilardException">The ladder does not adapt: near equilibrium its first moment is
    /// positive, and it cannot tell clamped from free.</exception>
    public MarkovSynapse(MethylationLadder ladder, double signal, double duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(duration);
        (Ladder, Extent) = (ladder, duration);
        MarkovKernel kernel = MarkovKernel.Of(ladder, signal);
        if (!kernel.Adapts)
            throw new SzilardException(
                $"A ladder of gamma {ladder.Gamma} does not adapt: near equilibrium its memory follows the "
                + "current instead of its change. Give a gamma below 0.3, for example 0.01.");
        _kernel = new SampledKernel([.. kernel.Taps], duration).Scaled(1 / (duration * duration));
    }

    /// <summary>The catalogue line.</summary>
    public static Part<Kernel> Part { get; } = new(
        new PartCard(
            "markov", "The ten-state ladder of bacterial chemotaxis: a memory with a known dissipation.",
            "Lan, Sartori, Neumann, Sourjik, Tu, Nature Physics 8, 2012; rates and kernel as in the "
                + "published code of Falk, Strupp, Scellier, Murugan 2025")
        {
            Formula = "K = −d⟨active⟩/dt after a step of signal; σ = Σ (a − b)·ln(a/b) over the jumps",
            Convention = "first moment −1; five units of the ladder's time last one duration; σ at signal 0, "
                + "in k_BT",
            Parameters =
            [
                new NumberParameter("gamma", "γ, how much reverse reactions are suppressed.", 0.01, 0, 1)
                    { MinimumExcluded = true },
                new NumberParameter("rate_factor", "R, how much faster activity flips.", 25, 0)
                    { MinimumExcluded = true },
                new NumberParameter("signal", "Step of signal that makes the kernel, in µM.", 200, 0)
                    { MinimumExcluded = true },
                new NumberParameter("duration", "How long the kernel lasts.", 0.1, 0)
                    { MinimumExcluded = true },
            ],
        },
        s => new MarkovSynapse(
            new MethylationLadder(s.Number("gamma"), s.Number("rate_factor")), s.Number("signal"),
            s.Number("duration")));

    /// <summary>The jump process.</summary>
    public MethylationLadder Ladder { get; }

    /// <summary>What keeps up the memory, in k_B T per unit of the protocol's time.</summary>
    public double Dissipation => Ladder.Dissipation() * MarkovKernel.SpeedUp / Extent;

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>∫t·|K|/∫|K|.</summary>
    public override double TimeScale => _kernel.TimeScale;

    /// <summary>The duration.</summary>
    public override double Extent { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh => _kernel.Mesh;

    /// <inheritdoc/>
    public override double Value(double time) => _kernel.Value(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time) => _kernel.TailsAt(time);
}
