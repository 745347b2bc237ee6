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
{
    /// <summary>Network's and objective's parameters.</summary>
    public IEnumerable<Parameter> Parameters => Network.Parameters.Concat(OwnParameters);

    /// <summary>What the optimiser moves, in the order of <see cref="Slots"/>.</summary>
    public IEnumerable<Parameter> Trainable => Parameters.Where(p => p.Trainable);

    /// <summary>Every array by name: parameters and running statistics, the optimiser's, the
    /// averages.</summary>
    public IReadOnlyList<StateArray> Save() =>
    [
        .. Named().Select(n => new StateArray(n.Name, n.Owner.Shape, Read(n.Owner.Device, n.Storage))),
    ];

    /// <summary>Puts saved arrays in place of these.</summary>
    /// <param name="step">How many steps had been taken.</param>
    /// <param name="arrays">All the arrays, none missing, none more.</param>
    /// <exception cref="SzilardException">An array is missing, surplus or of another shape.</exception>
    public NeuralState Load(long step, IReadOnlyList<StateArray> arrays)
    {
        Dictionary<string, StateArray> byName = arrays.ToDictionary(a => a.Name);
        foreach ((string name, Parameter owner, Storage storage) in Named())
            owner.Device.Write(Take(byName, name, owner.Shape), storage);
        if (byName.Count > 0)
            throw new SzilardException(
                $"The checkpoint holds {byName.Count} arrays that this run has not, first "
                    + $"`{byName.Keys.First()}`.");
        return this with { Step = step };
    }

    /// <summary>Every array with its name and the parameter whose shape it has.</summary>
    private IEnumerable<(string Name, Parameter Owner, Storage Storage)> Named() =>
    [
        .. Parameters.Select(p => (p.Name, p, p.Storage)),
        .. Trainable.Zip(Slots, (p, slots) => slots.Select((slot, i) => ($"optimiser.{i}.{p.Name}", p, slot)))
            .SelectMany(named => named),
        .. Network.Parameters.Zip(Average, (p, average) => ($"average.{p.Name}", p, average)),
    ];

    private static float[] Read(Device device, Storage storage)
    {
        var values = new float[storage.Length];
        device.Read(storage, values);
        return values;
    }

    private static float[] Take(Dictionary<string, StateArray> byName, string name, Shape shape)
    {
        if (!byName.Remove(name, out StateArray? array))
            throw new SzilardException(
                $"The checkpoint lacks `{name}`; it was written by another design of run.");
        if (!array.Shape.Equals(shape))
            throw new SzilardException(
                $"`{name}` is {array.Shape} in the checkpoint, but {shape} in this run.");
        return array.Values;
    }
}
