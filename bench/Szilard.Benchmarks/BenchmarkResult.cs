using System.Text.Json.Nodes;

namespace Szilard.Benchmarks;

/// <summary>What measuring one case gave.</summary>
/// <param name="Name">The case.</param>
/// <param name="Threads">How many threads worked.</param>
/// <param name="BestMilliseconds">The shortest iteration: what the machine can do when nothing disturbs
/// it.</param>
/// <param name="MedianMilliseconds">The iteration in the middle.</param>
/// <param name="Iterations">How many iterations were timed.</param>
/// <param name="ItemsPerSecond">Items of the case per second, in the shortest iteration.</param>
/// <param name="AllocatedBytesPerIteration">Managed bytes that one iteration in steady state allocates on all
/// threads together.</param>
public sealed record BenchmarkResult(
    string Name, int Threads, double BestMilliseconds, double MedianMilliseconds, int Iterations,
    double ItemsPerSecond, double AllocatedBytesPerIteration)
{
    /// <summary>10⁹ counted operations per second in the shortest iteration; null where none are
    /// counted.</summary>
    public double? GigaFlops { get; init; }

    /// <summary><see cref="GigaFlops"/> over the multiply-add peak of as many threads, measured just
    /// before.</summary>
    public double? FractionOfPeak { get; init; }

    /// <summary>10⁹ bytes per second in the shortest iteration; null where the bytes are not
    /// counted.</summary>
    public double? GigaBytesPerSecond { get; init; }

    /// <summary>The largest working set while the case ran, runtime and all, in 10⁶ bytes; null where the
    /// system does not tell it.</summary>
    public double? PeakMegabytes { get; init; }

    /// <summary>The result as JSON with snake-case names; what is not known is left out.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["name"] = Name,
            ["threads"] = Threads,
            ["best_milliseconds"] = BestMilliseconds,
            ["median_milliseconds"] = MedianMilliseconds,
            ["iterations"] = Iterations,
            ["items_per_second"] = ItemsPerSecond,
            ["allocated_bytes_per_iteration"] = AllocatedBytesPerIteration,
        };
        Add(json, "giga_flops", GigaFlops);
        Add(json, "fraction_of_peak", FractionOfPeak);
        Add(json, "giga_bytes_per_second", GigaBytesPerSecond);
        Add(json, "peak_megabytes", PeakMegabytes);
        return json;
    }

    private static void Add(JsonObject json, string name, double? value)
    {
        if (value is { } known)
            json[name] = known;
    }
}
