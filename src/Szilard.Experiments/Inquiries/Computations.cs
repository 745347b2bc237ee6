using Szilard.Experiments.Inquiries.Bodies;
using Szilard.Experiments.Inquiries.Convergence;
using Szilard.Experiments.Inquiries.Diversity;
using Szilard.Experiments.Inquiries.Inference;
using Szilard.Experiments.Inquiries.Singular;
using Szilard.Experiments.Inquiries.Synapses;
using Szilard.Experiments.Inquiries.Systems;
using Szilard.Experiments.Inquiries.Thermodynamics;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>All computations that an inquiry can name.</summary>
public static class Computations
{
    /// <summary>The catalogue.</summary>
    public static Catalogue<Computation> All => field ??= new(
        "computation", FlowRegressionTask.Part, AllosteryTask.Part, AssociationTask.Part, RuleComparison.Part,
        RectifiedNoise.Part, DhnMnist.Part, Falk3B.Part, Falk4B.Part, Falk4C.Part, Falk5C.Part, Falk6B.Part,
        Falk8.Part, WorkedCycle.Part, OttoEngine.Part, DraggedTrap.Part, BreathingTrap.Part, Quasistatic.Part,
        SgdStationarity.Part, SgdEntropyProduction.Part, SzilardEngine.Part, GoldtSeifert.Part,
        IsochoricHeating.Part, BoltzmannMachine.Part,
        KnownCoefficients.Part, Interplay.Part, ActiveGraph.Part, LatentTree.Part, Imbalance.Part,
        PlatonicConvergence.Part, ExplainingAway.Part, InferredConditionals.Part, CoefficientCourse.Part,
        CounterExample.Part);
}
