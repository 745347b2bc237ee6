using Szilard.Parts;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>The memory of a synapse: its response K(t) to an impulse of the current s at t = 0, so that the
/// synapse sees u(t) = ∫₀^∞ K(x)·s(t − x) dx. A closed family; <see cref="Catalogue"/> lists it.</summary>
/// <remarks>
/// Everything that the engine needs follows from the tails of K, Tₙ(t) = ∫ₜ^∞ (x − t)ⁿ/n!·K(x) dx:
/// area I = K's impulse at 0 + T₀(0), first moment M₁ = T₁(0), S(t) = ∫₀ᵗ K = I − T₀(t),
/// R(t) = ∫₀ᵗ S = I·t − M₁ + T₁(t). A contrastive kernel has I ≈ 0 and M₁ &lt; 0: then u is −M₁ times a
/// smoothed ds/dt. To use any impulse response: <c>new SampledKernel(taps, duration).Normalized()</c>; then
/// <c>new Responses.Response(kernel, new Sawtooth(fast, slow)).Changes(g, mean, amplitudes)</c>.
/// Times are in any one unit; K has the unit of u/(s·time). Source: Falk, Strupp, Scellier, Murugan,
/// Contrastive learning through non-equilibrium memory, 2025; the tails are derived here.
/// </remarks>
public abstract record Kernel
{
    /// <summary>Name, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>The smooth part of K at <paramref name="time"/>; 0 before t = 0. See also
    /// <see cref="Impulses"/>.
    /// </summary>
    public abstract double Value(double time);

    /// <summary>The impulses w·δ(t − t₀) in K, by rising time; mostly none.</summary>
    public virtual IReadOnlyList<Impulse> Impulses => [];

    /// <summary>T₀, T₁ and T₂ at <paramref name="time"/> ≥ 0; impulses later than that count.</summary>
    public abstract Tails TailsAt(double time);

    /// <summary>τ_K: the time for which the synapse remembers, as defined on each card.</summary>
    public abstract double TimeScale { get; }

    /// <summary>The time after which the tails are 0 to rounding.</summary>
    public abstract double Extent { get; }

    /// <summary>Times from 0 to <see cref="Extent"/> between which T₁ is nearly straight; rising.</summary>
    public abstract IReadOnlyList<double> Mesh { get; }

    /// <summary>I = ∫ K, impulses included: the answer u/s to a constant current.</summary>
    public double Area => Prompt + TailsAt(0).Zeroth;

    /// <summary>M₁ = ∫ t·K: minus the answer u/(ds/dt) to a ramp, where the area is 0.</summary>
    public double FirstMoment => TailsAt(0).First;

    /// <summary>S(t) = ∫₀ᵗ K: the answer to a unit step of the current; 0 before t = 0.</summary>
    public double Step(double time) => time < 0 ? 0 : Area - TailsAt(time).Zeroth;

    /// <summary>R(t) = ∫₀ᵗ S: the answer to a ramp of unit slope that begins at t = 0; 0 before.</summary>
    public double Ramp(double time) =>
        time < 0 ? 0 : (Area * time) - FirstMoment + TailsAt(time).First;

    /// <summary>∫ K²: white noise of intensity D in s appears in u with variance D·∫K².</summary>
    /// <exception cref="SzilardException">K holds an impulse, so that white noise has no finite variance.
    /// </exception>
    public double SquaredNorm() =>
        Impulses.Count == 0
            ? Quadrature.Over(Mesh, t => Value(t) * Value(t))
            : throw new SzilardException(
                $"Kernel `{Card.Name}` passes {Impulses.Count} impulse(s), so white noise in s has infinite "
                + "variance in u: put the noise into u instead, or use a kernel without impulses.");

    /// <summary>The kernel times a factor.</summary>
    public Kernel Scaled(double factor) => new ScaledKernel(this, factor);

    /// <summary>The kernel divided by −M₁, so that M₁ = −1 and a ramp of slope a is seen as u = a.</summary>
    /// <exception cref="SzilardException">M₁ vanishes against ∫ t·|K| (below 10⁻⁹ of it).</exception>
    public Kernel Normalized()
    {
        ContrastCheck.DemandMoment(this);
        return Scaled(-1 / FirstMoment);
    }

    private double Prompt => Impulses.Count > 0 && Impulses[0].Time == 0 ? Impulses[0].Weight : 0;

    /// <summary>All kernels.</summary>
    public static Catalogue<Kernel> Catalogue => field ??= new(
        "kernel",
        Chemotaxis.Part,
        IntegralFeedback.Part,
        LeakyIntegralFeedback.Part,
        MaxwellElement.Part,
        CapacitorMemristor.Part,
        RaisedCosine.Part,
        MonotoneExponential.Part,
        LinearOde.Part,
        SampledKernel.Part,
        Markov.MarkovSynapse.Part);
}

/// <summary>An impulse w·δ(t − t₀) in a kernel.</summary>
/// <param name="Time">t₀ ≥ 0.</param>
/// <param name="Weight">w = ∫ of the impulse.</param>
public readonly record struct Impulse(double Time, double Weight);

/// <summary>What is left of a kernel after a time t: Tₙ(t) = ∫ₜ^∞ (x − t)ⁿ/n!·K(x) dx. Each is minus the
/// derivative of the next.</summary>
/// <param name="Zeroth">T₀, area that is left.</param>
/// <param name="First">T₁.</param>
/// <param name="Second">T₂.</param>
public readonly record struct Tails(double Zeroth, double First, double Second);

/// <summary>A kernel times a factor. Made by <see cref="Kernel.Scaled"/>.</summary>
/// <param name="Inner">The kernel.</param>
/// <param name="Factor">The factor.</param>
public sealed record ScaledKernel(Kernel Inner, double Factor) : Kernel
{
    /// <inheritdoc/>
    public override PartCard Card => Inner.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Impulse> Impulses =>
        [.. Inner.Impulses.Select(i => i with { Weight = Factor * i.Weight })];

    /// <inheritdoc/>
    public override double TimeScale => Inner.TimeScale;

    /// <inheritdoc/>
    public override double Extent => Inner.Extent;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Mesh => Inner.Mesh;

    /// <inheritdoc/>
    public override double Value(double time) => Factor * Inner.Value(time);

    /// <inheritdoc/>
    public override Tails TailsAt(double time)
    {
        Tails inner = Inner.TailsAt(time);
        return new(Factor * inner.Zeroth, Factor * inner.First, Factor * inner.Second);
    }
}
