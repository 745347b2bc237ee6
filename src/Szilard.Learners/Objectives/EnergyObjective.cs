using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Maximum likelihood of a density p(x) ∝ e^(−E(x)), E(x) = −ln Σ_k e^(f_k(x)), by negative chains:
/// data go down in energy, chains go up. A closed family.</summary>
/// <param name="Sweeps">Moves of a chain in one step of learning.</param>
/// <param name="Kept">Chains that are kept from step to step; 0 where all begin at the data.</param>
/// <param name="LikelihoodWeight">Weight of the likelihood in the loss.</param>
/// <param name="LabelWeight">Weight of the cross-entropy of labels in the loss, where there are any.</param>
public abstract record EnergyObjective(
    int Sweeps, int Kept, double LikelihoodWeight, double LabelWeight) : Objective
{
    /// <summary>The name under which one-hot labels are handed over, n×K; absent where there are
    /// none.</summary>
    public const string Labels = "labels";

    /// <inheritdoc/>
    public sealed override bool KeepsState => true;

    /// <summary>What a study changes where the chains leave the data behind.</summary>
    public abstract string Remedy { get; }

    /// <summary>E = −ln Σ_k e^(f_k) of each row, from n×K outputs f.</summary>
    public static Tensor Energies(Tensor outputs) => outputs.LogSoftmax().Subtract(outputs).Mean(^1);

    /// <summary>mean E(data) − mean E(chains), and the cross-entropy of labels.</summary>
    /// <param name="left">f of the data, n×K.</param>
    /// <param name="right">f of the chains, m×K.</param>
    /// <param name="context">Holds <see cref="Labels"/> where there are any.</param>
    public sealed override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor data = Energies(left).Mean(), chains = Energies(right).Mean();
        Tensor value = data.Subtract(chains).Scale(LikelihoodWeight);
        if (!context.Parameters.TryGetValue(Labels, out Tensor? labels))
            return new Loss(value, ("energy_data", data), ("energy_chains", chains));
        Tensor told = left.LogSoftmax().Multiply(labels).Sum().Scale(-1.0 / left.Shape[0]);
        return new Loss(
            value.Add(told.Scale(LabelWeight)), ("energy_data", data), ("energy_chains", chains),
            ("cross_entropy", told));
    }

    /// <summary>The level that both have.</summary>
    private protected static ThermodynamicMap MapOf(string why) => new(MapLevel.Exact, why);
}
