using System.Diagnostics;

namespace Szilard.Benchmarks;

/// <summary>Times cases one after the other.</summary>
public static class BenchmarkRunner
{
    private const int LeastIterations = 3, MostIterations = 1_000_000, StepsForBytes = 20;
    private const double WarmUpSeconds = 0.4;

    /// <summary>Prepares each case, warms it up until the just-in-time compiler has done its work, and
    /// repeats it for <paramref name="minimumSeconds"/>.</summary>
    /// <param name="cases">What is timed.</param>
    /// <param name="minimumSeconds">How long each case is timed at least, in seconds; three iterations at
    /// least.</param>
    /// <param name="tell">Is told each case's name before it begins.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    public static IReadOnlyList<BenchmarkResult> Run(
        IEnumerable<BenchmarkCase> cases, double minimumSeconds, Action<string> tell,
        CancellationToken cancellation = default)
    {
        Dictionary<int, double> peaks = [];
        List<BenchmarkResult> results = [];
        foreach (BenchmarkCase work in cases)
        {
            tell(work.Name);
            results.Add(Measure(work, minimumSeconds, peaks, cancellation));
        }
        return results;
    }

    private static BenchmarkResult Measure(
        BenchmarkCase work, double minimumSeconds, Dictionary<int, double> peaks,
        CancellationToken cancellation)
    {
        double peak = 0;
        if (work.FloatingPointOperations > 0 && !peaks.TryGetValue(work.Threads, out peak))
            peaks.Add(work.Threads, peak = MultiplyAddPeak.Measure(work.Threads));
        WorkingSet.Reset();
        using PreparedWork prepared = work.Prepare();
        if (work.TakesLong)
            return Once(work, prepared, peak);
        WarmUp(prepared, minimumSeconds, cancellation);
        double[] seconds = Time(prepared, minimumSeconds, cancellation);
        double allocated = AllocatedBytes(prepared, seconds, cancellation);
        return Judge(work, seconds, allocated, peak);
    }

    private static BenchmarkResult Once(BenchmarkCase work, PreparedWork prepared, double peak)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp();
        prepared.Iterate();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return Judge(work, [seconds], GC.GetTotalAllocatedBytes(precise: true) - before, peak);
    }

    private static void WarmUp(PreparedWork work, double minimumSeconds, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            work.Iterate();
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < Math.Min(WarmUpSeconds, minimumSeconds));
    }

    /// <summary>The seconds of each iteration, shortest first.</summary>
    private static double[] Time(PreparedWork work, double minimumSeconds, CancellationToken cancellation)
    {
        List<double> seconds = [];
        double total = 0;
        while (seconds.Count < LeastIterations || (total < minimumSeconds && seconds.Count < MostIterations))
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            work.Iterate();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            total += seconds[^1];
        }
        return [.. seconds.Order()];
    }

    /// <summary>Over twenty iterations, or over three where one takes longer than a tenth of a
    /// second.</summary>
    private static double AllocatedBytes(PreparedWork work, double[] seconds, CancellationToken cancellation)
    {
        int steps = seconds[0] > 0.1 ? LeastIterations : StepsForBytes;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < steps; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            work.Iterate();
        }
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)steps;
    }

    private static BenchmarkResult Judge(BenchmarkCase work, double[] seconds, double allocated, double peak)
    {
        double best = seconds[0];
        double? flops = work.FloatingPointOperations > 0 ? work.FloatingPointOperations / best / 1e9 : null;
        return new BenchmarkResult(
            work.Name, work.Threads, best * 1e3, seconds[seconds.Length / 2] * 1e3, seconds.Length,
            work.Items / best, allocated)
        {
            GigaFlops = flops,
            FractionOfPeak = flops / peak,
            GigaBytesPerSecond = work.BytesMoved > 0 ? work.BytesMoved / best / 1e9 : null,
            PeakMegabytes = WorkingSet.PeakMegabytes(),
        };
    }
}
