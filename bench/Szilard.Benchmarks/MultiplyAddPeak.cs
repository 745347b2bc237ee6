using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks;

/// <summary>The most single-precision multiplications and additions per second that this machine does in
/// registers: the ceiling that every kernel is held against.</summary>
/// <remarks>Each thread runs chains x ← x·a + b. A fused multiply-add takes four cycles and two can start in
/// each, so that eight independent chains keep the units busy and sixteen do so with room to spare.</remarks>
internal static class MultiplyAddPeak
{
    private const int Chains = 16, Rounds = 1 << 16, Repeats = 40;

    /// <summary>Operations that one call of <see cref="Run"/> does on all threads.</summary>
    public static double Operations(int threads) => 2.0 * Lanes * Chains * Rounds * threads;

    /// <summary>10⁹ operations per second on that many threads, the best of some repeats.</summary>
    public static double Measure(int threads)
    {
        using Workers workers = new(threads);
        double best = double.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Run(workers);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return Operations(threads) / best / 1e9;
    }

    /// <summary>The chains once on each thread of the crew.</summary>
    public static void Run(Workers workers) => workers.Run(workers.Count, static _ => Work());

    private static int Lanes =>
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Work()
    {
        float end = Vector512.IsHardwareAccelerated ? Wide() : Narrow();
        if (!float.IsFinite(end))
            throw new InvalidOperationException("The chains of multiplications left their fixed point.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide()
    {
        Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(0.25f);
        Vector512<float> s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
        Vector512<float> t0 = a, t1 = a, t2 = a, t3 = a, t4 = a, t5 = a, t6 = a, t7 = a;
        for (int i = 0; i < Rounds; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, a, b);
            s1 = Vector512.FusedMultiplyAdd(s1, a, b);
            s2 = Vector512.FusedMultiplyAdd(s2, a, b);
            s3 = Vector512.FusedMultiplyAdd(s3, a, b);
            s4 = Vector512.FusedMultiplyAdd(s4, a, b);
            s5 = Vector512.FusedMultiplyAdd(s5, a, b);
            s6 = Vector512.FusedMultiplyAdd(s6, a, b);
            s7 = Vector512.FusedMultiplyAdd(s7, a, b);
            t0 = Vector512.FusedMultiplyAdd(t0, a, b);
            t1 = Vector512.FusedMultiplyAdd(t1, a, b);
            t2 = Vector512.FusedMultiplyAdd(t2, a, b);
            t3 = Vector512.FusedMultiplyAdd(t3, a, b);
            t4 = Vector512.FusedMultiplyAdd(t4, a, b);
            t5 = Vector512.FusedMultiplyAdd(t5, a, b);
            t6 = Vector512.FusedMultiplyAdd(t6, a, b);
            t7 = Vector512.FusedMultiplyAdd(t7, a, b);
        }
        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + t0 + t1 + t2 + t3 + t4 + t5 + t6 + t7);
    }

    /// <summary>As <see cref="Wide"/> for sixteen registers: eight chains, twice as often.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow()
    {
        Vector256<float> a = Vector256.Create(0.5f), b = Vector256.Create(0.25f);
        Vector256<float> s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
        for (int i = 0; i < 2 * Rounds; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, a, b);
            s1 = Vector256.FusedMultiplyAdd(s1, a, b);
            s2 = Vector256.FusedMultiplyAdd(s2, a, b);
            s3 = Vector256.FusedMultiplyAdd(s3, a, b);
            s4 = Vector256.FusedMultiplyAdd(s4, a, b);
            s5 = Vector256.FusedMultiplyAdd(s5, a, b);
            s6 = Vector256.FusedMultiplyAdd(s6, a, b);
            s7 = Vector256.FusedMultiplyAdd(s7, a, b);
        }
        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }
}
