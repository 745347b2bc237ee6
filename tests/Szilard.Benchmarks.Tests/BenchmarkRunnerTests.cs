using System.Text.Json.Nodes;

namespace Szilard.Benchmarks.Tests;

/// <summary>Times and bytes are the whole process's, so nothing runs beside these.</summary>
[CollectionDefinition(nameof(BenchmarkRunnerTests), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(BenchmarkRunnerTests))]
public sealed class BenchmarkRunnerTests
{
    [Fact]
    public void Results_follow_from_times_and_counts()
    {
        List<string> told = [];
        BenchmarkCase sleep = Sleep() with { FloatingPointOperations = 1e6, BytesMoved = 2e6, Items = 7 };
        BenchmarkResult result = BenchmarkRunner.Run([sleep], 0.01, told.Add)[0];
        double seconds = result.BestMilliseconds / 1e3;
        Assert.Equal(["sleep"], told);
        Assert.True(result is { Iterations: >= 3, Threads: 1 });
        Assert.InRange(seconds, 0.005, 5);
        Assert.True(result.MedianMilliseconds >= result.BestMilliseconds);
        Assert.Equal(7 / seconds, result.ItemsPerSecond, 1e-6);
        Assert.Equal(1e-3 / seconds, result.GigaFlops!.Value, 1e-9);
        Assert.Equal(2e-3 / seconds, result.GigaBytesPerSecond!.Value, 1e-9);
        Assert.InRange(result.FractionOfPeak!.Value, 1e-9, 1);
    }

    [Fact]
    public void Managed_bytes_are_those_that_an_iteration_allocates()
    {
        byte[]? kept = null;
        BenchmarkCase work = Sleep() with
        {
            Prepare = () => new PreparedWork(() => kept = new byte[100_000]),
        };
        double bytes = BenchmarkRunner.Run([work], 0.01, _ => { })[0].AllocatedBytesPerIteration;
        Assert.InRange(bytes, 100_000, 103_000);
        Assert.Equal(100_000, kept!.Length);
    }

    [Fact]
    public void What_is_not_counted_is_not_in_the_JSON()
    {
        BenchmarkResult bare = new("x", 2, 1.5, 2, 3, 4, 5);
        JsonObject json = bare.ToJson();
        Assert.Equal(1.5, json["best_milliseconds"]!.GetValue<double>());
        Assert.False(json.ContainsKey("fraction_of_peak"));
        json = (bare with { FractionOfPeak = 0.5 }).ToJson();
        Assert.Equal(0.5, json["fraction_of_peak"]!.GetValue<double>());
    }

    [Fact]
    public void A_cancelled_run_stops_before_the_first_iteration()
    {
        BenchmarkCase work = Sleep() with { Prepare = () => new PreparedWork(() => Assert.Fail("It ran.")) };
        Assert.Throws<OperationCanceledException>(
            () => BenchmarkRunner.Run([work], 0.01, _ => { }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_case_gives_back_what_it_holds()
    {
        using MemoryStream held = new();
        BenchmarkCase work = Sleep() with { Prepare = () => new PreparedWork(() => { }, held) };
        BenchmarkRunner.Run([work], 0.001, _ => { });
        Assert.False(held.CanRead);
    }

    private static BenchmarkCase Sleep() =>
        new("sleep", "Five milliseconds.", 1, () => new PreparedWork(() => Thread.Sleep(5)));
}
