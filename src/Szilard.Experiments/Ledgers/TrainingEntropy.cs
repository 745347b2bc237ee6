using Szilard.Learners.Thermodynamics;

namespace Szilard.Experiments.Ledgers;

/// <summary>The entropy that a whole training run produces, from the steps that were booked.</summary>
/// <remarks>Derived here. A booked step produces Σ per item, and Σ × items × pairs of looks in all: items are
/// systems of their own, whose entropies add. Between booked steps it is taken as linear in the step: with
/// <c>ledger.every: 1</c> the sum is exact. A kind of stroke that not every booked step has (the labelling of
/// a table) is booked whenever it happens, and counted where it is booked alone.</remarks>
public static class TrainingEntropy
{
    /// <summary>What the readings say of it.</summary>
    public const string Convention = "nats (k_B), all items of all steps so far, linear between booked steps";

    /// <summary>Σ up to and including each booked step; empty where no booked stroke has an entropy
    /// production.</summary>
    /// <param name="books">The booked steps of a run, in order.</param>
    public static IReadOnlyList<(long Step, double Nats)> Cumulated(IReadOnlyList<BookedStep> books)
    {
        string[] kinds = Kinds(books);
        string[] steady = [.. kinds.Where(kind => books.All(b => Of(b, [kind]) is not null))];
        string[] rare = [.. kinds.Except(steady)];
        var sums = new (long Step, double Nats)[kinds.Length == 0 ? 0 : books.Count];
        double sum = 0, before = double.NaN;
        for (int k = 0; k < sums.Length; k++)
        {
            double now = Of(books[k], steady) ?? 0, once = Of(books[k], rare) ?? 0;
            long between = books[k].Step - (k == 0 ? 0 : books[k - 1].Step) - 1;
            sum += now + once + (between * (double.IsNaN(before) ? now : (now + before) / 2));
            (sums[k], before) = ((books[k].Step, sum), now);
        }
        return sums;
    }

    /// <summary>Σ of all steps up to one; NaN where none is known, or that step lies before the first that is
    /// booked.</summary>
    /// <param name="step">The step, ≥ 0. After the last booked step the last rate goes on.</param>
    /// <param name="books">The booked steps of a run, in order.</param>
    public static double Until(long step, IReadOnlyList<BookedStep> books) => At(step, Cumulated(books));

    /// <summary>The same from sums that were made before.</summary>
    public static double At(long step, IReadOnlyList<(long Step, double Nats)> sums)
    {
        if (sums.Count == 0 || step < sums[0].Step)
            return double.NaN;
        int next = 0;
        while (next < sums.Count && sums[next].Step < step)
            next++;
        if (next < sums.Count && sums[next].Step == step)
            return sums[next].Nats;
        int left = Math.Min(next, sums.Count - 1) - 1;
        (long Step, double Nats) from = left < 0 ? (0, 0) : sums[left], to = sums[left + 1];
        return from.Nats + ((to.Nats - from.Nats) * (step - from.Step) / (to.Step - from.Step));
    }

    /// <summary>The kinds of strokes whose entropy production was booked.</summary>
    public static string[] Kinds(IReadOnlyList<BookedStep> books) =>
    [
        .. books.SelectMany(b => b.Strokes).Where(s => double.IsFinite(s.EntropyProduction))
            .Select(s => s.Name).Distinct(),
    ];

    /// <summary>Of all items and pairs of a step; null where the step has no such stroke.</summary>
    private static double? Of(BookedStep step, string[] kinds)
    {
        BookedStroke[] strokes =
        [
            .. step.Strokes.Where(s => kinds.Contains(s.Name) && double.IsFinite(s.EntropyProduction)),
        ];
        return strokes.Length == 0
            ? null
            : strokes.Sum(s => s.EntropyProduction) * step.Items * step.Pairs;
    }
}
