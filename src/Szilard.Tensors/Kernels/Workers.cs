namespace Szilard.Tensors.Kernels;

/// <summary>A fixed crew of threads that share out numbered chunks of work. The caller decides the chunks
/// from the shape of the work alone, never from the number of threads, so that every result is the same
/// bit for bit for any crew.</summary>
public sealed class Workers : IDisposable
{
    private const int SpinsBeforeSleep = 2000;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private Job? _job;
    private volatile bool _stopped;

    /// <summary>A crew of <paramref name="count"/> threads, the calling one included.</summary>
    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Serve) { IsBackground = true, Name = $"szilard-worker-{i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>How many threads work, the calling one included.</summary>
    public int Count { get; }

    /// <summary>Runs <paramref name="body"/> for each chunk 0 … <paramref name="chunks"/> − 1 and returns when
    /// all are done. One caller at a time. Chunks must not write to the same places.</summary>
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
        Volatile.Write(ref _job, job);
        _wake.Release(Math.Min(_threads.Length, chunks - 1));
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
        _wake.Release(Math.Max(1, _threads.Length));
        foreach (Thread thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            WaitForJob();
            if (_stopped)
                return;
            Volatile.Read(ref _job)?.Work();
        }
    }

    /// <summary>Spins for some microseconds, since the next kernel of a training step is seldom far away,
    /// and only then goes to sleep.</summary>
    private void WaitForJob()
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (_wake.Wait(0))
                return;
            Thread.SpinWait(20);
        }
        _wake.Wait();
    }

    private sealed class Job
    {
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

        /// <summary>Spins until the others are done too: chunks are of similar size, so the wait is
        /// short.</summary>
        public void Join()
        {
            SpinWait spin = default;
            while (Volatile.Read(ref _left) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            if (_failure is { } failure)
                throw new AggregateException(failure);
        }
    }
}
