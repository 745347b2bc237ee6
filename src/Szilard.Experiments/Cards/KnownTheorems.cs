using Szilard.Records;
using static Szilard.Experiments.Cards.TheoryCard;
using static Szilard.Experiments.Cards.Theorems;

namespace Szilard.Experiments.Cards;

/// <summary>The theorems that are known here, and which runs each speaks about.</summary>
internal static class KnownTheorems
{
    /// <summary>All; the first that speaks about a run gives its card.</summary>
    public static IReadOnlyList<KnownTheorem> All { get; } =
    [
        new(
            Content, Indeterminacy.BlockContent, "contrastive objectives in worlds of content and style",
            e => e.Plan.Specification["world"].Kind == "content-style"
                && ObjectiveOf(e) is "info-nce" or "nt-xent" or "s-tec", ContentStyle),
        new(
            Lejepa, Indeterminacy.Orthogonal, "whitening, SIGReg and InfoNCE with a Gaussian kernel on ℝⁿ",
            e => e.Facts.Space == "real" && (ObjectiveOf(e) is "whitening" or "sigreg"
                || (ObjectiveOf(e) == "info-nce" && e.Similarity == "gaussian")), Gaussian),
        new(
            ZimmermannSphere, Indeterminacy.Orthogonal, "InfoNCE and NT-Xent with cosines on a sphere",
            e => e.Facts.Space == "sphere" && ObjectiveOf(e) is "info-nce" or "nt-xent"
                && e.Similarity is "cosine" or "dot", Sphere),
        new(
            ZimmermannBox, Indeterminacy.SignedPermutation, "InfoNCE with distances in a box",
            e => e.Facts.Space == "box" && ObjectiveOf(e) == "info-nce"
                && e.Similarity is "lp" or "gaussian", Box),
        new(
            AnisotropicTheorem.Name, Indeterminacy.SignedPermutation, "AnInfoNCE on a sphere",
            e => e.Facts.Space == "sphere" && ObjectiveOf(e) == "an-info-nce", AnisotropicTheorem.Of),
        new(
            InstanceTheorem.Name, Indeterminacy.Orthogonal,
            "cross-entropy over instances (DIET) on a sphere of clusters",
            e => e.Facts.Space == "sphere" && ObjectiveOf(e) == "diet", InstanceTheorem.Of),
        new(
            VicregTheorem.Name, Indeterminacy.Orthogonal, "VICReg on ℝⁿ",
            e => e.Facts.Space == "real" && ObjectiveOf(e) == "vicreg", VicregTheorem.Of),
    ];

    private static string ObjectiveOf(Evidence e) => e.Plan.Objective.Card.Name;
}
