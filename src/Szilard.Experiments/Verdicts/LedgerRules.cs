using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;
using Szilard.Thermodynamics.Composite;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Experiments.Verdicts;

/// <summary>What the books alone say of a run: where its information went, and since when. Thresholds are shares of
/// ln K, K labels, and derived here.</summary>
public static class LedgerRules
{
    /// <summary>Of ln K: no more than this is nothing.</summary>
    private const double Nothing = 0.02;

    /// <summary>Of ln K: at least this is something.</summary>
    private const double Something = 0.1;

    private delegate bool Condition(BookedState state, double labels);

    /// <summary>The verdict that the last booked steps give, or null.</summary>
    public static RunVerdict? Of(RunHistory run)
    {
        BookedStep[] books = [.. run.Books.Where(b => b.Labels > 1 && LedgerReadings.Learned(b) is not null)];
        if (books.Length == 0)
            return null;
        return Alias(books) ?? Holding(run, books);
    }

    private static RunVerdict? Holding(RunHistory run, BookedStep[] books)
    {
        (Condition Holds, Func<BookedState, double, string> Evidence, string State, string Next)[] rules =
        [
            (
                (s, k) => s.MarginalEntropy < Something * k,
                (s, k) => $"One label takes all: labels have the entropy {Nats(s.MarginalEntropy)} of {Nats(k)}.",
                "collapsed", "objective: equipartition of labels (more sweeps, or a centre that follows faster)"
            ),
            (
                (s, k) => s.LabelEntropy > (1 - Nothing) * k,
                (s, k) => $"Uniform labels: each item's labels have the entropy {Nats(s.LabelEntropy)} of {Nats(k)}, and "
                    + "hold no information.",
                "collapsed", "objective: labels at a lower temperature"
            ),
            (
                (s, k) => s.StoredInformation <= Nothing * k && s.Divergence < Nothing * k,
                (s, k) => $"No free energy left: KL {Nats(s.Divergence)} with {Nats(s.StoredInformation)} stored of "
                    + $"{Nats(k)}; nothing is left to learn from.",
                "collapsed", "objective: labels at a lower temperature than the model's"
            ),
            (
                (s, k) => s.StoredInformation <= Nothing * k && s.LabelInformation > Something * k,
                (s, k) => $"Nothing is stored: labels hold {Nats(s.LabelInformation)}, the model has "
                    + $"{Nats(s.StoredInformation)} of it; the loss stands at ln {Math.Exp(k):F0}.",
                "plateau",
                run.Plan.Training.Permuted
                    ? "training.pairing: matched"
                    : "views: do the two still share a cause? then optimiser.rate"
            ),
        ];
        foreach (var rule in rules)
        {
            if (Since(books, rule.Holds) is not { } since)
                continue;
            BookedState last = LedgerReadings.Learned(books[^1])!;
            return new RunVerdict(rule.State, since, rule.Evidence(last, Math.Log(books[^1].Labels)), rule.Next);
        }
        return null;
    }

    /// <summary>A teacher that moves with its student's own step instead of after it: it shares its arrays.</summary>
    private static RunVerdict? Alias(BookedStep[] books)
    {
        string average = StrokeNames.Of(WorkKind.MovingAverage), optimiser = StrokeNames.Of(WorkKind.Optimiser);
        bool follows = books.All(b => b.Strokes.Any(s => s.Name == average));
        bool alone = follows && books.All(b => b.Strokes.Where(s => s.Name == average).All(s => s.Work == 0));
        if (!alone || books.All(b => b.Strokes.Where(s => s.Name == optimiser).All(s => s.Work == 0)))
            return null;
        return new RunVerdict(
            "aliased", books[0].Step,
            "The teacher does not follow its student but is it: no work is done by the moving average while the optimiser "
                + "works.",
            "objective.momentum: below 1, and a teacher with arrays of its own");
    }

    /// <summary>The first booked step from which on all satisfy a condition; null where the last does not.</summary>
    private static long? Since(BookedStep[] books, Condition holds)
    {
        long? since = null;
        foreach (BookedStep step in books)
        {
            if (!holds(LedgerReadings.Learned(step)!, Math.Log(step.Labels)))
                since = null;
            else
                since ??= step.Step;
        }
        return since;
    }

    private static string Nats(double value) => $"{NumberText.Of(value)} nats";
}
