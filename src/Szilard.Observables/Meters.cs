using Szilard.Observables.Classes;
using Szilard.Observables.Collapse;
using Szilard.Observables.Disentanglement;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Probes;
using Szilard.Observables.Similarity;
using Szilard.Parts;

namespace Szilard.Observables;

/// <summary>All meters. A new one costs its file and one line here; the contract suite then covers
/// it.</summary>
public static class Meters
{
    /// <summary>The catalogue, the usual meters first, in the order in which meters are listed and
    /// shown.</summary>
    public static Catalogue<IMeter> All { get; } = new(
        "meter",
        AffineR2.Uniform,
        AffineR2.Pooled,
        AffineR2.InverseUniform,
        AffineR2.InversePooled,
        new(NonlinearR2.Card, NonlinearR2.Build),
        Mcc.Pearson,
        Mcc.Spearman,
        new(AffineMcc.Card, AffineMcc.Build),
        new(Orthogonality.Card, Orthogonality.Build),
        new(PermutationError.Card, PermutationError.Build),
        new(RankMe.Card, RankMe.Build),
        new(ParticipationRatio.Card, ParticipationRatio.Build),
        new(AlphaReq.Card, AlphaReq.Build),
        new(ChannelSpread.Card, ChannelSpread.Build),
        new(Alignment.Card, Alignment.Build),
        new(Uniformity.Card, Uniformity.Build),
        NearestNeighbours.Cosine,
        new(LinearProbe.Card, LinearProbe.Build),
        new(OutputAccuracy.Card, OutputAccuracy.Build),
        new(LinearCka.Card, LinearCka.Build),
        new(UnbiasedCka.Card, UnbiasedCka.Build),
        new(MutualNeighbours.Card, MutualNeighbours.Build),
        new(Procrustes.Card, Procrustes.Build),
        new(LatentR2.Card, LatentR2.Build),
        new(GridR2.Card, GridR2.Build),
        new(IndependentMcc.Card, IndependentMcc.Build),
        new(ClassOfMap.Card, ClassOfMap.Build),
        new(InfoNceDistance.Card, InfoNceDistance.Build),
        new(CovarianceError.Card, CovarianceError.Build),
        new(LejepaBound.Card, LejepaBound.Build),
        new(RotationError.Card, RotationError.Build),
        JacobianStatistics.Encoder,
        JacobianStatistics.Latent,
        Dci.Disentanglement,
        Dci.Completeness,
        Dci.Informativeness,
        InformationMeter.Modularity,
        InformationMeter.Gap,
        new(AttributePredictability.Card, AttributePredictability.Build),
        InformationMeter.InfoModularity,
        InformationMeter.InfoCompactness,
        new(Explicitness.Card, Explicitness.Build),
        CanonicalCorrelation.Mean,
        CanonicalCorrelation.Square,
        CanonicalCorrelation.Singular,
        CanonicalCorrelation.Weighted,
        new(RepresentationalSimilarity.Card, RepresentationalSimilarity.Build),
        new(NeighbourAlignment.Card, NeighbourAlignment.Build),
        new(Lidar.Card, Lidar.Build),
        new(TwoNearest.Card, TwoNearest.Build),
        NearestCentre.Sample,
        NearestCentre.Class,
        NearestCentre.Superclass,
        new(DistanceVariance.Card, DistanceVariance.Build),
        NeuralCollapse.Variability,
        NeuralCollapse.Simplex,
        NeuralCollapse.Duality,
        new(CentreAgreement.Card, CentreAgreement.Build),
        CentreVector.OfAll,
        CentreVector.OfViews,
        NearestNeighbours.Euclidean);

    /// <summary>What a run reads at its end where its study names no meters: one table that a person can
    /// take in. The others answer questions of their own and are asked for by name.</summary>
    public static IReadOnlyList<Part<IMeter>> Usual { get; } =
        [.. All.Parts.Take(All.Parts.TakeWhile(p => p.Card.Name != Procrustes.Card.Name).Count() + 1)];

    /// <summary>Meters with readings of parts, whose names begin with the meter's name and a point.</summary>
    public static IReadOnlyList<string> OfParts { get; } =
    [
        LatentR2.Card.Name, NonlinearR2.Card.Name, ClassOfMap.Card.Name,
        InfoNceDistance.Card.Name, CovarianceError.Card.Name, LejepaBound.Card.Name,
        JacobianStatistics.Encoder.Card.Name, JacobianStatistics.Latent.Card.Name,
    ];
}
