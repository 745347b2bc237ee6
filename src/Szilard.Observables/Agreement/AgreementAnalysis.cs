using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Agreement;

/// <summary>Scores all pairs of models, each beside its permutation null.</summary>
/// <remarks>One shuffle of rows per draw is shared by all pairs of models and of layers, so that the maximum
/// over layers has the null of the maximum. What no shuffle changes (centring, whitening, kernels,
/// neighbours, ranks) is done once per array. Statistical identifiability is agreement across retrainings
/// (Nelson et al. 2026, arXiv:2603.11970); calibration: Gröger, Wen, Brbić 2026, arXiv:2602.14486.</remarks>
public static class AgreementAnalysis
{
    /// <summary>All pairs by all scores.</summary>
    /// <param name="subjects">At least two models, arrays with equal numbers of rows.</param>
    /// <param name="scores">Scores to read.</param>
    /// <param name="settings">Shuffles and level.</param>
    /// <param name="key">Randomness of the shuffles.</param>
    /// <param name="workers">Threads; the result does not depend on them.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">One model only, unequal rows, numbers that are not finite, or
    /// settings out of range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AgreementReport Of(
        IReadOnlyList<AgreementSubject> subjects, IEnumerable<Part<AgreementScore>> scores,
        AgreementSettings settings, RandomKey key, Workers workers, CancellationToken stop)
    {
        settings.Checked();
        int n = RowsOf(subjects);
        int[][] orders =
        [
            [.. Enumerable.Range(0, n)],
            .. Enumerable.Range(0, settings.Permutations)
                .Select(m => PermutationNull.Shuffled(n, key.Split("permutation", m))),
        ];
        return new AgreementReport(
            subjects, n, settings,
            [.. scores.Select(s => new PairTable(subjects, s, settings.Level, workers).Read(orders, stop))]);
    }

    private static int RowsOf(IReadOnlyList<AgreementSubject> subjects)
    {
        if (subjects.Count < 2)
            throw new SzilardException(
                $"Agreement is between models, but {(subjects.Count == 0 ? "none" : "one alone")} was given; "
                + "give at least two.");
        int n = subjects[0].Representation.Rows;
        foreach (AgreementSubject subject in subjects)
        {
            Matrix[] arrays = [subject.Representation, .. subject.Layers];
            if (Array.Find(arrays, a => a.Rows != n) is { } odd)
                throw new SzilardException(
                    $"`{subject.Name}` has {odd.Rows} rows, but `{subjects[0].Name}` has {n}; arrays are "
                        + "compared row by row, so give both models the same samples in the same order.");
            if (arrays.Any(a => !double.IsFinite(a.Values.Sum())))
                throw new SzilardException(
                    $"`{subject.Name}` has entries that are not finite; leave it out, or those samples "
                    + "from every array.");
        }
        return n;
    }
}
