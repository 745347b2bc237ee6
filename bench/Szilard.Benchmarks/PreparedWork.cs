namespace Szilard.Benchmarks;

/// <summary>Work that is ready to be done again and again, with what it holds.</summary>
/// <param name="iterate">One iteration.</param>
/// <param name="held">What is disposed with it, in this order.</param>
public sealed class PreparedWork(Action iterate, params IReadOnlyList<IDisposable> held) : IDisposable
{
    /// <summary>Does the work once.</summary>
    public void Iterate() => iterate();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable one in held)
            one.Dispose();
    }
}
