using Szilard.Learners.Objectives;
using Szilard.Tensors;

namespace Szilard.Learners.Energies;

/// <summary>Where the negative chains of a step begin, and where they are kept.</summary>
/// <param name="Start">Where they begin.</param>
/// <param name="Places">The rows of the store that they came from; empty where they began at the
/// data.</param>
internal sealed record NegativeChains(Batch Start, int[] Places)
{
    private const string Name = "chains";

    /// <summary>A store of chains that know nothing of the data; null where none are kept.</summary>
    public static Parameter? Store(
        Device device, EnergyObjective objective, EnergyModel model, Shape observation, RandomKey key)
    {
        if (objective.Kept == 0)
            return null;
        Shape shape = new(objective.Kept, observation.Size);
        return new Parameter(
            device, Name, shape, model.Fresh(shape, key.Split(Name)).Values, trainable: false);
    }

    /// <summary>The chains of one step: all that are kept (PCD), as many as the batch from the buffer, some
    /// of them anew (JEM), or the data themselves (CD).</summary>
    public static NegativeChains Begin(
        Parameter? store, EnergyObjective objective, EnergyModel model, Batch data, RandomKey key)
    {
        if (store is null)
            return new NegativeChains(data, []);
        if (objective is not JointEnergy joint)
            return new NegativeChains(
                new Batch(Rows(store.Shape[0], data), store.ToSingles()),
                [.. Enumerable.Range(0, store.Shape[0])]);
        RandomStream random = key.Split("places").Stream();
        var places = new int[data.Count];
        foreach (ref int place in places.AsSpan())
            place = random.NextInt32(store.Shape[0]);
        using Tape tape = new(store.Device, recording: false);
        float[] kept = tape.Watch(store).GatherRows(places).ToSingles();
        Batch fresh = model.Fresh(data.Shape, key.Split("anew"));
        for (int i = 0; i < places.Length; i++)
        {
            if (random.NextDouble() < joint.Langevin.Renewal)
                fresh.Item(i).CopyTo(kept.AsSpan(i * data.ItemSize));
        }
        return new NegativeChains(new Batch(data.Shape, kept), places);
    }

    /// <summary>Puts chains back where they came from; of two from one place the later stays.</summary>
    public void Keep(Parameter? store, Batch end)
    {
        for (int i = 0; i < Places.Length; i++)
            store!.Device.Write(end.Item(i), store.Storage, Places[i] * end.ItemSize);
    }

    private static Shape Rows(int count, Batch like) => new([count, .. like.Shape.Lengths[1..]]);
}
