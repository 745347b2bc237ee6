using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Szilard.Records;

/// <summary>The machine and the versions that made a run.</summary>
/// <param name="Machine">Name of the machine.</param>
/// <param name="System">Operating system and its version.</param>
/// <param name="Processor">Name of the processor as it reports itself, or its architecture.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="VectorBits">Width of the widest vectors with hardware support: 512, 256, 128, or 64 for
/// none.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="Szilard">Version of Szilard.</param>
public sealed record HostFacts(
    string Machine, string System, string Processor, int Cores, int VectorBits, string Runtime,
    string Szilard)
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>The facts of this process.</summary>
    /// <param name="szilard">Version of Szilard.</param>
    public static HostFacts Here(string szilard) => new(
        Environment.MachineName, RuntimeInformation.OSDescription, ProcessorName(),
        Environment.ProcessorCount, WidestVector(), RuntimeInformation.FrameworkDescription, szilard);

    private static int WidestVector() =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128 : 64;

    private static string ProcessorName() =>
        LinuxProcessorName()
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
        ?? $"{RuntimeInformation.ProcessArchitecture}";

    private static string? LinuxProcessorName()
    {
        if (!File.Exists(LinuxProcessors))
            return null;
        string? line = File.ReadLines(LinuxProcessors)
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim();
    }
}
