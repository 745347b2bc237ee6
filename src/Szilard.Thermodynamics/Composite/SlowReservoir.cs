namespace Szilard.Thermodynamics.Composite;

/// <summary>A teacher that follows its student by a moving average θ_t ← mθ_t + (1 − m)θ_s, or a centre that
/// follows a mean: a reservoir of finite speed.</summary>
/// <remarks>Derived here; the 1/n law of slow driving is that of P. Salamon, R. Berry, "Thermodynamic length
/// and dissipated availability", PRL 51, 1983.</remarks>
public sealed record SlowReservoir
{
    /// <summary>A reservoir.</summary>
    /// <param name="momentum">m, from 0 to below 1: at 1 a teacher never follows.</param>
    public SlowReservoir(double momentum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(momentum, 1);
        Momentum = momentum;
    }

    /// <summary>m.</summary>
    public double Momentum { get; }

    /// <summary>Steps in which it forgets, 1/(1 − m).</summary>
    public double Memory => 1 / (1 - Momentum);

    /// <summary>θ_s − θ_t after many steps of a student that moves by δ in each, mδ/(1 − m).</summary>
    /// <param name="drift">δ.</param>
    public double Lag(double drift) => Momentum * drift * Memory;

    /// <summary>KL between the two to second order, ½·lag²·F, nats.</summary>
    /// <param name="drift">δ.</param>
    /// <param name="fisher">F ≥ 0, the Fisher information of a unit of θ.</param>
    public double Divergence(double drift, double fisher) => Lag(drift) * Lag(drift) * fisher / 2;

    /// <summary>What a reservoir that is led over a thermodynamic length in n equal strokes dissipates at
    /// least, 𝓛²/(2n), nats, to leading order in 1/n.</summary>
    /// <param name="length">𝓛 = ∫√(dθᵀF dθ).</param>
    /// <param name="strokes">n ≥ 1.</param>
    public static double Dissipation(double length, int strokes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strokes, 1);
        return length * length / (2 * strokes);
    }
}
