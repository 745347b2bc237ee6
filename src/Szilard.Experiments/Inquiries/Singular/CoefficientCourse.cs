using Szilard.Observables.Dynamics;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Singular;

/// <summary>The learning coefficient beside R² along the training of whitening on the spiral, where R² stands
/// on a plateau and then jumps.</summary>
/// <param name="Seeds">Runs.</param>
/// <param name="Steps">Steps of training.</param>
/// <param name="Points">Points at which λ̂ is read, evenly in the logarithm.</param>
/// <param name="Draws">Losses that each of three chains keeps.</param>
public sealed record CoefficientCourse(int Seeds, int Steps, int Points, int Draws) : Computation
{
    private const double Near = 1.25;
    private const string Final = "R² at the end, least over seeds";
    private const string Rise = "R² gained in the jump, least over seeds";
    private const string Gain = "λ̂ after the jump less on the plateau, least over seeds";
    private const string Level = "λ̂ after the jump less on the plateau, slope taken out, least over seeds";
    private const string Together =
        "share of seeds with a change point of λ̂ within a factor 1.25 of the jump";
    private const string Form = "λ̂ at the end over that of the quadratic form";
    private const string Before = "λ̂ on the plateau", After = "λ̂ after the jump";
    private const string Takes = "what the slope takes on the plateau";
    private const string Took = "what the slope takes after the jump";
    private const string Where = "step of the jump", Bends = "change points of R², mean over seeds";
    private const string Changes = "change points of λ̂, mean over seeds";
    private const string Loss = "loss on the plateau over that after the jump";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "coefficient-course",
            "The learning coefficient beside R² along training, with the change points of both.",
            "E. Lau et al., The Local Learning Coefficient, AISTATS 2025; J. Hoogland et al., Loss landscape "
                + "degeneracy drives stagewise development, 2024 (that λ̂ moves with what is learned); "
                + "quadratic form derived here")
        {
            Formula = "λ̂ = t(E L − L(w*)), over ∝ exp(−tL − ½γ‖w − w*‖²); quadratic: "
                + "Σ ½th/a + Σ g²(½t³h/a² − t²/a)",
            Convention = "whitening, λ = ½, spiral, 64 × 4 gelu, AdamW 0.003; 256 pairs frozen for all "
                + "points, t = n/ln n, γ = 100 as the verb has; three chains. The jump: the two readings of "
                + "R² between which it rises most; plateau: points from a third of its "
                + "beginning on",
            Parameters =
            [
                new IntegerParameter("seeds", "Runs.", 4, 1, 100),
                new IntegerParameter("steps", "Steps of training.", 4000, 100),
                new IntegerParameter("points", "Points at which λ̂ is read.", 12, 4, 200),
                new IntegerParameter("draws", "Losses that each chain keeps.", 300, 4),
            ],
        },
        s => new CoefficientCourse(
            s.Integer("seeds"), s.Integer("steps"), s.Integer("points"), s.Integer("draws")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        Final, Rise, Gain, Level, Together, Form, Before, After, Takes, Took, Where, Bends, Changes, Loss,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        context.Tell($"training and walking, {Seeds} seeds");
        var courses = new Course[Seeds];
        context.Workers.Run(
            Seeds, i => courses[i] = Course.Of(this, context.Key.Split("course", i), context.Stop));
        Jump[] jumps = [.. courses.Select(Jump.Of)];
        return new Outcome(
        [
            new(Final, courses.Min(c => c.Recovery.Values[^1])), new(Rise, jumps.Min(j => j.Rise)),
            new(Gain, jumps.Min(j => j.After.Walked - j.Plateau.Walked)),
            new(Level, jumps.Min(j => j.After.Level - j.Plateau.Level)),
            new(Together, courses.Zip(jumps, (c, j) => IsNear(c, j, context.Key) ? 1.0 : 0).Average()),
            Mean(Form, courses.Select(c => c.Points[^1].Walked.Value / c.Points[^1].Quadratic.Value)),
            Mean(Before, jumps.Select(j => j.Plateau.Walked)), Mean(After, jumps.Select(j => j.After.Walked)),
            Mean(Takes, jumps.Select(j => j.Plateau.Slope)), Mean(Took, jumps.Select(j => j.After.Slope)),
            Mean(Where, jumps.Select(j => j.Step)),
            Mean(Bends, courses.Select(c => (double)Found(c.Recovery, context.Key).Points.Count)),
            Mean(Changes, courses.Select(c => (double)Found(c.Coefficients, context.Key).Points.Count)),
            Mean(Loss, jumps.Select(j => j.Plateau.Loss / j.After.Loss)),
        ],
            CoursePlots.Of(courses, jumps));
    }

    private static bool IsNear(Course course, Jump jump, RandomKey key) =>
        Found(course.Coefficients, key).Points.Any(
            p => Math.Abs(Math.Log(p.Step / jump.Step)) <= Math.Log(Near));

    private static ChangePoints Found(ReadingCurve curve, RandomKey key) =>
        ChangePoints.Of(curve, key.Split("change points"));

    private static Measurement Mean(string quantity, IEnumerable<double> values)
    {
        double[] all = [.. values];
        return new Measurement(quantity, Spread.Mean(all), all.Length > 1 ? Spread.OfMean(all) : double.NaN);
    }
}
