using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>Parameters away from their place, until disposed of.</summary>
public sealed class Displacement : IDisposable
{
    private readonly List<(Parameter Parameter, Storage Kept)> _moved = [];

    /// <summary>Moves parameters along their whole gradient by a given length.</summary>
    internal Displacement(IEnumerable<Movement> movements, double length)
    {
        Movement[] all = [.. movements.Where(m => m.Gradient is not null)];
        double norm = Math.Sqrt(all.Sum(m => m.Parameter.Device.SumOfSquares(m.Gradient!)));
        if (!double.IsFinite(norm) || norm == 0)
            return;
        foreach (Movement movement in all)
        {
            Parameter parameter = movement.Parameter;
            Storage kept = parameter.Device.Rent(parameter.Shape.Size);
            parameter.Device.Copy(parameter.Storage, 0, kept, 0, kept.Length);
            _moved.Add((parameter, kept));
            parameter.Device.AddScaled(length / norm, movement.Gradient!, parameter.Storage);
        }
    }

    /// <summary>Puts them back, to the bit.</summary>
    public void Dispose()
    {
        foreach ((Parameter parameter, Storage kept) in _moved)
        {
            parameter.Device.Copy(kept, 0, parameter.Storage, 0, kept.Length);
            parameter.Device.Return(kept);
        }
        _moved.Clear();
    }
}
