using System.Collections.Concurrent;
using Szilard.Observables.Algebra;
using Szilard.Observables.Collapse;
using Szilard.Observables.Similarity;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables;

/// <summary>What several meters need of the same arrays, worked out once. It depends on the arrays alone,
/// never on a meter's key, so a reading does not depend on which others are asked for.</summary>
internal sealed class SharedWork
{
    private readonly ConcurrentDictionary<object, Lazy<object>> _done = new();
    private readonly ConcurrentDictionary<(Matrix Rows, bool Cosine), Search> _searches = new();

    /// <summary>The randomness of shared work: groups of the jackknife and shuffled pairings.</summary>
    public static RandomKey Key { get; } = RandomKey.FromSeed(0).Split("shared work");

    /// <summary>The work of that name, done now where it has not been; a second meter that asks meanwhile
    /// waits for it.</summary>
    /// <param name="name">What is worked out, of which arrays (compared by reference), with which
    /// numbers.</param>
    /// <param name="work">How.</param>
    public T Once<T>(object name, Func<T> work)
        where T : notnull => (T)_done.GetOrAdd(name, _ => new Lazy<object>(() => work())).Value;

    /// <summary>The rows about their mean.</summary>
    public Matrix Centred(Matrix rows) => Once(("centred", rows), () => Columns.Centre(rows));

    /// <summary>The rows in units of standard deviations about their mean.</summary>
    public Matrix Standardised(Matrix rows) => Once(("standardised", rows), () => Columns.Standardise(rows));

    /// <summary>Moments of two arrays about their means.</summary>
    public GroupMoments Moments(Matrix x, Matrix y, Workers workers) =>
        Once(("moments", x, y), () => GroupMoments.Of(Centred(x), Centred(y), workers));

    /// <summary>Their cross-products when the pairing is shuffled.</summary>
    public CrossNull Null(Matrix x, Matrix y) =>
        Once(("null", x, y), () => new CrossNull(Centred(x), Centred(y)));

    /// <summary>Variances along the principal axes.</summary>
    public Spectrum Spectrum(Matrix rows) =>
        Once(("spectrum", rows), () => Collapse.Spectrum.Of(Centred(rows)));

    /// <summary>At least k neighbours of each row among the others, and one more where there are so
    /// many.</summary>
    public Neighbours Neighbours(Matrix rows, int k, bool cosine, Workers workers)
    {
        Search search = _searches.GetOrAdd((rows, cosine), _ => new Search());
        int others = rows.Rows - 1, usual = Math.Max(k, Math.Min(10, others));
        lock (search)
        {
            return search.Found is { } found && found.K >= NeighbourTies.Enough(k, others)
                ? found
                : search.Found = Similarity.Neighbours.Find(
                    rows, rows, NeighbourTies.Enough(usual, others), cosine, true, workers);
        }
    }

    private sealed class Search
    {
        public Neighbours? Found { get; set; }
    }
}
