using Szilard.Parts;
using Szilard.Physics.Networks.Ising;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>A Boltzmann machine recalls patterns from a part of them, whole or corrupted.</summary>
/// <param name="Steps">Of learning.</param>
public sealed record AssociationTask(int Steps) : Computation
{
    private const int Cued = 8, Asked = 6, Hidden = 2;
    private const double Rate = 0.2;
    private const string Untrained = "share recalled before learning, all loads";
    private const string Chance = "log-likelihood of the missing spins before learning, mean over all loads";
    private const string Identity = "distance of the rule from the gradient of the log-likelihood, relative";
    private const string Margin = "best possible share from corrupted cues less that recalled, least";
    private const string Practice = "gain in log-likelihood from corrupted cues by practice, least";

    private static readonly int[] _loads = [2, 4, 8, 16];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "association", "A Boltzmann machine stores patterns and fills in what a cue leaves out.",
            "Ackley, Hinton, Sejnowski, A learning algorithm for Boltzmann machines, 1985; capacity: Cover, "
            + "Geometrical and statistical properties of systems of linear inequalities, 1965")
        {
            Convention = "8 spins are given, 6 asked for, 2 hidden; all sums exact; cues of a load differ; a "
                + "pattern counts as recalled where all six means have the right sign; corrupted cues have "
                + "one spin flipped, each in turn",
            Parameters = [new IntegerParameter("steps", "Steps of learning.", 1000, 1, 1_000_000)],
        },
        s => new AssociationTask(s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        Untrained, Chance, Identity, Margin, Practice,
        .. _loads.SelectMany(p => (string[])
            [Whole(p), Corrupted(p, false), Corrupted(p, true), Best(p), Likelihood(p)]),
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        Load[] loads = [.. _loads.Select(p => Store(p, context))];
        double all = _loads.Sum();
        return new Outcome(
            [
                new(Untrained, loads.Sum(l => l.Patterns * l.RecalledBefore) / all),
                new(Chance, loads.Sum(l => l.Patterns * l.LikelihoodBefore) / all),
                new(Identity, Distance(context)),
                new(Margin, loads.Min(l => l.Best - Math.Max(l.Corrupted, l.Practised))),
                new(Practice, loads.Min(l => l.Gain)),
                .. loads.SelectMany(l => (Measurement[])
                [
                    new(Whole(l.Patterns), l.Whole), new(Corrupted(l.Patterns, false), l.Corrupted),
                    new(Corrupted(l.Patterns, true), l.Practised), new(Best(l.Patterns), l.Best),
                    new(Likelihood(l.Patterns), l.Likelihood),
                ]),
            ],
            Figure(loads));
    }

    private Load Store(int patterns, ComputationContext context)
    {
        Matrix stored = Patterns(patterns, context.Key.Split("patterns", patterns));
        Lesson corrupted = Corruption.Flipped(stored, Cued);
        (IsingNetwork body, Lesson lesson) = Machine(stored, context);
        double likelihood = Likelihood(body, lesson);
        double recalled = Recalled(body, lesson);
        bool sound = Learn(body, lesson, context);
        (IsingNetwork practised, _) = Machine(stored, context);
        bool soundPractice = Learn(practised, corrupted, context);
        Load load = new(patterns)
        {
            LikelihoodBefore = likelihood,
            RecalledBefore = recalled,
            Likelihood = Examination.Trusted(sound, () => Likelihood(body, lesson)),
            Whole = Examination.Trusted(sound, () => Recalled(body, lesson)),
            Corrupted = Examination.Trusted(sound, () => Recalled(body, corrupted)),
            Practised = Examination.Trusted(soundPractice, () => Recalled(practised, corrupted)),
            Gain = Examination.Trusted(
                sound && soundPractice, () => Likelihood(practised, corrupted) - Likelihood(body, corrupted)),
            Best = Corruption.Best(corrupted),
        };
        context.Tell(FormattableString.Invariant(
            $"{patterns} patterns: {load.Whole:P0} recalled; from corrupted cues {load.Corrupted:P1}, ")
            + FormattableString.Invariant($"after practice {load.Practised:P1}, at best {load.Best:P1}"));
        return load;
    }

    private static (IsingNetwork Body, Lesson Lesson) Machine(Matrix stored, ComputationContext context) =>
        Association.Complete(stored, Cued, Hidden, context.Key.Split("couplings", stored.Rows));

    private bool Learn(IsingNetwork body, Lesson lesson, ComputationContext context)
    {
        Schooling<IsingState> schooling =
            new(body, lesson, new ContrastiveHebbian(), [Rate, Rate], context);
        schooling.LearnUntil(Steps);
        return schooling.Sound;
    }

    /// <summary>Random patterns whose cues all differ.</summary>
    private static Matrix Patterns(int count, RandomKey key)
    {
        int[] cues = [.. Enumerable.Range(0, 1 << Cued)];
        key.Split("cues").Stream().Shuffle<int>(cues);
        RandomStream answers = key.Split("answers").Stream();
        var patterns = new Matrix(count, Cued + Asked);
        for (int row = 0; row < count; row++)
            for (int i = 0; i < Cued + Asked; i++)
                patterns[row, i] = i < Cued
                    ? 1 - (2 * ((cues[row] >> i) & 1))
                    : 1 - (2 * answers.NextInt32(2));
        return patterns;
    }

    private static double Likelihood(IsingNetwork body, Lesson lesson) =>
        body.LogLikelihood(lesson.Inputs, lesson.Targets, lesson.Count);

    private static double Recalled(IsingNetwork body, Lesson lesson)
    {
        double[] means = Examination.Answers(body, lesson);
        return Enumerable.Range(0, lesson.Count).Count(s => Enumerable.Range(s * Asked, Asked)
            .All(i => means[i] * lesson.Targets[i] > 0)) / (double)lesson.Count;
    }

    /// <summary>The rule's estimate beside −∂ ln p/∂θ by central differences.</summary>
    private static double Distance(ComputationContext context)
    {
        (IsingNetwork body, Lesson lesson) = Association.Complete(
            Patterns(4, context.Key.Split("identity")), Cued, Hidden, context.Key.Split("identity"));
        Estimator<double, IsingState> estimator = new(body, new ContrastiveHebbian(), context.Workers);
        (IsingState rest, _) = body.Relax(body.Start(4), lesson.Inputs, Physics.Networks.Clamp.Free);
        estimator.Estimate(rest, lesson.Inputs, new SquaredError(lesson.Targets), context.Key);
        double[] slopes =
        [
            .. body.Parameters.SelectMany(p => p.Values.Select((_, i) => Slope(body, lesson, p.Values, i))),
        ];
        return GradientComparison
            .Of<double>("all", [.. estimator.Estimates.SelectMany(e => e)], slopes).RelativeError;
    }

    private static double Slope(IsingNetwork body, Lesson lesson, double[] values, int i)
    {
        const double H = 1e-5;
        double kept = values[i];
        values[i] = kept + H;
        double up = Likelihood(body, lesson);
        values[i] = kept - H;
        double down = Likelihood(body, lesson);
        values[i] = kept;
        return -(up - down) / (2 * H);
    }

    private static Plot Figure(Load[] loads)
    {
        double[] x = [.. loads.Select(l => Math.Log2(l.Patterns))];
        return new Plot(
            "recall", "What is recalled", "log₂ of the number of patterns", "share recalled",
            new Series("whole cue", SeriesMark.Line, x, [.. loads.Select(l => l.Whole)]),
            new Series("a cue spin flipped", SeriesMark.Line, x, [.. loads.Select(l => l.Corrupted)]),
            new Series("flipped, after practice", SeriesMark.Line, x, [.. loads.Select(l => l.Practised)]),
            new Series("best possible with a flip", SeriesMark.Dashed, x, [.. loads.Select(l => l.Best)]),
            new Series("untrained", SeriesMark.Points, x, [.. loads.Select(l => l.RecalledBefore)]),
            new Series("chance", SeriesMark.Dashed, [x[0], x[^1]], [1.0 / (1 << Asked), 1.0 / (1 << Asked)]))
        {
            Caption = "Up to nine patterns eight spins and a field tell apart whatever is asked (Cover "
                + "1965); only practice makes it forgive a flip. A flipped cue may come from several "
                + "patterns: no machine can know better than the upper dashed line.",
        };
    }

    private static string Whole(int load) => $"share recalled, {load} patterns";

    private static string Corrupted(int load, bool practised) =>
        $"share recalled from corrupted cues, {load} patterns{(practised ? ", after practice" : "")}";

    private static string Best(int load) => $"best possible share from corrupted cues, {load} patterns";

    private static string Likelihood(int load) => $"log-likelihood of the missing spins, {load} patterns";

    private sealed record Load(int Patterns)
    {
        public double LikelihoodBefore { get; init; }

        public double RecalledBefore { get; init; }

        public double Likelihood { get; init; }

        public double Whole { get; init; }

        public double Corrupted { get; init; }

        public double Practised { get; init; }

        public double Gain { get; init; }

        public double Best { get; init; }
    }
}
