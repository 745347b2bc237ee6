using Szilard.Observables.Collapse;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Probes;
using Szilard.Observables.Similarity;
using Szilard.Parts;

namespace Szilard.Observables;

/// <summary>All meters. A new one costs its file and one line here; the contract suite then covers
/// it.</summary>
public static class Meters
{
    /// <summary>The catalogue, in the order in which meters are listed and shown.</summary>
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
        new(NearestNeighbours.Card, NearestNeighbours.Build),
        new(LinearProbe.Card, LinearProbe.Build),
        new(OutputAccuracy.Card, OutputAccuracy.Build),
        new(LinearCka.Card, LinearCka.Build),
        new(UnbiasedCka.Card, UnbiasedCka.Build),
        new(MutualNeighbours.Card, MutualNeighbours.Build),
        new(Procrustes.Card, Procrustes.Build));
}
