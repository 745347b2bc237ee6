using Szilard.Learners;
using Szilard.Observables.Identifiability;
using Szilard.Tensors;

namespace Szilard.Experiments.Cards;

/// <summary>What a run left behind, as far as theorems ask for it.</summary>
/// <param name="Map">The classes of maps that hold from the causes to the representation; null where they are
/// not defined.</param>
/// <param name="Representation">The representation of the samples that the run is judged on; null where there
/// is none.</param>
/// <param name="Arrays">The learner's arrays by name.</param>
public sealed record Examination(MapClasses? Map, Matrix? Representation, IReadOnlyList<StateArray> Arrays);
