using Szilard.Learners.Encoders;
using Szilard.Tensors;

namespace Szilard.Learners;

/// <summary>The running statistics of networks as they were, to be put back after an evaluation that must
/// leave no trace.</summary>
internal sealed class RunningStatistics : IDisposable
{
    private readonly (Parameter Parameter, Storage Kept)[] _kept;

    /// <summary>Copies them.</summary>
    public RunningStatistics(params IEnumerable<Network?> networks)
    {
        _kept = [.. networks.OfType<Network>().SelectMany(n => n.Parameters).Where(p => !p.Trainable).Select(
            p =>
            {
                Storage copy = p.Device.Rent(p.Shape.Size);
                p.Device.Copy(p.Storage, 0, copy, 0, copy.Length);
                return (p, copy);
            })];
    }

    /// <summary>Puts them back.</summary>
    public void Restore()
    {
        foreach ((Parameter parameter, Storage kept) in _kept)
            parameter.Device.Copy(kept, 0, parameter.Storage, 0, kept.Length);
    }

    /// <summary>Gives the copies back to their device.</summary>
    public void Dispose()
    {
        foreach ((Parameter parameter, Storage kept) in _kept)
            parameter.Device.Return(kept);
    }
}
