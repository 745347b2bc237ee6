using Szilard.Learners.Objectives;
using Szilard.Records;
using Szilard.Worlds.Latents;
using static Szilard.Experiments.Cards.SharedAssumptions;
using static Szilard.Experiments.Cards.TheoryCard;

namespace Szilard.Experiments.Cards;

/// <summary>AnInfoNCE on a uniform sphere: different concentrations single out their causes; equal ones leave
/// a rotation in their block.</summary>
/// <remarks>Where Λ = R diag(λ) Rᵀ is full, Rᵀz has the diagonal law and is as uniform: the theorem speaks of
/// it, and R is free for the encoder. Of the causes as they are given a rotation is left, R up to what the
/// diagonal one leaves (derived here).</remarks>
internal static class AnisotropicTheorem
{
    public const string Name = "Rusak et al. 2024 (AnInfoNCE)";
    private const string Learned = "objective.concentration";

    /// <summary>The theorem held against a run. Latents and outputs lie on spheres, so that scales within a
    /// block are equal of themselves.</summary>
    public static Theorem Of(Evidence e) => new(Name, Promised(e.Facts),
    [
        Marginal(Name, e, "The latents are uniform on the sphere.", e.Facts.Marginal == "uniform"),
        Conditional(
            Name, e, "Pairs differ by a Gaussian law, diagonal in the axes of the causes or in turned ones.",
            e.Facts is { Concentrations.Count: > 0, Pairs: PairConvention.ParentChild }),
        Concentrations(e),
        Output(Name, e, "sphere"),
        .. Common(Name, e),
    ])
    {
        Blocks = e.Facts.Rotation is not null ? [] : [.. Enumerable.Range(0, e.Facts.Concentrations.Count)
            .GroupBy(j => e.Facts.Concentrations[j]).Select(g => g.ToArray())],
    };

    private static Indeterminacy Promised(WorldFacts facts)
    {
        if (facts.Rotation is not null)
            return Indeterminacy.Orthogonal;
        int distinct = facts.Concentrations.Distinct().Count();
        return distinct == facts.Dimensions ? Indeterminacy.SignedPermutation
            : distinct > 1 ? Indeterminacy.BlockOrthogonal : Indeterminacy.Orthogonal;
    }

    /// <summary>With another Λ than the world's the loss is least elsewhere; which dimension has which
    /// concentration is free.</summary>
    private static Assumption Concentrations(Evidence e)
    {
        var loss = (AnInfoNce)e.Plan.Objective;
        double[] world = [.. e.Facts.Concentrations.Order()];
        double[] own = loss.Learned ? Found(e.Examination) : Fixed(loss, world.Length);
        string values = own.Length > 0 ? $"Λ = {Text(own)} for {Text(world)} of the world" : "";
        return new Assumption(
            Name, "The concentrations of the loss are learned, or those of the world.",
            Holds(loss.Learned || Match(own, world)),
            loss.Learned ? $"learned{(own.Length > 0 ? $"; {values}" : "")}" : $"fixed; {values}",
            "objective.learned; objective.concentrations; world.concentrations");
    }

    private static double[] Fixed(AnInfoNce loss, int dimensions) => loss.Concentrations.Count == 1
        ? [.. Enumerable.Repeat(loss.Concentrations[0], dimensions)]
        : [.. loss.Concentrations.Order()];

    /// <summary>Λ = softplus(ℓ).</summary>
    private static double[] Found(Examination examined) =>
        examined.Arrays.FirstOrDefault(a => a.Name == Learned) is { } raw
            ? [.. raw.Values.Select(l => Math.Max(l, 0) + Math.Log(1 + Math.Exp(-Math.Abs(l)))).Order()]
            : [];

    private static bool Match(double[] own, double[] world) => own.Length == world.Length
        && own.Zip(world).All(p => Math.Abs((p.First / p.Second) - 1) < Matched);

    private static string Text(double[] values) =>
        values.Length == 0 ? "none" : string.Join(" ", values.Select(v => $"{v:G3}"));
}
