using Szilard.Observables.Singular;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries.Singular;

/// <summary>The sampler held against models whose learning coefficients are known: quadratic wells with the
/// closed form of the discretised walk, a normal crossing at finite temperatures, reduced-rank
/// regression.</summary>
/// <param name="Draws">Losses that each of 16 chains keeps, one of ten steps.</param>
public sealed record KnownCoefficients(int Draws) : Computation
{
    private const int Chains = 16;
    private const string Gentle = "quadratic well, ε·a ≤ 0.44", Rough = "quadratic well, ε·a ≤ 2.4";
    private const string Apart = "quadratic well at ε·a ≤ 2.4, standard errors from the form without steps";
    private const string Walked = "x²y² at t = 100",
        Farthest = "x²y², five temperatures: farthest from exact";
    private const string Lambda = "x²y², λ by the ladder of exact values",
        Multiplicity = "x²y², m by that ladder";
    private const string Regression = "reduced rank (5, 3, 5), rank 0, at t = 100, γ = 1";
    private const string Theorem = "reduced rank (5, 3, 5), rank 0, λ by the theorem";

    private static readonly double[] s_temperatures = [10, 30, 100, 300, 1000];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "known-coefficients", "Learning coefficients by Langevin sampling where the truth is known.",
            "S. Watanabe, Algebraic Geometry and Statistical Learning Theory, 2009; M. Aoyagi, S. Watanabe, "
                + "Neural Networks 18, 2005; E. Lau et al., The Local Learning Coefficient, AISTATS 2025; "
                + "discretised form derived here")
        {
            Formula = "λ̂ = nβ(E L − L₀); quadratic: Σ ½th/(a(1 − εa/4)), a = th + γ",
            Convention = "h = (1, 4, 10), t = 50, γ = 100, ε = 0.00073 and 0.004; x²y² on [−1, 1]² with "
                + "walls, ε = 0.05/t; K = ½‖BA‖², ε = 5·10⁻⁵; 16 chains",
            Parameters =
            [
                new IntegerParameter("draws", "Losses that each chain keeps, one of ten steps.", 40_000, 200),
            ],
        },
        s => new KnownCoefficients(s.Integer("draws")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Gentle, Rough, Apart, Walked, Farthest, Lambda, Multiplicity, Regression, Theorem];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        QuadraticWell well = new(1, 4, 10);
        LangevinSettings wide = Settings(50, 0.004) with { Localisation = 100 };
        LearningCoefficient gentle = Walk(context, well.Potential, wide with { Step = 0.44 / 600 }, "gentle");
        LearningCoefficient rough = Walk(context, well.Potential, wide, "rough");
        double apart = (rough.Value - well.Coefficient(50, 100)) / rough.StandardError;
        NormalCrossing crossing = new(1, 1);
        double[] exact = [.. s_temperatures.Select(crossing.FiniteCoefficient)];
        LearningCoefficient[] rungs = [.. s_temperatures.Select(
            t =>
                Walk(context, crossing.Potential, Settings(t, 0.05 / t) with { Wall = 1 }, $"crossing {t}"))];
        TemperingLadder ladder = TemperingLadder.Of(
            [.. s_temperatures.Zip(exact, (t, value) => new Rung(t, value, 0))]);
        LearningCoefficient regression = Walk(
            context, new ReducedRank(5, 3, 5).Potential, Settings(100, 5e-5) with { Localisation = 1 },
            "regression");
        double off = rungs.Zip(exact, (r, e) => Math.Abs(r.Value - e)).Max();
        return new Outcome(
            [
                Told(Gentle, gentle), Told(Rough, rough), new(Apart, apart), Told(Walked, rungs[2]),
                new(Farthest, off),
                new(Lambda, ladder.Lambda), new(Multiplicity, ladder.Multiplicity),
                Told(Regression, regression),
                new(Theorem, ReducedRank.Lambda(5, 3, 5, 0).Lambda),
            ],
            Picture(rungs, exact));
    }

    private LangevinSettings Settings(double t, double step) => new()
    {
        InverseTemperature = t,
        Step = step,
        Chains = Chains,
        Draws = Draws,
        Thinning = 10,
        BurnIn = 2 * Draws,
    };

    private static LearningCoefficient Walk(
        ComputationContext context, Potential potential, LangevinSettings settings, string name)
    {
        context.Tell(name);
        Potential[] copies = [.. Enumerable.Repeat(potential, context.Workers.Count)];
        return LearningCoefficient.Of(LangevinSampler.Run(
            copies, new double[potential.Dimensions], settings, context.Key.Split(name), context.Workers,
            context.Stop));
    }

    private static Measurement Told(string quantity, LearningCoefficient read) =>
        new(quantity, read.Value, read.StandardError);

    private static Plot Picture(LearningCoefficient[] rungs, double[] exact)
    {
        double[] x = [.. s_temperatures.Select(t => 1 / Math.Log(t))];
        return new Plot(
            "ladder", "A singular point reads low at every temperature that can be sampled", "1/ln t", "λ̂",
            new Series("walked", SeriesMark.Points, x, [.. rungs.Select(r => r.Value)]),
            new Series("exact", SeriesMark.Line, [0, .. x.Reverse()], [0.5, .. exact.Reverse()]),
            new Series("λ = ½", SeriesMark.Dashed, [0, x[0]], [0.5, 0.5]))
        {
            Caption = "x²y² on [−1, 1]²: λ = ½, m = 2. The slope towards 1/ln t = 0 is −(m − 1).",
        };
    }
}
