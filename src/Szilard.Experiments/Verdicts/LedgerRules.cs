using Szilard.Experiments.Ledgers;
using Szilard.Learners.Thermodynamics;
using Szilard.Records;
using Szilard.Thermodynamics.Composite;
using NumberText = Szilard.Observables.NumberText;

namespace Szilard.Experiments.Verdicts;

/// <summary>What the books alone say of a run: where its information went, and since when. Thresholds are
/// shares of ln K, K labels, and derived here.</summary>
public static class LedgerRules
{
    /// <summary>Of ln K: no more than this is nothing.</summary>
    private const double Nothing = 0.02;

    /// <summary>Of ln K: at least this is something.</summary>
    private const double Something = 0.1;

    /// <summary>Of the student's work: so near to it the teacher's is the same.</summary>
    private const double Same = 0.01;

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
        foreach (Rule rule in Rules(run.Plan.Objective.Card.Name, run.Plan.Training.Permuted))
        {
            if (Since(books, rule.Holds) is not { } since)
                continue;
            BookedState last = LedgerReadings.Learned(books[^1])!;
            string evidence = rule.Evidence(last, Math.Log(books[^1].Labels));
            return new RunVerdict(rule.State, since, evidence, rule.Next);
        }
        return null;
    }

    private static Rule[] Rules(string objective, bool permuted) =>
    [
        new(
            (s, k) => s.MarginalEntropy < Something * k,
            (s, k) => $"One label takes all: labels have the entropy {Nats(s.MarginalEntropy)} of {Nats(k)}.",
            "collapsed", Evener(objective)),
        new(
            (s, k) => s.LabelEntropy > (1 - Nothing) * k,
            (s, k) => $"Uniform labels: each item's labels have the entropy {Nats(s.LabelEntropy)} of "
                + $"{Nats(k)}, and hold no information.",
            "collapsed", Sharper(objective)),
        new(
            (s, k) => s.StoredInformation <= Nothing * k && s.Divergence < Nothing * k,
            (s, k) => $"No free energy left: KL {Nats(s.Divergence)} with {Nats(s.StoredInformation)} "
                + $"stored of {Nats(k)}; nothing is left to learn from.",
            "collapsed", Sharper(objective)),
        new(
            (s, k) => s.StoredInformation <= Nothing * k && s.LabelInformation > Something * k,
            (s, k) => $"Nothing is stored: labels hold {Nats(s.LabelInformation)}, the model has "
                + $"{Nats(s.StoredInformation)} of it; the loss stands at ln {Math.Exp(k):F0}.",
            "plateau",
            permuted
                ? "training.pairing: matched"
                : "views: do the two still share a cause? then optimiser.rate"),
    ];

    /// <summary>The knob that spreads items over labels.</summary>
    private static string Evener(string objective) => objective switch
    {
        "swav" or "sela" => "objective.sweeps: more",
        "deepcluster-v2" => "objective.rounds: more",
        "dino" => "objective.centre_momentum: lower, so that the centre follows faster",
        _ => "optimiser.rate: a tenth of it",
    };

    /// <summary>The knob that makes labels at a lower temperature than the model's.</summary>
    private static string Sharper(string objective) => objective switch
    {
        "swav" => "objective.epsilon: lower, below objective.temperature",
        "sela" => "objective.lambda: higher, for labels at a lower temperature",
        "dino" => "objective.teacher_temperature: lower, below objective.temperature",
        _ => "optimiser.rate: a tenth of it",
    };

    /// <summary>A teacher under whose own energies labels are made, and that is its student: as it follows,
    /// its energies change by what the step did to the student's, and so the same work is done twice. One
    /// that lags does a small part of it. Raw energies are compared: at fixed labels their change is the
    /// work.</summary>
    private static RunVerdict? Alias(BookedStep[] books)
    {
        if (!books.All(b => b.Level == ThermodynamicMap.NameOf(MapLevel.TwoHamiltonian)
            && b.Strokes.Any(s => s.Name == StrokeNames.Of(WorkKind.MovingAverage))))
            return null;
        double led = 0, apart = 0;
        foreach (BookedStep step in books)
        {
            double student = RawWork(step, WorkKind.Optimiser) + RawWork(step, WorkKind.Projection);
            led += Math.Abs(student);
            apart += Math.Abs(RawWork(step, WorkKind.MovingAverage) - student);
        }
        if (!(apart <= Same * led) || led == 0)
            return null;
        return new RunVerdict(
            "aliased", books[0].Step,
            "The teacher does not follow its student but is it: its moving average does the work of the step "
                + $"again, to {apart / led:P1}.",
            "objective.momentum: near 1, so that the teacher lags");
    }

    private static double RawWork(BookedStep step, WorkKind kind)
    {
        double work = 0;
        for (int k = 0; k < step.Strokes.Count; k++)
            work += step.Strokes[k].Name == StrokeNames.Of(kind)
                ? step.States[k + 1].InternalEnergy - step.States[k].InternalEnergy
                : 0;
        return work;
    }

    /// <summary>The first booked step from which on all satisfy a condition; null where the last does
    /// not.</summary>
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

    private sealed record Rule(
        Condition Holds, Func<BookedState, double, string> Evidence, string State, string Next);
}
