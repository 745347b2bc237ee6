using Szilard.Parts;

namespace Szilard.Physics.Rules;

/// <summary>How the parameters of a body change from what it feels, as data. Either a
/// <see cref="LocalRule"/>, which a synapse could follow, or the <see cref="ExactGradient"/> that it is
/// judged against. A closed family.</summary>
public abstract record Rule
{
    /// <summary>Name, formula, convention, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>All rules.</summary>
    public static Catalogue<Rule> Catalogue => field ??= new(
        "rule",
        EquilibriumPropagation.Part,
        ContrastiveHebbian.Part,
        CoupledLearning.Part,
        TemporalContrast.Part,
        PlainHebb.Part,
        ExactGradient.Part);
}
