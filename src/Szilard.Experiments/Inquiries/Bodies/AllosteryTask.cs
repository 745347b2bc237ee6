using Szilard.Parts;
using Szilard.Physics.Networks.Springs;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>A spring network learns that strain at one place shows at another.</summary>
/// <param name="Networks">How many are drawn.</param>
/// <param name="Steps">Of learning, each.</param>
/// <param name="Nodes">Of each.</param>
public sealed record AllosteryTask(int Networks, int Steps, int Nodes) : Computation
{
    private const double Drive = 0.1, Share = 0.3, Fraction = 0.001, Beta = 0.01;
    private const string Before = "strain at the target over the wanted, before, median";
    private const string Balance = "largest net force over largest spring force, all networks";

    private static readonly (string Name, Rule Rule, double Rate)[] _rules =
    [
        ("coupled learning", new CoupledLearning(Fraction), 200),
        ("equilibrium propagation", new EquilibriumPropagation(Beta, NudgeSign.Centred), 100),
    ];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "allostery", "A spring network learns a strain at a target for a strain at a source.",
            "Rocks et al., Designing allostery-inspired response in mechanical networks, 2017 (task); Stern, "
            + "Hexner, Rocks, Liu, Phys. Rev. X 11, 021045, 2021 (rule)")
        {
            Convention = "jammed discs, stress-free, k = 1 at first and ≥ 1e−3; source extended by 0.1 mean "
                + "bond, target to follow by 0.3 of that; η = 0.001, β = 0.01; exactly nonlinear",
            Parameters =
            [
                new IntegerParameter("networks", "Networks drawn.", 5, 1, 1000),
                new IntegerParameter("steps", "Steps of learning.", 1500, 1, 1_000_000),
                new IntegerParameter("nodes", "Nodes of each network.", 32, 16, 1000),
            ],
        },
        s => new AllosteryTask(s.Integer("networks"), s.Integer("steps"), s.Integer("nodes")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Before, Balance, .. _rules.SelectMany(r => (string[])[After(r.Name), Cosine(r.Name)])];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        Course[][] courses =
        [
            .. _rules.Select(r => Enumerable.Range(0, Networks)
                .Select(i => Learn(i, r.Rule, r.Rate, context)).ToArray()),
        ];
        return new Outcome(
            [
                new(Before, Examination.Median(courses[0].Select(c => c.Strains[0]))),
                new(Balance, Examination.Greatest(courses.SelectMany(c => c).Select(c => c.Unbalanced))),
                .. _rules.Zip(courses).SelectMany(pair => (Measurement[])
                [
                    new(After(pair.First.Name), Examination.Median(pair.Second.Select(c => c.Strains[^1]))),
                    new(Cosine(pair.First.Name), Least(pair.Second.SelectMany(c => c.Cosines))),
                ]),
            ],
            Strains(courses), Cosines(courses));
    }

    private Course Learn(int network, Rule rule, double rate, ComputationContext context)
    {
        (SpringNetwork body, Lesson lesson) = Allostery.Springs(
            Nodes, Drive, [Share], SpringAdaptation.Stiffness, context.Key.Split("network", network));
        double[] restLengths = body.Graph.Lengths();
        Schooling<SpringState> schooling = new(body, lesson, rule, [rate], context);
        Course course = new([], [], ForceBalance.Left(body, restLengths, lesson));
        foreach (int step in Examination.Milestones(Steps))
        {
            schooling.LearnUntil(step);
            double strain = Examination.Trusted(
                schooling.Sound, () => Examination.Answers(body, lesson)[0] / lesson.Targets[0]);
            course.Strains.Add(strain);
            // Within a millionth of the target the gradient is rounding.
            course.Cosines.Add(Math.Abs(strain - 1) < 1e-6
                ? null
                : Examination.Trusted(double.IsFinite(strain), () => Examination.Compare(
                    body, lesson, rule, new SquaredError(lesson.Targets), context.Workers).Cosine));
        }
        context.Tell(FormattableString.Invariant(
            $"{rule.Card.Name}: strain over wanted {course.Strains[0]:G3}, then {course.Strains[^1]:G6}"));
        return course with
        {
            Unbalanced = Math.Max(course.Unbalanced, ForceBalance.Left(body, restLengths, lesson)),
        };
    }

    private Plot Strains(Course[][] courses) => new(
        "strain", "Strain at the target", "log₁₀ of the step (the first point is before)",
        "strain at the target over the wanted",
        [
            .. _rules.Zip(courses).SelectMany(pair => pair.Second.Select((course, i) => new Series(
                $"{pair.First.Name}, network {i + 1}", SeriesMark.Line, Abscissae, course.Strains))),
            new Series("wanted", SeriesMark.Dashed, [Abscissae[0], Abscissae[^1]], [1, 1]),
        ])
    {
        Caption = "The source is pulled, the target is far away; springs change their stiffness by their own "
            + "strain alone until the target follows.",
    };

    private Plot Cosines(Course[][] courses) => new(
        "cosine", "Distance of the rules from the gradient", "log₁₀ of the step", "log₁₀ of 1 − cosine",
        [
            .. _rules.Zip(courses).Select(pair => new Series(
                $"{pair.First.Name}, network 1", SeriesMark.Line, Abscissae,
                [
                    .. pair.Second[0].Cosines.Select(c => c is { } cosine
                        ? Math.Log10(Math.Max(1 - cosine, 1e-16))
                        : double.NaN),
                ])),
        ])
    {
        Caption = "With a single target both rules have the direction of the exact gradient of the squared "
            + "error as the clamp becomes weak; points end where the target is met to a millionth.",
    };

    private double[] Abscissae =>
        [.. Examination.Milestones(Steps).Select(s => Math.Log10(Math.Max(s, 0.5)))];

    /// <summary>The least cosine of those that were read, NaN where one failed.</summary>
    internal static double Least(IEnumerable<double?> cosines) => cosines.Min() ?? double.NaN;

    private static string After(string rule) => $"strain at the target over the wanted, {rule}, median";

    private static string Cosine(string rule) => $"least cosine with the gradient, {rule}";

    /// <summary>What was seen while the network learned.</summary>
    /// <param name="Strains">At the target over the wanted, at each milestone; NaN from where a state did not
    /// come to rest.</param>
    /// <param name="Cosines">With the gradient; null where the target is met, NaN as above.</param>
    /// <param name="Unbalanced">The largest net force over the largest spring force.</param>
    private sealed record Course(List<double> Strains, List<double?> Cosines, double Unbalanced);
}
