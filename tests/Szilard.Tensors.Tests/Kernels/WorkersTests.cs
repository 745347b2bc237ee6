using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class WorkersTests
{
    /// <summary>More threads than cores sleep at once instead of looking out, so both ways of waiting are
    /// walked, and now and then all lookers fall asleep.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void Every_chunk_is_done_once_in_each_of_many_short_jobs(int threads)
    {
        using Workers crew = new(threads);
        for (int job = 0; job < 300; job++)
        {
            int[] done = new int[1 + (job % 13)];
            crew.Run(done.Length, chunk => Interlocked.Increment(ref done[chunk]));
            Assert.All(done, count => Assert.Equal(1, count));
            if (job % 100 == 99)
                Assert.True(SpinWait.SpinUntil(() => crew.Asleep == threads - 1, TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public void A_second_thread_takes_part()
    {
        using Workers crew = new(2);
        using Barrier both = new(2);
        crew.Run(2, _ => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void A_fault_in_a_chunk_reaches_the_caller_and_the_crew_goes_on()
    {
        using Workers crew = new(2);
        AggregateException fault = Assert.Throws<AggregateException>(
            () => crew.Run(8, chunk => { if (chunk == 5) throw new InvalidOperationException("chunk 5"); }));
        Assert.Equal("chunk 5", fault.InnerException?.Message);
        int sum = 0;
        crew.Run(8, chunk => Interlocked.Add(ref sum, chunk));
        Assert.Equal(28, sum);
    }

    [Fact]
    public void A_crew_that_sleeps_can_be_dismissed()
    {
        Workers crew = new(3);
        crew.Run(6, _ => { });
        Assert.True(SpinWait.SpinUntil(() => crew.Asleep == 2, TimeSpan.FromSeconds(30)));
        crew.Dispose();
        crew.Dispose();
    }
}
