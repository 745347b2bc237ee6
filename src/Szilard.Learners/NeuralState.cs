using Szilard.Learners.Encoders;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners;

/// <summary>All that changes while a network learns.</summary>
/// <param name="Network">The encoder.</param>
/// <param name="OwnParameters">The objective's own parameters.</param>
/// <param name="Slots">The optimiser's state, one list per trainable parameter.</param>
/// <param name="Average">Averaged copies of the network's parameters; empty where none are kept.</param>
/// <param name="Step">Steps taken.</param>
public sealed record NeuralState(
    Network Network,
    IReadOnlyList<Parameter> OwnParameters,
    IReadOnlyList<IReadOnlyList<Storage>> Slots,
    IReadOnlyList<Storage> Average,
    long Step)
    : LearnerState(Step)
{
    /// <summary>Network's and objective's parameters.</summary>
    public IEnumerable<Parameter> Parameters => Network.Parameters.Concat(OwnParameters);

    /// <summary>What the optimiser moves, in the order of <see cref="Slots"/>.</summary>
    public IEnumerable<Parameter> Trainable => Parameters.Where(p => p.Trainable);

    /// <summary>Every array by name: parameters and running statistics, the optimiser's, the
    /// averages.</summary>
    public IReadOnlyList<StateArray> Save() => StateStorage.Save(Named());

    /// <summary>Puts saved arrays in place of these.</summary>
    /// <param name="step">How many steps had been taken.</param>
    /// <param name="arrays">All the arrays, none missing, none more.</param>
    /// <exception cref="SzilardException">An array is missing, surplus or of another shape.</exception>
    public NeuralState Load(long step, IReadOnlyList<StateArray> arrays)
    {
        StateStorage.Load(Named(), arrays);
        return this with { Step = step };
    }

    private IEnumerable<StateStorage> Named() =>
    [
        .. Parameters.Select(p => new StateStorage(p.Name, p, p.Storage)),
        .. StateStorage.OfSlots(Trainable, Slots),
        .. Network.Parameters.Zip(
            Average, (p, average) => new StateStorage($"average.{p.Name}", p, average)),
    ];
}
