using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>All rules beside the exact gradient while a body learns by the latter, and the error of nudging
/// over its size.</summary>
/// <param name="Cosines">Rule by rule, the least cosine of any parameter at each milestone.</param>
/// <param name="Start">Errors of nudging before learning.</param>
/// <param name="End">And after it.</param>
internal sealed record RuleContest(double[][] Cosines, NudgeErrors Start, NudgeErrors End)
{
    private const double Weak = 0.001, Strong = 0.01;

    /// <summary>The rules that compete.</summary>
    public static IReadOnlyList<(string Name, Rule Rule)> Rules { get; } =
    [
        ("centred nudge of 0.001", new EquilibriumPropagation(Weak, NudgeSign.Centred)),
        ("nudge of 0.001", new EquilibriumPropagation(Weak, NudgeSign.Positive)),
        ("centred nudge of 0.01", new EquilibriumPropagation(Strong, NudgeSign.Centred)),
        ("nudge of 0.01", new EquilibriumPropagation(Strong, NudgeSign.Positive)),
        ("coupled learning", new CoupledLearning(0.1)),
        ("contrastive Hebbian", new ContrastiveHebbian()),
        ("temporal contrast",
            new TemporalContrast(Weak, NudgeSign.Positive, CycleResponse.Published(wrap: true))),
        ("plain Hebb", new PlainHebb(Weak, 1)),
    ];

    /// <summary>β of the two error curves.</summary>
    public static double[] Betas { get; } = [0.001, 0.002, 0.004, 0.008];

    /// <summary>Teaches the body and compares on the way.</summary>
    /// <param name="body">What learns.</param>
    /// <param name="lesson">What it is taught.</param>
    /// <param name="rates">One for each parameter.</param>
    /// <param name="milestones">When the rules are compared.</param>
    /// <param name="context">Randomness, threads, end.</param>
    public static RuleContest Hold<TState>(
        IDifferentiableBody<double, TState> body, Lesson lesson, double[] rates, int[] milestones,
        ComputationContext context)
    {
        NudgeErrors start = Errors(body, lesson, context);
        Schooling<TState> schooling = new(body, lesson, new ExactGradient(), rates, context);
        double[][] cosines = [.. Rules.Select(_ => new double[milestones.Length])];
        for (int m = 0; m < milestones.Length; m++)
        {
            schooling.LearnUntil(milestones[m]);
            for (int r = 0; r < Rules.Count; r++)
                cosines[r][m] = schooling.Sound
                    ? Examination.CompareEach(
                        body, lesson, Rules[r].Rule, new SquaredError(lesson.Targets), context.Workers)
                        .Min(c => c.Cosine)
                    : double.NaN;
        }
        return new(cosines, start, Errors(body, lesson, context));
    }

    private static NudgeErrors Errors<TState>(
        IDifferentiableBody<double, TState> body, Lesson lesson, ComputationContext context) => new(
            Errors(body, lesson, NudgeSign.Positive, context),
            Errors(body, lesson, NudgeSign.Centred, context), Examination.Error(body, lesson));

    private static double[] Errors<TState>(
        IDifferentiableBody<double, TState> body, Lesson lesson, NudgeSign sign,
        ComputationContext context) =>
    [
        .. Betas.Select(beta => Examination.Compare(
            body, lesson, new EquilibriumPropagation(beta, sign), new SquaredError(lesson.Targets),
            context.Workers).RelativeError),
    ];
}

/// <summary>How far equilibrium propagation is from the exact gradient of a body as it is, all parameters
/// together, over <see cref="RuleContest.Betas"/>.</summary>
/// <param name="OneSided">Relative error of a nudge towards lower cost.</param>
/// <param name="Centred">The same, nudged both ways.</param>
/// <param name="Cost">|y − t|², the mean over the lesson.</param>
internal sealed record NudgeErrors(double[] OneSided, double[] Centred, double Cost);
