using Szilard.Learners.Objectives;

namespace Szilard.Learners.Singular;

/// <summary>What a loss on frozen pairs is to a posterior ∝ exp(−nβ·L), so that one knows what its learning
/// coefficient says.</summary>
/// <param name="Name">likelihood, statistic, frozen or no-gradient.</param>
/// <param name="Sentence">Why, and how the coefficient is to be read.</param>
/// <param name="Flagged">True where the number is to be read with care.</param>
public sealed record PotentialMeaning(string Name, string Sentence, bool Flagged)
{
    private static readonly PotentialMeaning _likelihood = new(
        "likelihood",
        "A mean of −ln p over frozen pairs (candidates fixed): nβ counts pairs.", false);

    private static readonly PotentialMeaning _statistic = new(
        "statistic",
        "A fixed function of the frozen pairs but no likelihood: LLC of the chosen empirical potential; "
            + "compare runs of equal pairs and nβ.", true);

    private static readonly PotentialMeaning _frozen = new(
        "frozen",
        "Teacher, queue, labels or tables stand still while it is sampled: LLC of the chosen empirical "
            + "potential, not of what training minimises.", true);

    private static readonly PotentialMeaning _noGradient = new(
        "no-gradient",
        "Its targets are made from the very outputs behind a stopped gradient, so that its steps are no "
            + "gradient of its loss: the walk samples no posterior; the number is no LLC.", true);

    /// <summary>The meaning of an objective.</summary>
    /// <param name="objective">What is wanted.</param>
    public static PotentialMeaning Of(Objective objective) => objective switch
    {
        InfoNce or NtXent or AnInfoNce or SupervisedRegression or SupervisedClassification
            or Diet { Normalise: false } => _likelihood,
        SimSiam { StopGradient: true } or Swav => _noGradient,
        // Its moments over a whole block are one smooth function, so that nβ has a meaning of its own.
        Whitening => _statistic with { Flagged = false },
        // Their heads are trained as the weights are: nothing stands still.
        { KeepsState: false, Teacher: null } or EfferenceCopies or Equivariance => _statistic,
        _ => _frozen,
    };
}
