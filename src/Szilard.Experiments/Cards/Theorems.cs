using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using static Szilard.Experiments.Cards.TheoryCard;

namespace Szilard.Experiments.Cards;

/// <summary>What each theorem assumes, held against a run.</summary>
internal static class Theorems
{
    private const int MostAudited = 64;
    public const string Lejepa = "Klindt, LeCun, Balestriero 2026 (arXiv:2605.26379)";
    public const string ZimmermannSphere = "Zimmermann et al. 2021, Theorem 2";
    public const string ZimmermannBox = "Zimmermann et al. 2021, Theorems 5 and 6";
    public const string Rusak = "Rusak et al. 2024 (AnInfoNCE)";
    public const string Diet = "Reizinger et al. 2024 (cross-entropy over instances)";
    public const string Content = "von Kügelgen et al. 2021, Theorem 4.4";

    /// <summary>The meter that tells whether content was recovered, and its reading.</summary>
    public const string ContentMeter = "r2.nonlinear", ContentReading = "r2.nonlinear.content";

    /// <summary>Content is recovered as a block, up to any invertible map, where style changes in all its
    /// causes.</summary>
    public static Theorem ContentStyle(Evidence e) => new(Content, Indeterminacy.BlockContent,
    [
        new(
            Content, "Content is shared by the views, and style changes.", Holds(e.Facts.Content > 0),
            $"{e.Facts.Content} of {e.Facts.Dimensions} causes are content", "world"),
        new(
            Content, "The encoder has as many outputs as there is content.",
            Holds(e.Plan.RepresentationDimensions == e.Facts.Content),
            $"{e.Plan.RepresentationDimensions} for {e.Facts.Content}", "encoder.outputs",
            e.Plan.RepresentationDimensions),
        .. Common(Content, e).Where(a => a.Evidence != "encoder.outputs"),
    ]);

    /// <summary>Instances around cluster vectors on a sphere are recovered up to a rotation where outputs
    /// live on a sphere, else up to an affine map.</summary>
    public static Theorem Instances(Evidence e)
    {
        Settings encoder = e.Plan.Specification.Settings("encoder");
        bool sphere = e.Plan.Body is null && encoder.Card.Parameters.Any(p => p.Name == "output")
            && encoder.Choice("output") == "sphere";
        return new Theorem(Diet, sphere ? Indeterminacy.Orthogonal : Indeterminacy.Affine,
        [
            new(
                Diet, "Instances lie around cluster vectors by a von Mises–Fisher law.",
                Holds(e.Facts.Kappa > 0),
                e.Facts.Kappa is { } kappa ? $"κ = {kappa:G3}" : "", "world.kappa", e.Facts.Kappa),
            .. Common(Diet, e),
        ]);
    }

    /// <summary>Gaussian latents with isotropic Gaussian pairs are recovered up to a rotation.</summary>
    public static Theorem Gaussian(Evidence e) => new(Lejepa, Indeterminacy.Orthogonal,
    [
        Marginal(Lejepa, e, "The latents are Gaussian.", e.Facts.MarginalExponent == 2),
        Conditional(
            Lejepa, e, "Pairs share an isotropic Gaussian law.",
            e.Facts is { Isotropic: true, ConditionalExponent: 2 }),
        .. Common(Lejepa, e),
    ]);

    /// <summary>A uniform sphere with von Mises–Fisher pairs is recovered up to a rotation.</summary>
    public static Theorem Sphere(Evidence e) => new(ZimmermannSphere, Indeterminacy.Orthogonal,
    [
        Marginal(
            ZimmermannSphere, e, "The latents are uniform on the sphere.", e.Facts.Marginal == "uniform"),
        Conditional(ZimmermannSphere, e, "Pairs follow a von Mises–Fisher law.", e.Facts.Kappa is not null),
        Temperature(e),
        Output(ZimmermannSphere, e, "sphere"),
        .. Common(ZimmermannSphere, e),
    ]);

    /// <summary>A box with Lp pairs is recovered up to order and sign; for p = 2 rotations remain.</summary>
    public static Theorem Box(Evidence e)
    {
        double p = e.Plan.Objective is InfoNce { Similarity: "lp" } lp ? lp.Exponent : 2;
        return new Theorem(ZimmermannBox, p == 2 ? Indeterminacy.Affine : Indeterminacy.SignedPermutation,
        [
            Marginal(ZimmermannBox, e, "The latents are uniform in the box.", e.Facts.Marginal == "uniform"),
            Conditional(
                ZimmermannBox, e, $"Pairs follow the law e^(−λ‖·‖_p^p) with the objective's p = {p}.",
                e.Facts.ConditionalExponent == p),
            Output(ZimmermannBox, e, "box"),
            .. Common(ZimmermannBox, e),
        ]);
    }

    /// <summary>Different concentrations single out their causes; equal ones leave a rotation in their
    /// block.</summary>
    public static Theorem Anisotropic(Evidence e)
    {
        int distinct = e.Facts.Concentrations.Distinct().Count();
        Indeterminacy promised = distinct == e.Facts.Dimensions ? Indeterminacy.SignedPermutation
            : distinct > 1 ? Indeterminacy.BlockOrthogonal : Indeterminacy.Orthogonal;
        return new Theorem(Rusak, promised,
        [
            Marginal(Rusak, e, "The latents are uniform on the sphere.", e.Facts.Marginal == "uniform"),
            Conditional(
                Rusak, e, "Pairs differ by a diagonal Gaussian law.", e.Facts.Concentrations.Count > 0),
            Output(Rusak, e, "sphere"),
            .. Common(Rusak, e),
        ]);
    }

    private static Assumption[] Common(string theorem, Evidence e) =>
    [
        new(theorem, "The two views of a pair share their causes.", Holds(!e.Plan.Training.Permuted),
            e.Plan.Training.Permuted ? "pairs permuted" : "pairs matched", "training.pairing"),
        Injective(theorem, e),
        Dimensions(theorem, e),
        new(theorem, "There are samples without end.",
            e.Facts.Samples is null ? AssumptionStatus.Holds : AssumptionStatus.Unknown,
            e.Facts.Samples is { } n ? $"{n} anchors" : "drawn anew at each step", "world.samples"),
        Optimum(theorem, e),
    ];

    /// <summary>What the world says of itself, beside what looking at it found.</summary>
    private static Assumption Injective(string theorem, Evidence e)
    {
        string mixing = e.Facts.ConditionNumber is { } c
            ? $"{e.Facts.Mixing}, condition number {c:G3}" : e.Facts.Mixing;
        string looked = e.Facts.Dimensions > MostAudited ? ""
            : "; " + SeeingAudit.Of((IGeneratedWorld)e.Plan.World, e.Plan.Key.Split("audit")).Sentence;
        double noise = e.Facts.ObservationNoise;
        string blurred = noise > 0 ? $"; noise of deviation {noise:G3} on each look" : "";
        return new Assumption(
            theorem, "What is seen tells different causes apart.", Holds(e.Facts.Injective && noise == 0),
            mixing + blurred + looked, "world.mixing", e.Facts.ConditionNumber);
    }

    private static Assumption Marginal(string theorem, Evidence e, string claim, bool holds)
    {
        Matrix z = e.Plan.World.Sample(10_000, Split.Test, e.Plan.Key.Split("card")).Latents!;
        double kurtosis = ExcessKurtosis(z);
        string family = e.Facts.MarginalExponent is { } a ? $"{e.Facts.Marginal}, exponent {a:G3}"
            : e.Facts.Marginal;
        return new Assumption(theorem, claim, Holds(holds),
            $"{family}; excess kurtosis {kurtosis:F2} ± {Math.Sqrt(24.0 / z.Values.Length):F2}",
            "world.marginal; fresh samples", kurtosis);
    }

    private static double ExcessKurtosis(Matrix z)
    {
        double mean = z.Values.Average(), second = 0, fourth = 0;
        foreach (double value in z.Values)
        {
            double square = (value - mean) * (value - mean);
            (second, fourth) = (second + square, fourth + (square * square));
        }
        return (fourth * z.Values.Length / (second * second)) - 3;
    }

    private static Assumption Conditional(string theorem, Evidence e, string claim, bool holds)
    {
        IGeneratedWorld world = (IGeneratedWorld)e.Plan.World;
        RandomKey key = e.Plan.Key.Split("card");
        LatentPair pair = world.Pair(world.Sample(10_000, Split.Test, key), key.Split("pair"));
        double correlation = Correlation(pair.Left.Values, pair.Right.Values);
        string stated = e.Facts.PairCorrelation is { } r ? $", closed form {r:F4}" : "";
        return new Assumption(theorem, claim, Holds(holds),
            $"{e.Facts.Conditional}; correlation of the views' latents {correlation:F4}{stated}",
            "world.conditional; fresh pairs", correlation);
    }

    private static double Correlation(double[] a, double[] b)
    {
        double ma = a.Average(), mb = b.Average(), ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            (double x, double y) = (a[i] - ma, b[i] - mb);
            (ab, aa, bb) = (ab + (x * y), aa + (x * x), bb + (y * y));
        }
        return ab / Math.Sqrt(aa * bb);
    }

    private static Assumption Dimensions(string theorem, Evidence e)
    {
        int outputs = e.Plan.RepresentationDimensions;
        return new Assumption(theorem, "The representation has as many dimensions as there are causes.",
            Holds(outputs == e.Facts.Dimensions), $"{outputs} for {e.Facts.Dimensions}", "encoder.outputs",
            outputs);
    }

    private static Assumption Optimum(string theorem, Evidence e)
    {
        double? excess = e.Reading("loss.excess");
        AssumptionStatus status = e.Verdict.State == "healthy" ? AssumptionStatus.Holds
            : e.Verdict.State is "control" or "not-converged" ? AssumptionStatus.Unknown
                : AssumptionStatus.Violated;
        string measured = excess is { } x ? $"{e.Verdict.State}; loss {x:F3} nats above its floor"
            : e.Verdict.State;
        return new Assumption(
            theorem, "The loss is at its global optimum.", status, measured, "verdict; loss.excess", excess);
    }

    private static Assumption Output(string theorem, Evidence e, string place)
    {
        Settings encoder = e.Plan.Specification.Settings("encoder");
        bool holds = encoder.Card != IdentityDesign.Part.Card
            && ((encoder.Card.Parameters.Any(p => p.Name == "output") && encoder.Choice("output") == place)
                || (place == "sphere" && e.Plan.Objective is NtXent or InfoNce { Similarity: "cosine" }));
        return new Assumption(
            theorem, $"The representation lives on a {place}, as the latents do.", Holds(holds), "",
            "encoder.output");
    }

    private static Assumption Temperature(Evidence e)
    {
        double temperature = e.Plan.Objective switch
        {
            InfoNce o => o.Temperature,
            NtXent o => o.Temperature,
            _ => double.NaN,
        };
        double product = temperature * (e.Facts.Kappa ?? double.NaN);
        AssumptionStatus status = double.IsNaN(product) ? AssumptionStatus.Unknown
            : Holds(Math.Abs(product - 1) < 0.05);
        return new Assumption(ZimmermannSphere, "The objective's temperature is 1/κ of the pairs.", status,
            $"τ·κ = {product:G3}", "objective.temperature; world.kappa", product);
    }

    private static AssumptionStatus Holds(bool holds) =>
        holds ? AssumptionStatus.Holds : AssumptionStatus.Violated;
}
