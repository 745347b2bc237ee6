using Szilard.Parts;

namespace Szilard.Physics.Synapses.Nonlinearities;

/// <summary>How the rate of change of a weight follows from what the synapse sees: dw/dt = g(u). A closed
/// family; <see cref="Catalogue"/> lists it.</summary>
public abstract record Nonlinearity
{
    /// <summary>Name, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>g(u).</summary>
    public abstract double Value(double u);

    /// <summary>θ: |u| below it changes nothing; 0 where every u counts.</summary>
    public virtual double Cutoff => 0;

    /// <summary>E[g(u + σξ)] for standard normal ξ, in closed form: what noise makes of g on average. The
    /// bias E[g(u + σξ)] − g(u) is what a threshold makes of noise by rectifying it.</summary>
    /// <param name="u">The noiseless u.</param>
    /// <param name="deviation">σ ≥ 0.</param>
    public abstract double Mean(double u, double deviation);

    /// <summary>All nonlinearities.</summary>
    public static Catalogue<Nonlinearity> Catalogue => field ??= new(
        "nonlinearity", HardThreshold.Part, SoftThreshold.Part, Cubic.Part, Linear.Part);
}
