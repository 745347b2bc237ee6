namespace Szilard.Benchmarks;

/// <summary>A piece of work whose speed is worth knowing.</summary>
/// <param name="Name">Kebab-case; the same name as in the scripts of <c>bench/peers</c>.</param>
/// <param name="Summary">What one iteration is, in one sentence.</param>
/// <param name="Threads">How many threads work.</param>
/// <param name="Prepare">Allocates and fills everything that an iteration needs; not timed.</param>
public sealed record BenchmarkCase(string Name, string Summary, int Threads, Func<PreparedWork> Prepare)
{
    /// <summary>Multiplications and additions of one iteration that the mathematics needs, counted by the
    /// formulas of <c>docs/benchmarks.md</c>; 0 where a count would say little.</summary>
    public double FloatingPointOperations { get; init; }

    /// <summary>Bytes that one iteration has to read and write at least; 0 where unknown.</summary>
    public double BytesMoved { get; init; }

    /// <summary>One iteration takes so long that it is timed once, without warm-up.</summary>
    public bool TakesLong { get; init; }

    /// <summary>Samples, pairs or images that one iteration goes through.</summary>
    public int Items { get; init; } = 1;
}
