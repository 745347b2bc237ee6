using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>How parameters follow gradients, as data. A closed family; <see cref="Catalogue"/> lists
/// it.</summary>
/// <param name="Pace">What all optimisers share.</param>
public abstract record Optimiser(Pace Pace)
{
    /// <summary>Name, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>How many arrays of a parameter's size its state needs.</summary>
    public abstract int Slots { get; }

    /// <summary>Where gradients are taken; null for where the parameters are.</summary>
    public virtual Ascent? Ascent => null;

    /// <summary>Moves one parameter.</summary>
    /// <param name="parameter">What is moved, in place.</param>
    /// <param name="gradient">Its gradient; it may be overwritten.</param>
    /// <param name="slots">Its state, zeros at first, in place.</param>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="step">Steps done before this one.</param>
    public abstract void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step);

    /// <summary>All optimisers.</summary>
    public static Catalogue<Optimiser> Catalogue =>
        field ??= new("optimiser", Adam.DecoupledPart, Adam.Part, Sgd.Part, Lars.Part, Sam.Part);
}
