using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Energies;

/// <summary>All that changes while an energy model learns.</summary>
/// <param name="Model">The density.</param>
/// <param name="Slots">The optimiser's state, one list for each trainable parameter.</param>
/// <param name="Chains">Chains that are kept, one a row; null where all begin at the data.</param>
/// <param name="Step">Steps taken.</param>
public sealed record EnergyState(
    EnergyModel Model, IReadOnlyList<IReadOnlyList<Storage>> Slots, Parameter? Chains, long Step)
    : LearnerState(Step)
{
    /// <summary>Every array by name: parameters, the optimiser's, and the chains.</summary>
    public IReadOnlyList<StateArray> Save() => StateStorage.Save(Named());

    /// <summary>Puts saved arrays in place of these.</summary>
    /// <param name="step">How many steps had been taken.</param>
    /// <param name="arrays">All the arrays, none missing, none more.</param>
    /// <exception cref="SzilardException">An array is missing, surplus or of another shape.</exception>
    public EnergyState Load(long step, IReadOnlyList<StateArray> arrays)
    {
        StateStorage.Load(Named(), arrays);
        return this with { Step = step };
    }

    private IEnumerable<StateStorage> Named() =>
    [
        .. Model.Network.Parameters.Concat(Model.Own).Select(p => new StateStorage(p.Name, p, p.Storage)),
        .. StateStorage.OfSlots(Model.Trainable, Slots),
        .. Chains is { } chains ? [new StateStorage(chains.Name, chains, chains.Storage)]
            : (StateStorage[])[],
    ];
}
