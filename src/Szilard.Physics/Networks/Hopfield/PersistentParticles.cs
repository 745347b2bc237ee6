using System.Numerics;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>The states at rest of a whole data set, from which relaxation goes on when a sample returns.
/// Zero at first.</summary>
/// <remarks>They carry a trace of one epoch into the next, of samples for validation too.</remarks>
public sealed class PersistentParticles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HopfieldState<T> _all;

    /// <summary>Particles for <paramref name="count"/> samples.</summary>
    public PersistentParticles(LayeredHopfield<T> body, int count) => _all = body.Start(count);

    /// <summary>The states of samples from <paramref name="first"/> on.</summary>
    public HopfieldState<T> Take(int first, int count) => new(count, [.. _all.Layers.Select(l =>
    {
        int units = l.Length / _all.Count;
        return l.AsSpan(first * units, count * units).ToArray();
    })]);

    /// <summary>Keeps the states that samples from <paramref name="first"/> on came to rest in.</summary>
    public void Keep(int first, HopfieldState<T> rest)
    {
        for (int l = 0; l < _all.Layers.Count; l++)
            rest.Layers[l].CopyTo(_all.Layers[l], first * (_all.Layers[l].Length / _all.Count));
    }
}
