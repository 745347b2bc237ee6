using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;
using static Szilard.Experiments.Cards.TheoryCard;

namespace Szilard.Experiments.Cards;

/// <summary>Assumptions that several theorems make, held against a run.</summary>
internal static class SharedAssumptions
{
    /// <summary>A number of the objective matches the world's within this share.</summary>
    public const double Matched = 0.05;

    private const int MostAudited = 64;

    /// <summary>What every theorem here assumes.</summary>
    public static Assumption[] Common(string theorem, Evidence e) => Common(theorem, e, new(
        theorem, "There are samples without end.",
        e.Facts.Samples is null ? AssumptionStatus.Holds : AssumptionStatus.Unknown,
        e.Facts.Samples is { } n ? $"{n} anchors" : "drawn anew at each step", "world.samples"));

    /// <summary>The same where the theorem has words of its own for what is drawn without end.</summary>
    public static Assumption[] Common(string theorem, Evidence e, Assumption endless) =>
    [
        new(theorem, "The two views of a pair share their causes.", Holds(!e.Plan.Training.Permuted),
            e.Plan.Training.Permuted ? "pairs permuted" : "pairs matched", "training.pairing"),
        Injective(theorem, e),
        Dimensions(theorem, e),
        Seen(theorem, e),
        endless,
        Optimum(theorem, e),
    ];

    /// <summary>True where pairs are the world's own; augmented or jittered ones have another law.</summary>
    public static bool Redrawn(Evidence e) =>
        e.Plan.Specification["views"].Kind == RedrawViews.Card.Name;

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

    /// <summary>The law of the latents, beside the excess kurtosis of fresh ones.</summary>
    public static Assumption Marginal(string theorem, Evidence e, string claim, bool holds)
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

    /// <summary>The law of pairs, beside the correlation of fresh ones.</summary>
    public static Assumption Conditional(string theorem, Evidence e, string claim, bool holds)
    {
        IGeneratedWorld world = (IGeneratedWorld)e.Plan.World;
        RandomKey key = e.Plan.Key.Split("card");
        LatentPair pair = world.Pair(world.Sample(10_000, Split.Test, key), key.Split("pair"));
        double correlation = Correlation(pair.Left.Values, pair.Right.Values);
        string stated = e.Facts.PairCorrelation is { } r ? $", closed form {r:F4}" : "";
        string others = Redrawn(e)
            ? "" : $"; views of `{e.Plan.Specification["views"].Kind}` have another law";
        return new Assumption(theorem, claim, Holds(holds && Redrawn(e)),
            $"{e.Facts.Conditional}; correlation of the views' latents {correlation:F4}{stated}{others}",
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

    /// <summary>Latents and representation live on the same place.</summary>
    public static Assumption Output(string theorem, Evidence e, string place) => new(
        theorem, $"The representation lives on a {place}, as the latents do.",
        Holds(e.Plan.Specification.Settings("encoder").Card != IdentityDesign.Part.Card
            && (OutputIs(e, place)
                || (place == "sphere" && e.Plan.Objective is NtXent or InfoNce { Similarity: "cosine" }))),
        "", "encoder.output");

    /// <summary>True where the encoder puts its output on that place.</summary>
    public static bool OutputIs(Evidence e, string place)
    {
        Settings encoder = e.Plan.Specification.Settings("encoder");
        return e.Plan.Body is null && encoder.Card.Parameters.Any(p => p.Name == "output")
            && encoder.Choice("output") == place;
    }

    /// <summary>Theorems speak of what the loss sees, readings of what is judged.</summary>
    private static Assumption Seen(string theorem, Evidence e)
    {
        Settings encoder = e.Plan.Specification.Settings("encoder");
        bool projected = e.Plan.Body is null && encoder.Card.Parameters.Any(p => p.Name == "projector")
            && encoder.Numbers("projector").Length > 0;
        int layer = e.Plan.Evaluation.Layer;
        return new Assumption(
            theorem, "The representation that is judged is what the objective sees.",
            Holds(!projected && layer == 0),
            projected ? "the objective sees a projector's output"
                : layer > 0 ? $"layer {layer} is judged" : "",
            "encoder.projector; evaluation.layer");
    }

    /// <summary>The objective's temperature is that of the pairs' von Mises–Fisher law.</summary>
    public static Assumption Temperature(string theorem, Evidence e, double temperature)
    {
        double product = temperature * (e.Facts.Kappa ?? double.NaN);
        AssumptionStatus status = double.IsNaN(product) ? AssumptionStatus.Unknown
            : Holds(Math.Abs(product - 1) < Matched);
        return new Assumption(theorem, "The objective's temperature is 1/κ of the pairs.", status,
            $"τ·κ = {product:G3}", "objective.temperature; world.kappa", product);
    }

    /// <summary>Whether an assumption that was decided is met.</summary>
    public static AssumptionStatus Holds(bool holds) =>
        holds ? AssumptionStatus.Holds : AssumptionStatus.Violated;
}
