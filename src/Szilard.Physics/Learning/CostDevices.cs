using System.Collections.Concurrent;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>Devices in double precision on which costs are evaluated, one for each thread that asks at the
/// same time; a device serves one caller at a time.</summary>
public sealed class CostDevices : IDisposable
{
    private readonly ConcurrentBag<CpuDevice<double>> _idle = [];

    /// <summary>Lends a device to a function.</summary>
    public TResult With<TResult>(Func<CpuDevice<double>, TResult> use)
    {
        CpuDevice<double> device =
            _idle.TryTake(out CpuDevice<double>? idle) ? idle : new CpuDevice<double>();
        try
        {
            return use(device);
        }
        finally
        {
            _idle.Add(device);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out CpuDevice<double>? device))
            device.Dispose();
    }
}
