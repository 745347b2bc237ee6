using Szilard.Learners.Thermodynamics;
using Szilard.Parts;

namespace Szilard.Learners.Objectives;

/// <summary>A classifier as a density (JEM): likelihood of x by Langevin chains in the space of observations,
/// and the cross-entropy of labels where there are any.</summary>
/// <param name="Sweeps">Langevin steps of a chain in one step of learning.</param>
/// <param name="Kept">Slots of the replay buffer.</param>
/// <param name="Labelled">True where the right view is a one-hot label.</param>
/// <param name="Langevin">How chains move and begin.</param>
/// <param name="LikelihoodWeight">Weight of the likelihood.</param>
/// <param name="LabelWeight">Weight of the cross-entropy.</param>
public sealed record JointEnergy(
    int Sweeps, int Kept, bool Labelled, ChainSettings Langevin, double LikelihoodWeight, double LabelWeight)
    : EnergyObjective(Sweeps, Kept, LikelihoodWeight, LabelWeight)
{
    private static readonly ThermodynamicMap _map = MapOf(
        "E(x) = −ln Σ_k e^{f_k(x)}, q = data and chains, T = 1 of the model: Langevin steps are an isochoric "
            + "relaxation in a bath of noise²/(2·step), the step of learning is adiabatic; ln Z is not "
            + "known, so that ΔF is an estimate");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "jem", "A classifier as an energy model: likelihood by Langevin chains, and labels where there "
                + "are any.",
            "Grathwohl, Wang, Jacobsen, Duvenaud, Norouzi, Swersky, Your Classifier Is Secretly an Energy "
                + "Based Model, ICLR 2020 (wgrathwohl/JEM)")
        {
            Category = ObjectiveFamily.Generative,
            Formula = "w_x·[mean E(data) − mean E(chains)] − w_y·mean ln softmax(f)_y, E = −ln Σ_k e^{f_k}; "
                + "chains x ← x − α·∂E/∂x + σ·ε",
            Convention = "defaults are those of the published code; step α and noise σ are apart, so that "
                + "the chain's bath has T = σ²/(2α) = 5·10⁻⁵, the model's 1: σ = √(2α) makes them one. "
                + "Chains begin in a buffer, or anew and uniform, and end in it. Of two views the left one "
                + "is learned; `labels: given` needs `views: label`. No batch normalisation. Plain arrays "
                + "are outputs f of data and chains",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new ChoiceParameter(
                    "labels", "Whether labels are learned too.", "none", "none", "given"),
                new IntegerParameter("chain_steps", "Langevin steps in one step of learning.", 20, 1,
                    100_000),
                .. ChainSettings.Parameters,
                new IntegerParameter("buffer", "Slots of the replay buffer.", 10_000, 1, 1 << 20),
                new NumberParameter("likelihood_weight", "Weight w_x of the likelihood.", 1, 0),
                new NumberParameter("label_weight", "Weight w_y of the cross-entropy.", 1, 0),
            ],
            Check = s => s.Number("low") < s.Number("high") ? [] :
            [
                new Fault("low",
                    $"`low: {s.Number("low")}` is not below `high: {s.Number("high")}`; give a lower one."),
            ],
        },
        s => new JointEnergy(
            s.Integer("chain_steps"), s.Integer("buffer"), s.Choice("labels") == "given",
            ChainSettings.From(s), s.Number("likelihood_weight"), s.Number("label_weight")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool RightIsTarget => Labelled;

    /// <inheritdoc/>
    public override string Remedy => Langevin.Temperature < 0.5
        ? $"objective.noise: {Math.Sqrt(2 * Langevin.Step):G3}, which puts the chains at the model's "
            + "temperature; or objective.chain_steps: more, optimiser.rate: a tenth"
        : "objective.chain_steps: more with objective.step: lower, or optimiser.rate: a tenth";
}
