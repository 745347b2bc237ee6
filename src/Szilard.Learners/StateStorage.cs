using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners;

/// <summary>Storage of a learner's state under the name that it has in checkpoints.</summary>
/// <param name="Name">Unique within the learner.</param>
/// <param name="Owner">The parameter whose shape it has.</param>
/// <param name="Storage">Where the values lie.</param>
public readonly record struct StateStorage(string Name, Parameter Owner, Storage Storage)
{
    /// <summary>The arrays of the optimiser, one list of slots for each parameter.</summary>
    public static IEnumerable<StateStorage> OfSlots(
        IEnumerable<Parameter> parameters, IEnumerable<IReadOnlyList<Storage>> slots) =>
        parameters.Zip(slots, (p, own) => own.Select(
            (slot, i) => new StateStorage($"optimiser.{i}.{p.Name}", p, slot))).SelectMany(named => named);

    /// <summary>Arrays of zeros of a parameter's size, for an optimiser that begins.</summary>
    public static IReadOnlyList<Storage> Zeros(Parameter parameter, int count)
    {
        var slots = new Storage[count];
        foreach (ref Storage slot in slots.AsSpan())
        {
            slot = parameter.Device.Rent(parameter.Shape.Size);
            parameter.Device.Fill(slot, 0);
        }
        return slots;
    }

    /// <summary>Copies of all values.</summary>
    public static IReadOnlyList<StateArray> Save(IEnumerable<StateStorage> state) =>
        [.. state.Select(s => new StateArray(s.Name, s.Owner.Shape, s.Read()))];

    /// <summary>Puts saved values in place of those that are there.</summary>
    /// <param name="state">All the storage of a learner.</param>
    /// <param name="arrays">All the arrays, none missing, none more.</param>
    /// <exception cref="SzilardException">An array is missing, surplus or of another shape.</exception>
    public static void Load(IEnumerable<StateStorage> state, IReadOnlyList<StateArray> arrays)
    {
        Dictionary<string, StateArray> byName = arrays.ToDictionary(a => a.Name);
        foreach (StateStorage place in state)
            place.Owner.Device.Write(Take(byName, place.Name, place.Owner.Shape), place.Storage);
        if (byName.Count > 0)
            throw new SzilardException(
                $"The checkpoint holds {byName.Count} arrays that this run has not, first "
                    + $"`{byName.Keys.First()}`.");
    }

    private float[] Read()
    {
        var values = new float[Storage.Length];
        Owner.Device.Read(Storage, values);
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
