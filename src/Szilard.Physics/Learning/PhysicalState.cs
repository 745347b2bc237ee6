using Szilard.Learners;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Physics.Learning;

/// <summary>All that changes while a body learns. Its parameters are kept as floats, of which the body holds
/// a copy in its own precision.</summary>
/// <param name="Body">The body.</param>
/// <param name="Parameters">What it learns, in its order.</param>
/// <param name="OwnParameters">The objective's own parameters.</param>
/// <param name="Slots">The optimiser's state, one list for each of both.</param>
/// <param name="Step">Steps taken.</param>
public sealed record PhysicalState(
    PhysicalBody Body, IReadOnlyList<Parameter> Parameters, IReadOnlyList<Parameter> OwnParameters,
    IReadOnlyList<IReadOnlyList<Storage>> Slots, long Step)
    : LearnerState(Step)
{
    /// <summary>What the optimiser moves, in the order of <see cref="Slots"/>.</summary>
    public IEnumerable<Parameter> Trainable => Parameters.Concat(OwnParameters);

    /// <summary>Every array by name: parameters and the optimiser's.</summary>
    public IReadOnlyList<StateArray> Save() => StateStorage.Save(Named());

    /// <summary>Puts saved arrays in place of these, in the body too.</summary>
    /// <param name="step">How many steps had been taken.</param>
    /// <param name="arrays">All the arrays, none missing, none more.</param>
    /// <exception cref="SzilardException">An array is missing, surplus or of another shape.</exception>
    public PhysicalState Load(long step, IReadOnlyList<StateArray> arrays)
    {
        StateStorage.Load(Named(), arrays);
        for (int p = 0; p < Parameters.Count; p++)
            Body.Set(p, Parameters[p].ToSingles());
        return this with { Step = step };
    }

    /// <summary>Raises what lies below its least value and hands everything to the body, or takes the body's
    /// values back where one is not finite.</summary>
    /// <returns>The first parameter that was not finite; null where all were.</returns>
    internal string? Settle()
    {
        float[][] values = [.. Parameters.Select((p, i) => Allowed(p, Body.Arrays[i].Least))];
        for (int p = 0; p < values.Length; p++)
        {
            if (!System.Numerics.Tensors.TensorPrimitives.IsFiniteAll<float>(values[p]))
                return Undone(Parameters[p].Name);
        }
        for (int p = 0; p < values.Length; p++)
            Body.Set(p, values[p]);
        return null;
    }

    private static float[] Allowed(Parameter parameter, float least)
    {
        float[] values = parameter.ToSingles();
        if (!float.IsNegativeInfinity(least))
        {
            System.Numerics.Tensors.TensorPrimitives.Max(values, least, values);
            parameter.Set(values);
        }
        return values;
    }

    private string Undone(string name)
    {
        for (int p = 0; p < Parameters.Count; p++)
            Parameters[p].Set(Body.Get(p));
        return name;
    }

    private IEnumerable<StateStorage> Named() =>
    [
        .. Trainable.Select(p => new StateStorage(p.Name, p, p.Storage)),
        .. StateStorage.OfSlots(Trainable, Slots),
    ];
}
