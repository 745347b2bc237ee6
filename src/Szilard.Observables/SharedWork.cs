using System.Collections.Concurrent;
using Szilard.Observables.Similarity;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables;

/// <summary>What several meters need of the same arrays, worked out once. It depends on the arrays alone,
/// never on a meter's key, so a reading does not depend on which others are asked for.</summary>
internal sealed class SharedWork
{
    private readonly ConcurrentDictionary<object, Lazy<object>> _done = new();
    private readonly Dictionary<(Matrix, bool), Neighbours> _neighbours = [];
    private readonly Lock _search = new();

    /// <summary>The randomness of shared work: groups of the jackknife and shuffled pairings.</summary>
    public static RandomKey Key { get; } = RandomKey.FromSeed(0).Split("shared work");

    /// <summary>The work of that name, done now where it has not been; a second meter that asks meanwhile
    /// waits for it.</summary>
    /// <param name="name">What is worked out, of which arrays (compared by reference), with which
    /// numbers.</param>
    /// <param name="work">How.</param>
    public T Once<T>(object name, Func<T> work)
        where T : notnull => (T)_done.GetOrAdd(name, _ => new Lazy<object>(() => work())).Value;

    /// <summary>At least k neighbours of each row among the others.</summary>
    public Neighbours Neighbours(Matrix rows, int k, bool cosine, Workers workers)
    {
        (Matrix, bool) name = (rows, cosine);
        lock (_search)
        {
            if (_neighbours.TryGetValue(name, out Neighbours? found) && found.K >= k)
                return found;
            int wanted = Math.Max(k, Math.Min(10, rows.Rows - 1));
            return _neighbours[name] =
                Similarity.Neighbours.Find(rows, rows, wanted, cosine, true, workers);
        }
    }
}
