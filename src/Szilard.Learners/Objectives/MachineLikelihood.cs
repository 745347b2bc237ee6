using Szilard.Learners.Thermodynamics;
using Szilard.Parts;

namespace Szilard.Learners.Objectives;

/// <summary>Contrastive divergence of a restricted Boltzmann machine, from the data (CD) or from chains that
/// go on (PCD).</summary>
/// <param name="Sweeps">k sweeps v → h → v.</param>
/// <param name="Kept">Chains that go on from step to step; 0 starts at the data.</param>
public sealed record MachineLikelihood(int Sweeps, int Kept) : EnergyObjective(Sweeps, Kept, 1, 0)
{
    private static readonly ThermodynamicMap _map = MapOf(
        "E = F(v), q = data and chains, one Hamiltonian, T = 1: sweeps are an isochoric relaxation of the "
            + "chains, the step is adiabatic; CD_k = KL(q₀‖p) − KL(q_k‖p) is the entropy produced by the "
            + "sweeps");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "contrastive-divergence",
            "Likelihood of a restricted Boltzmann machine by short chains from the data (CD), or by ones "
                + "that go on (PCD).",
            "Hinton, Training Products of Experts by Minimizing Contrastive Divergence, Neural Computation "
                + "2002; Tieleman, Training Restricted Boltzmann Machines Using Approximations to the "
                + "Likelihood Gradient, ICML 2008")
        {
            Category = ObjectiveFamily.Generative,
            Formula = "mean E(data) − mean E(chains), E = −ln Σ_k e^{f_k}; a machine has one output f = "
                + "−F(v)",
            Convention = "chains carry no gradient, so that ∂ is the contrast ⟨∂F⟩_data − ⟨∂F⟩_chains with "
                + "hidden probabilities; Bernoulli data in [0, 1] are probabilities from which units are "
                + "drawn anew each step; of two views the left one is learned. Needs `encoder: rbm`. Plain "
                + "arrays are outputs f",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new IntegerParameter("sweeps", "k: sweeps of the chains in one step.", 1, 1, 100_000),
                new IntegerParameter(
                    "persistent",
                    "Chains that go on from step to step (PCD); 0 starts them at the data (CD).", 0,
                    0, 1 << 20),
            ],
        },
        s => new MachineLikelihood(s.Integer("sweeps"), s.Integer("persistent")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override string Remedy => Kept == 0
        ? "objective.persistent: as many as the batch, or objective.sweeps: more; then optimiser.rate: lower"
        : "objective.sweeps: more, or optimiser.rate: lower";
}
