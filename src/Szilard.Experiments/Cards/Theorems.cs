using Szilard.Learners.Objectives;
using Szilard.Records;
using Szilard.Worlds.Latents;
using static Szilard.Experiments.Cards.SharedAssumptions;
using static Szilard.Experiments.Cards.TheoryCard;

namespace Szilard.Experiments.Cards;

/// <summary>What each theorem assumes, held against a run.</summary>
internal static class Theorems
{
    public const string Lejepa = "Klindt, LeCun, Balestriero 2026 (arXiv:2605.26379)";
    public const string ZimmermannSphere = "Zimmermann et al. 2021, Theorem 2";
    public const string ZimmermannBox = "Zimmermann et al. 2021, Theorems 5 and 6";
    public const string Content = "von Kügelgen et al. 2021, Theorem 4.4";

    /// <summary>The meter that tells whether content was recovered, and its reading.</summary>
    public const string ContentMeter = "r2.nonlinear", ContentReading = "r2.nonlinear.content";

    /// <summary>Content is recovered as a block, up to any invertible map, where every cause of style changes
    /// with a probability above 0.</summary>
    public static Theorem ContentStyle(Evidence e)
    {
        double changes = e.Plan.Specification.Settings("world").Number("style_change_prob");
        int outputs = e.Plan.RepresentationDimensions;
        return new Theorem(Content, Indeterminacy.BlockContent,
        [
            new(
                Content, "Content is shared by the views, and every cause of style may change.",
                Holds(e.Facts.Content > 0 && changes > 0 && Redrawn(e)),
                $"{e.Facts.Content} of {e.Facts.Dimensions} causes are content; style changes with "
                    + $"probability {changes:G3}",
                "world; views", changes),
            new(
                Content, "The encoder has as many outputs as there is content.",
                Holds(outputs == e.Facts.Content), $"{outputs} for {e.Facts.Content}", "encoder.outputs",
                outputs),
            .. Common(Content, e).Where(a => a.Evidence != "encoder.outputs"),
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
        Conditional(
            ZimmermannSphere, e, "Pairs follow a von Mises–Fisher law.",
            e.Facts is { Kappa: not null, Pairs: PairConvention.ParentChild }),
        Temperature(ZimmermannSphere, e, e.Plan.Objective switch
        {
            InfoNce o => o.Temperature,
            NtXent o => o.Temperature,
            _ => double.NaN,
        }),
        Output(ZimmermannSphere, e, "sphere"),
        .. Common(ZimmermannSphere, e),
    ]);

    /// <summary>A box with Lp pairs is recovered up to order, sign and scale; for p = 2 rotations
    /// remain.</summary>
    public static Theorem Box(Evidence e)
    {
        double p = e.Plan.Objective is InfoNce { Similarity: "lp" } lp ? lp.Exponent : 2;
        return new Theorem(ZimmermannBox, p == 2 ? Indeterminacy.Affine : Indeterminacy.SignedPermutation,
        [
            Marginal(ZimmermannBox, e, "The latents are uniform in the box.", e.Facts.Marginal == "uniform"),
            Conditional(
                ZimmermannBox, e, $"Pairs follow the law e^(−λ‖·‖_p^p) with the objective's p = {p}.",
                e.Facts.ConditionalExponent == p && e.Facts.Pairs == PairConvention.ParentChild),
            Output(ZimmermannBox, e, "box"),
            .. Common(ZimmermannBox, e),
        ]);
    }
}
