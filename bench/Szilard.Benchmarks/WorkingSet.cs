using System.Diagnostics;
using System.Globalization;

namespace Szilard.Benchmarks;

/// <summary>The largest working set of this process.</summary>
internal static class WorkingSet
{
    private const string Status = "/proc/self/status", Forget = "/proc/self/clear_refs";

    /// <summary>Starts the maximum anew where the system lets us (Linux); elsewhere it stays that of the
    /// whole life of the process, so that a case should run alone.</summary>
    public static void Reset()
    {
        GC.Collect();
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            File.WriteAllText(Forget, "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Trace.TraceInformation(refused.Message);
        }
    }

    /// <summary>The maximum in 10⁶ bytes; null where the system does not tell it.</summary>
    public static double? PeakMegabytes()
    {
        if (OperatingSystem.IsLinux() && File.Exists(Status))
            return ReadLinux(File.ReadLines(Status));
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 > 0 ? self.PeakWorkingSet64 / 1e6 : null;
    }

    /// <summary>From a line such as <c>VmHWM:   123456 kB</c>, where kB are 1024 bytes.</summary>
    internal static double? ReadLinux(IEnumerable<string> lines)
    {
        string? line = lines.FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        string[] words = line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length == 3 && words[2] == "kB"
            && long.TryParse(words[1], CultureInfo.InvariantCulture, out long kB)
            ? kB * 1024 / 1e6
            : null;
    }
}
