using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>A fixed crew of threads that share out numbered chunks of work. The caller decides the chunks
/// from the shape of the work alone, never from the number of threads, so that every result is the same
/// bit for bit for any crew.</summary>
public sealed class Workers : IDisposable
{
    // Looks of some 75 ns each: the next kernel of a step is seldom further.
    private const int LooksBeforeSleep = 20_000;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly int _looks;
    private Job? _job;
    private int _published, _asleep;
    private volatile bool _stopped;

    /// <summary>A crew of <paramref name="count"/> threads, the calling one included.</summary>
    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _looks = count <= Environment.ProcessorCount ? LooksBeforeSleep : 0;
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Serve) { IsBackground = true, Name = $"szilard-worker-{i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>How many threads work, the calling one included.</summary>
    public int Count { get; }

    /// <summary>How many sleep until there is more to do.</summary>
    internal int Asleep => Volatile.Read(ref _asleep);

    /// <summary>Runs <paramref name="body"/> for each chunk 0 … <paramref name="chunks"/> − 1 and returns
    /// when all are done. One caller at a time. Chunks must not write to the same places.</summary>
    /// <exception cref="AggregateException">A chunk threw.</exception>
    public void Run(int chunks, Action<int> body)
    {
        if (chunks <= 1 || Count == 1)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
                body(chunk);
            return;
        }
        Job job = new(body, chunks);
        Publish(job);
        job.Work();
        job.Join();
        Volatile.Write(ref _job, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stopped)
            return;
        _stopped = true;
        Publish(null);
        foreach (Thread thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void Publish(Job? job)
    {
        Volatile.Write(ref _job, job);
        Interlocked.Increment(ref _published);
        int asleep = Volatile.Read(ref _asleep);
        if (asleep > 0)
            _wake.Release(asleep);
    }

    private void Serve()
    {
        int seen = 0;
        while (!_stopped)
        {
            WaitForMore(seen);
            seen = Volatile.Read(ref _published);
            Volatile.Read(ref _job)?.Work();
        }
    }

    /// <summary>Looks out for some microseconds and only then goes to sleep. Whoever publishes sees either
    /// a sleeper to wake or wakes one too many, who looks out again.</summary>
    private void WaitForMore(int seen)
    {
        for (int look = 0; look < _looks; look++)
        {
            if (Volatile.Read(ref _published) != seen)
                return;
            Bide();
        }
        Interlocked.Increment(ref _asleep);
        if (Volatile.Read(ref _published) == seen)
            _wake.Wait();
        Interlocked.Decrement(ref _asleep);
    }

    /// <summary>Some 75 ns of one multiplication waiting for the other. It leaves a sibling thread of the
    /// core nearly all it has, as a pause instruction does; but a hypervisor takes a processor away that
    /// pauses in a loop, and gives it back too late for the next kernel.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Bide()
    {
        int product = 3;
        for (int i = 0; i < 48; i++)
            product *= product;
        return product;
    }

    private sealed class Job
    {
        private const int LooksBeforeYield = 1000;
        private readonly Action<int> _body;
        private readonly int _chunks;
        private int _next = -1;
        private int _left;
        private Exception? _failure;

        public Job(Action<int> body, int chunks) => (_body, _chunks, _left) = (body, chunks, chunks);

        public void Work()
        {
            int chunk;
            while ((chunk = Interlocked.Increment(ref _next)) < _chunks)
            {
                try
                {
                    _body(chunk);
                }
                catch (Exception failure)
                {
                    Volatile.Write(ref _failure, failure);
                }
                Interlocked.Decrement(ref _left);
            }
        }

        /// <summary>Waits until the others are done too: chunks are of similar size, so the wait is
        /// short.</summary>
        public void Join()
        {
            for (int look = 0; Volatile.Read(ref _left) > 0; look++)
            {
                if (look < LooksBeforeYield)
                    Bide();
                else
                    Thread.Yield();
            }
            if (_failure is { } failure)
                throw new AggregateException(failure);
        }
    }
}
