using Szilard.Parts;

namespace Szilard.Physics.Synapses.Protocols;

/// <summary>How the clamp moves through one cycle, as a periodic, piecewise linear waveform x(t) of mean 0
/// and range 1: the current is s(t) = s̄ + A·x(t), with A = s_clamped − s_free. A closed family;
/// <see cref="Catalogue"/> lists it.</summary>
public abstract record Protocol
{
    /// <summary>Name, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>Duration T of one cycle.</summary>
    public abstract double Period { get; }

    /// <summary>The corners (t, x) of one cycle, by rising t, the first at t = 0, the last before
    /// T.</summary>
    public abstract IReadOnlyList<Corner> Corners { get; }

    /// <summary>Time spent rising.</summary>
    public double Rise => Enumerable.Range(0, Corners.Count).Sum(k => Slope(k) > 0 ? Length(k) : 0);

    /// <summary>Time spent falling.</summary>
    public double Fall => Enumerable.Range(0, Corners.Count).Sum(k => Slope(k) < 0 ? Length(k) : 0);

    /// <summary>x(t), any t.</summary>
    public double Value(double time)
    {
        double within = time - (Period * Math.Floor(time / Period));
        int k = 0;
        while (k + 1 < Corners.Count && Corners[k + 1].Time <= within)
            k++;
        return Corners[k].Value + (Slope(k) * (within - Corners[k].Time));
    }

    /// <summary>dx/dt after corner <paramref name="k"/>.</summary>
    public double Slope(int k) => (Corners[(k + 1) % Corners.Count].Value - Corners[k].Value) / Length(k);

    /// <summary>Time from corner <paramref name="k"/> to the next.</summary>
    public double Length(int k) =>
        (k + 1 < Corners.Count ? Corners[k + 1].Time : Period) - Corners[k].Time;

    /// <summary>All protocols.</summary>
    public static Catalogue<Protocol> Catalogue => field ??= new(
        "protocol", Sawtooth.Part, ReversedSawtooth.Part, Triangle.Part, PiecewiseLinear.Part);
}

/// <summary>A corner of a waveform.</summary>
/// <param name="Time">t in [0, T).</param>
/// <param name="Value">x.</param>
public readonly record struct Corner(double Time, double Value);
