using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Networks.Tasks;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>How far each learning rule is from the exact gradient, on two bodies, while they learn.</summary>
/// <param name="Steps">Of learning.</param>
/// <param name="Thresholds">Of the sweep over the window of temporal contrast.</param>
public sealed record RuleComparison(int Steps, int Thresholds) : Computation
{
    private const double Step = 0.5, GateBeta = 1e-4;
    private const int Horizon = 20, Samples = 4;
    private const string Late = ", after learning";
    private const string Match = "nudged steps against backpropagation through time, relative, β = 1e-4";
    private const string MatchOrder = "order of that distance in β";
    private const string Upper = "threshold over change beyond which nothing passes, in 10⁻³";
    private const string Lower = "threshold over change below which both ramps pass, in 10⁻³";
    private const string Inside = "gain of temporal contrast at 0.0012 … 0.0020";
    private const string Below = "gain of temporal contrast below the window";

    private static readonly int[] _sizes = [5, 8, 6, 3];

    private static readonly string[] _bodies = ["Hopfield", "resistors"];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "rule-comparison", "Every learning rule beside the exact gradient while two bodies learn.",
            "Scellier, Bengio 2017; Laborieux et al. 2021 (order of the errors); Ernoult et al., Updates of "
            + "equilibrium prop match gradients of backprop through time, 2019; Falk et al. 2025 (window)")
        {
            Convention = "Hopfield 5-8-6-3, units off their bounds, on random targets; 24 nodes of resistors "
                + "on the regression of `flow-regression`; both learn by the exact gradient; cosines are "
                + "those of the worst parameter",
            Parameters =
            [
                new IntegerParameter("steps", "Steps of learning.", 300, 1, 1_000_000),
                new IntegerParameter("thresholds", "Thresholds swept.", 120, 10, 10_000),
            ],
        },
        s => new RuleComparison(s.Integer("steps"), s.Integer("thresholds")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        .. _bodies.SelectMany(b => (string[])
        [
            OneSided(b, ""), Centred(b, ""), OneSided(b, Late), Centred(b, Late), Learned(b),
            .. RuleContest.Rules.Select(r => Least(b, r.Name)),
        ]),
        Match, MatchOrder, Upper, Lower, Inside, Below,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        int[] milestones = Examination.Milestones(Steps);
        (LayeredHopfield<double> layers, Lesson lesson) = Layers(context, 3000);
        FlowRegression flow = FlowRegression.Draw(context.Key.Split("flow"), 24);
        (double[] betas, double[] distances, double[][] nudged, double[][] backward) = Unroll(context);
        var window = ThresholdWindow.Sweep(layers, 2, lesson, Thresholds, context.Workers);
        RuleContest[] contests =
        [
            RuleContest.Hold(
                layers, lesson, [.. layers.Parameters.Select(_ => 0.05)], milestones, context),
            RuleContest.Hold(flow.Network, flow.Training, [FlowRegression.Rate], milestones, context),
        ];
        return new Outcome(
            [
                .. _bodies.Zip(contests).SelectMany(c => Measured(c.First, c.Second)),
                new(Match, distances[0]), new(MatchOrder, Examination.Order(betas, distances)),
                new(Upper, 1000 * window.Upper), new(Lower, 1000 * window.Lower),
                new(Inside, window.Gain(0.0012, 0.0020)), new(Below, window.Gain(4e-4, 5.5e-4)),
            ],
            [
                .. _bodies.Zip(contests).Select(c => Cosines(c.First, c.Second, milestones)),
                Orders(contests), Updates(nudged, backward), Window(window),
            ]);
    }

    private static IEnumerable<Measurement> Measured(string body, RuleContest contest) =>
    [
        new(OneSided(body, ""), Examination.Order(RuleContest.Betas, contest.Start.OneSided)),
        new(Centred(body, ""), Examination.Order(RuleContest.Betas, contest.Start.Centred)),
        new(OneSided(body, Late), Examination.Order(RuleContest.Betas, contest.End.OneSided)),
        new(Centred(body, Late), Examination.Order(RuleContest.Betas, contest.End.Centred)),
        new(Learned(body), contest.End.Cost / contest.Start.Cost),
        .. RuleContest.Rules.Select((r, i) => new Measurement(Least(body, r.Name), contest.Cosines[i].Min())),
    ];

    /// <summary>A network whose weights are weak enough that its units lie inside (0, 1): at a bound they
    /// feel nothing, and a network of such units has no gradient to compare with.</summary>
    private static (LayeredHopfield<double> Body, Lesson Lesson) Layers(
        ComputationContext context, int clamped)
    {
        RandomKey key = context.Key.Split("layers");
        LayeredHopfield<double> body = new(
            _sizes, new HopfieldPace(Step, 3000, clamped, clamped == 1 ? 0 : 1e-15), key.Split("weights"));
        foreach (BodyParameter<double> parameter in body.Parameters)
        {
            if (parameter.Shape.Rank == 1)
                parameter.Values.AsSpan().Fill(0.4);
            else
                TensorPrimitives.Multiply(parameter.Values, 0.3, parameter.Values);
        }
        RandomStream stream = key.Split("lesson").Stream();
        double[] inputs = [.. Enumerable.Range(0, Samples * _sizes[0]).Select(_ => stream.NextDouble())];
        double[] targets =
            [.. Enumerable.Range(0, Samples * _sizes[^1]).Select(_ => stream.NextUniform(0.3, 0.6))];
        return (body, new Lesson(Samples, inputs, targets));
    }

    private static (double[] Betas, double[] Distances, double[][] Nudged, double[][] Backward) Unroll(
        ComputationContext context)
    {
        (LayeredHopfield<double> body, Lesson lesson) = Layers(context, 1);
        UnrolledHopfield unrolled = new(body, _sizes, Step, lesson);
        double[][] backward = unrolled.Backward(Horizon);
        double[] betas = [GateBeta, 2 * GateBeta, 4 * GateBeta, 8 * GateBeta];
        double[] distances =
        [
            .. betas.Select(b => unrolled.Nudged(b, Horizon).Zip(backward, Distance).Max()),
        ];
        return (betas, distances, unrolled.Nudged(GateBeta, Horizon), backward);
    }

    private static double Distance(double[] estimate, double[] exact) =>
        Physics.Rules.GradientComparison.Of<double>("all", estimate, exact).RelativeError;

    private static Plot Cosines(string body, RuleContest contest, int[] milestones) => new(
        $"cosine-{body.ToLowerInvariant()}", $"Rules beside the gradient: {body}",
        "log₁₀ of the step (the first point is before)", "cosine with the exact gradient, worst parameter",
        [
            .. RuleContest.Rules.Select((r, i) => new Series(
                r.Name, SeriesMark.Line, [.. milestones.Select(s => Math.Log10(Math.Max(s, 0.5)))],
                contest.Cosines[i])),
        ])
    {
        Caption = "1 is the gradient itself, 0 is at right angles to it. Late in learning the gradient of a "
            + "parameter may nearly vanish while single samples still pull: then a nudge must be weaker.",
    };

    private static Plot Orders(RuleContest[] contests)
    {
        Series Errors(string name, double[] errors) => new(
            name, SeriesMark.Line, [.. RuleContest.Betas.Select(Math.Log10)],
            [.. errors.Select(Math.Log10)]);
        return new Plot(
            "order", "What a nudge costs in accuracy", "log₁₀ β", "log₁₀ of the relative error",
            [
                .. _bodies.Zip(contests).SelectMany(c => (Series[])
                [
                    Errors($"{c.First}, one-sided", c.Second.Start.OneSided),
                    Errors($"{c.First}, centred", c.Second.Start.Centred),
                ]),
            ])
        {
            Caption = "Nudged one way the error grows with β, nudged both ways with β².",
        };
    }

    private static Plot Updates(double[][] nudged, double[][] backward)
    {
        double[] t = [.. Enumerable.Range(0, Horizon).Select(i => (double)i)];
        return new Plot(
            "time", "Nudged forward, and backward through time", "step t after the nudge, or before the end",
            "log₁₀ of the length of the step's update",
            new Series("equilibrium propagation, β = 1e−4", SeriesMark.Points, t, [.. nudged.Select(Length)]),
            new Series("backpropagation through time", SeriesMark.Line, t, [.. backward.Select(Length)]))
        {
            Caption = "Each nudged step of the body moves its parameters as backpropagation does at the step "
                + "as far from the end.",
        };
    }

    private static Plot Window(ThresholdWindow window) => new(
        "window", "The window of temporal contrast", "log₁₀ of threshold over |change|",
        "estimate over that of equilibrium propagation",
        new Series(
            "synapses of weight-2", SeriesMark.Points, [.. window.Ratios.Select(Math.Log10)], window.Gains),
        new Series("nothing", SeriesMark.Dashed, [-3.5, -2.1], [0, 0]))
    {
        Caption = "Above the window the threshold hides the fast ramp; below it the slow ramp passes as well "
            + "and takes back what was learned.",
    };

    private static double Length(double[] row) => Math.Log10(Math.Sqrt(row.Sum(v => v * v)));

    private static string OneSided(string body, string when) =>
        $"order in β of one-sided nudging, {body}{when}";

    private static string Centred(string body, string when) => $"order in β of centred nudging, {body}{when}";

    private static string Learned(string body) => $"error after over before, {body}";

    private static string Least(string body, string rule) => $"least cosine, {rule}, {body}";
}
